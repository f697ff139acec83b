import { deskMapping } from '../testing/desk';
import { MappingError, pathText } from './place';
import { readMapping } from './read-mapping';

function issues(input: unknown): readonly string[] {
  try {
    readMapping(input);
    return [];
  } catch (error) {
    if (!(error instanceof MappingError)) throw error;
    return error.issues.map(({ path, message }) => `${pathText(path)}: ${message}`);
  }
}

/** The issues of the desk's mapping with some keys changed; undefined takes one away. */
const changed = (changes: Record<string, unknown>): readonly string[] =>
  issues(Object.fromEntries(Object.entries({ ...deskMapping, ...changes }).filter(([, value]) => value !== undefined)));

const command = (given: Record<string, unknown>): readonly string[] => changed({ commands: [given] });
const when = (condition: unknown): readonly string[] =>
  command({ command: 'AddNote', when: condition, with: { text: 'x' } });

describe('reading a mapping', () => {
  it('takes what is right', () => {
    const mapping = readMapping(deskMapping);
    expect(mapping).toMatchObject({ name: 'desk', caseKey: ['Ticket'], kept: ['State', 'Who'] });
    expect(mapping.commands).toHaveLength(deskMapping.commands.length);
    expect([...new Set(mapping.columns.map(({ column }) => column))].sort()).toEqual(
      ['Level', 'State', 'Text', 'Ticket', 'When', 'Who'].sort(),
    );
  });

  it('shows every issue at once', () => {
    expect(changed({ name: 'No good', kept: 'State', systemActors: [''] })).toEqual([
      'name: may have small letters, digits and hyphens, at most 64',
      'systemActors[0]: must not be blank',
      'kept: must be a list',
    ]);
  });

  it.each([
    ['no set of keys', 'nonsense', /^mapping: must be a set of keys/],
    ['a missing key', { ...deskMapping, at: undefined }, /^mapping: the key "at" is missing/],
    ['an unknown key', { ...deskMapping, colums: [] }, /^colums: unknown key "colums"; known here: name, format/],
    [
      'a policy of no version',
      { ...deskMapping, policy: { name: 'desk', version: 0 } },
      /^policy.version: must be the number/,
    ],
    ['another format', { ...deskMapping, format: 'xml' }, /^format: is "xml"; give one of csv, jsonl/],
    ['a delimiter of JSON lines', { ...deskMapping, format: 'jsonl', delimiter: ';' }, /^delimiter: belongs to csv/],
    ['a long delimiter', { ...deskMapping, delimiter: ';;' }, /^delimiter: must be a single character/],
    ['no column in the key', { ...deskMapping, caseKey: [] }, /^caseKey: name at least one column, or say "row"/],
    ['a column twice', { ...deskMapping, kept: ['State', 'State'] }, /^kept\[1\]: "State" stands here twice/],
    ['a well-known name', { ...deskMapping, conditions: { open: [] } }, /^conditions\.open: this name is taken/],
    ['no word', { ...deskMapping, values: { level: { column: 'L', map: { a: [] } } } }, /^values\.level\.map\.a: must/],
  ])('refuses %s', (_what, input, message) => {
    expect(issues(input)).toContainEqual(expect.stringMatching(message));
  });

  it.each([
    [{ column: 'When', format: 'DD.MM.YYYY' }, 'at: needs a zone'],
    [{ column: 'When', format: 'iso', ignoreOffset: true }, 'at: needs a zone'],
    [{ column: 'When', format: 'iso', precision: 'day' }, 'at: needs a zone'],
    [{ column: 'When', format: 'iso', zone: 'Sweden/Stockholm' }, 'at.zone: is "Sweden/Stockholm"; give an IANA zone'],
    [{ column: 'When', format: 'DD.MM.', zone: 'UTC' }, 'at.format: cannot be read: it does not say the year'],
    [{ column: 'When', format: 'D/M/YYYY', zone: 'UTC', precision: 'instant' }, 'at.precision: the format has no time'],
    [{ column: 'When', format: 'iso', zone: 'UTC', precision: 'hour' }, 'at.precision: is "hour"; give one of'],
    [{ column: 'When', format: 'iso', zone: 'UTC', ignoreOffset: 'yes' }, 'at.ignoreOffset: must be true or false'],
  ])('refuses the instant %j', (at, message) => {
    expect(changed({ at })).toContainEqual(expect.stringContaining(message));
  });

  it('takes stamps that bring their offset without a zone', () => {
    expect(changed({ at: { column: 'When', format: 'iso' } })).toEqual([]);
  });

  it.each([
    ['resting', 'commands[0].when: names no condition before it; there are: always, new, open, ended, working'],
    [7, 'commands[0].when: must be the name of a condition, a list of conditions, or a set of keys'],
    [{ row: 'State' }, 'commands[0].when: must be one of all, any, not; or one of row'],
    [{ row: 'State', state: 'status', equals: 'x' }, 'commands[0].when: must be one of'],
    [{ row: 'State', eval: '1 + 1' }, 'commands[0].when: must be one of'],
    [{ any: 'open' }, 'commands[0].when.any: must be a list'],
    [{ not: 'open', any: [] }, 'commands[0].when.any: unknown key "any"; known here: not'],
    [{ state: 'mood', equals: 'x' }, 'commands[0].when.state: is "mood"; give one of exists, status'],
    [{ state: 'status', equals: 'recieved' }, 'commands[0].when.equals: is "recieved", which it can never be'],
    [{ state: 'status', in: ['open'] }, 'commands[0].when.in[0]: is "open", which it can never be'],
    [{ actor: 'kind', equals: 'robot' }, 'commands[0].when.equals: is "robot", which it can never be'],
    [{ value: 'size', equals: 1 }, 'commands[0].when.value: names no entry of values; there are: level'],
    [{ previous: 'State', changed: true }, 'commands[0].when.changed: only a column of the row can have changed'],
    [{ value: 'level', above: 'high' }, 'commands[0].when.above: must be a number'],
    [{ row: 'State', equals: { row: 'A', state: 'status' } }, 'commands[0].when.equals: must have one of'],
    [{ row: 'State', equals: [] }, 'commands[0].when.equals: must be a single value'],
    [{ row: ' ', equals: 'x' }, 'commands[0].when.row: must not be blank'],
  ])('refuses the condition %j', (condition, message) => {
    expect(when(condition)).toContainEqual(expect.stringContaining(message));
  });

  it.each([
    [{ command: 'MergeComplaint' }, 'commands[0].command: is "MergeComplaint"; give one of ReceiveComplaint'],
    [{ command: 'AddNote' }, 'commands[0].with: must be a set of keys (text)'],
    [{ command: 'AddNote', with: {} }, 'commands[0].with: the key "text" is missing'],
    [{ command: 'AddNote', with: { text: 'x', colour: 'red' } }, 'commands[0].with.colour: unknown key "colour"'],
    [{ command: 'AddNote', with: { text: ['x'] } }, 'commands[0].with.text: must be a text, a number'],
    [{ command: 'AddNote', with: { text: '{Text' } }, 'commands[0].with.text: a lone "{": write {{'],
    [{ command: 'AddNote', with: { text: '{}' } }, 'commands[0].with.text: names no column'],
    [{ command: 'AddNote', with: { text: { unknown: 1 } } }, 'commands[0].with.text: write {unknown: true}'],
    [{ command: 'AddNote', with: { text: { value: 'size' } } }, 'commands[0].with.text.value: names no entry'],
    [
      { command: 'AddNote', at: {}, precision: 'unknown', with: { text: 'x' } },
      'commands[0].precision: says that nobody',
    ],
    [
      { command: 'AddNote', precision: 'day', with: { text: 'x' } },
      'commands[0].precision: is "day"; give one of unknown',
    ],
    [
      { command: 'ClassifyComplaint', with: { severity: 'urgent' } },
      'commands[0].with.severity: "urgent" is none of low, medium',
    ],
    [
      { command: 'ClassifyComplaint', with: { severity: { value: 'level' } } },
      'commands[0].with.severity.value: the values of "level" do not fit: 1 is none of',
    ],
    [{ command: 'ClassifyComplaint', with: { labels: 'x' } }, 'commands[0].with.labels: "x" is a single value'],
    [
      { command: 'DeescalateComplaint', with: { level: 0, reason: { unknown: true } } },
      'commands[0].with.level: 0 is no whole number from 1',
    ],
    [{ command: 'AssignHandler', with: { handler: { unknown: true } } }, 'commands[0].with.handler: cannot be unknown'],
    [
      { command: 'AssignHandler', with: { handler: '{Who}' } },
      'commands[0].with.handler: a single text does not fit here',
    ],
    [
      { command: 'ResolveComplaint', with: { waiver: 'because' } },
      'commands[0].with.waiver: "because" is none of closed-in-source',
    ],
  ])('refuses the command %j', (given, message) => {
    expect(command(given)).toContainEqual(expect.stringContaining(message));
  });

  it('takes nothing from the prototype of an object', () => {
    expect(issues(Object.create(deskMapping))).toContain('mapping: the key "name" is missing');
    expect(when({ state: 'toString', equals: 'x' })).not.toEqual([]);
    expect(command({ command: 'AddNote', with: { text: { value: 'constructor' } } })).not.toEqual([]);
  });
});
