import { FileError } from '../src/import/file-error';
import { openMapping } from '../src/import/mapping-file';
import { DESK_MAPPING } from './support/desk';
import { exampleMapping } from './support/real-data';
import { temporaryDirectory, temporaryFile } from './support/temporary';

/** What is wrong with the desk's mapping after a change, without the directory. */
function wrong(from: string | RegExp, to: string): string {
  const file = temporaryFile('desk.yaml', DESK_MAPPING.replace(from, to));
  try {
    openMapping(file);
    return '';
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return error.message.replaceAll(file, 'desk.yaml');
  }
}

describe('a mapping file', () => {
  it('is YAML', () => {
    const { mapping } = openMapping(temporaryFile('desk.yaml', DESK_MAPPING));
    expect(mapping).toMatchObject({ name: 'desk', format: { type: 'csv', delimiter: ',' }, kept: ['State'] });
  });

  it.each([
    ['an unknown key', 'kept:', 'keep:', 'desk.yaml:6:1: keep: unknown key "keep"; known here: name, format'],
    ['a misspelt word', 'when: new', 'when: old', 'desk.yaml:9:5: commands[0].when: names no condition before it'],
    ['a field deep inside', 'text:', 'txt:', 'desk.yaml:10:60: commands[0].with.txt: unknown key "txt"'],
    ['a missing key', 'caseKey: [Ticket]', '', 'desk.yaml:1:1: mapping: the key "caseKey" is missing'],
    ['an item of a list', '[State]', '[State, 7]', 'desk.yaml:6:15: kept[1]: must be a text'],
    ['a key twice', 'format: csv', 'format: csv\nformat: csv', 'desk.yaml:3:1: Map keys must be unique'],
    ['no YAML', 'format: csv', 'format: [csv', 'desk.yaml:3:'],
    ['a tab', '  - command', '\t- command', 'desk.yaml:8:1: Tabs are not allowed as indentation'],
    ['nothing', /^[^]*$/, '', 'desk.yaml:1:1: mapping: must be a set of keys'],
    ['a list', /^[^]*$/, '- a\n', 'desk.yaml:1:1: mapping: must be a set of keys'],
    ['a template that is none', "'{Who}', name", "'{Who', name", 'desk.yaml:5:10: actor.id: a lone "{"'],
  ])('shows where it cannot be used: %s', (_what, from, to, message) => {
    expect(wrong(from, to)).toContain(message);
  });

  it('shows every issue at once', () => {
    const text = wrong('desk\nformat: csv', 'Desk\nformat: xml').split('\n');
    expect(text).toEqual([
      'desk.yaml: cannot be used as a mapping',
      expect.stringMatching(/^ {2}desk\.yaml:1:1: name: may have small letters/),
      expect.stringMatching(/^ {2}desk\.yaml:2:1: format: is "xml"; give one of csv, jsonl/),
    ]);
  });

  it('shows the first issues when there are many, and how many more', () => {
    const lines = Array.from({ length: 300 }, (_, i) => `"line ${i}": "a" b: {`).join('\n');
    const text = wrong(/^[^]*$/, lines).split('\n');
    expect(text).toHaveLength(22);
    expect(text.at(-1)).toMatch(/^ {2}and \d{2,} more$/);
  });

  it('is UTF-8, as the file is', () => {
    const open = (bytes: Buffer) => () => openMapping(temporaryFile('desk.yaml', bytes));
    const mapping = DESK_MAPPING.replace('name: desk', 'name: desk\n# für Ännchen');
    expect(open(Buffer.from(mapping, 'latin1'))).toThrow('desk.yaml:2: is not UTF-8 in this line');
    expect(open(Buffer.from(`\ufeff${mapping}`, 'utf16le'))).toThrow('desk.yaml: is UTF-16');
    expect(open(Buffer.from(`\ufeff${mapping}`))).not.toThrow();
  });

  it.each([
    ['1.0 and 1', '{ 1.0: low, 1: high }', { '1.0': 'low', '1': 'high' }],
    [
      'a date, and what is no number',
      '{ 2026-03-02: low, .inf: high, 0o17: low }',
      { '2026-03-02': 'low', '.inf': 'high', '0o17': 'low' },
    ],
    [
      'words',
      '{ NULL: low, True: high, yes: low, ~: medium }',
      { NULL: 'low', True: 'high', yes: 'low', '': 'medium' },
    ],
  ])('keeps the words of values as they are written: %s', (_what, map, expected) => {
    const values = `values:\n  word: { column: State, map: ${map} }\ncommands:`;
    const { mapping } = openMapping(temporaryFile('desk.yaml', DESK_MAPPING.replace('commands:', values)));
    expect(Object.fromEntries(mapping.values.get('word')?.map ?? [])).toEqual(expected);
  });

  it('has no key twice, however it is written', () => {
    expect(wrong('commands:', "values:\n  w: { column: State, map: { 1: low, '1': high } }\ncommands:")).toContain(
      'Map keys must be unique',
    );
  });

  it('compares with numbers as it is written, too', () => {
    const commands = "commands:\n  - command: AddNote\n    when: { row: State, above: 1.50 }\n    with: { text: 'x' }";
    const { mapping } = openMapping(temporaryFile('desk.yaml', DESK_MAPPING.replace('commands:', commands)));
    expect(mapping.commands[0]?.when).toMatchObject({ comparison: { is: 'above', to: 1.5 } });
  });

  it('must be there', () => {
    const directory = temporaryDirectory();
    expect(() => openMapping(`${directory}/none.yaml`)).toThrow('none.yaml: there is no such file');
    expect(() => openMapping(directory)).toThrow('is a directory; give a file');
  });

  it('does not blow up: aliases of aliases end somewhere', () => {
    const bomb = [
      'a: &a [x, x, x, x, x, x, x, x, x]',
      ...'bcdefgh'.split('').map((name, index) => {
        const before = 'abcdefg'[index];
        return `${name}: &${name} [${Array<string>(9).fill(`*${before}`).join(', ')}]`;
      }),
    ].join('\n');
    expect(() => openMapping(temporaryFile('bomb.yaml', bomb))).toThrow(FileError);
  });

  it.each(['cfpb', 'volvo'])('of the examples can be used: %s', (name) => {
    expect(openMapping(exampleMapping(name)).mapping.name).toBe(name);
  });
});
