import { columnsOf, textLines } from './json-lines';

describe('a JSON object as columns', () => {
  it.each([
    ['{"a": "x", "b": 2, "c": true, "d": null}', { a: 'x', b: '2', c: 'true', d: '' }],
    ['{"by": {"name": "Ann", "team": {"id": 7}}}', { 'by.name': 'Ann', 'by.team.id': '7' }],
    ['{"labels": ["a", {"b": 1}]}', { labels: '["a",{"b":1}]' }],
    ['{}', {}],
  ])('%s', (text, expected) => {
    expect(columnsOf(text)).toEqual(expected);
  });

  it('keeps every digit of a number', () => {
    expect(columnsOf('{"id": 12345678901234567890, "sum": 1.10, "e": 1e3}')).toEqual({
      id: '12345678901234567890',
      sum: '1.10',
      e: '1e3',
    });
  });

  it('takes no name of every object for a column of its own', () => {
    const columns = columnsOf('{"__proto__": "x", "constructor": "y"}') ?? {};
    expect(Object.entries(columns)).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
  });

  it.each(['[1]', '"x"', '7', 'null', '{"a": 1', '', '{"a.b": 1, "a": {"b": 2}}'])('%s is none', (text) => {
    expect(columnsOf(text)).toBeNull();
  });
});

describe('lines', () => {
  async function read(chunks: readonly string[]): Promise<readonly (readonly [number, string])[]> {
    async function* bytes(): AsyncGenerator<Buffer> {
      for (const chunk of chunks) yield Buffer.from(chunk, 'latin1');
    }
    const lines: [number, string][] = [];
    for await (const { line, text } of textLines('a.jsonl', bytes())) lines.push([line, text]);
    return lines;
  }

  it('are counted, blank ones too, wherever the chunks end', async () => {
    const whole = '{"a":1}\r\n\n  \n{"b":2}\n{"c":"\u00c3\u00b6"}';
    for (let size = 1; size <= whole.length; size++) {
      const chunks = whole.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
      expect(await read(chunks)).toEqual([
        [1, '{"a":1}'],
        [4, '{"b":2}'],
        [5, '{"c":"ö"}'],
      ]);
    }
  });

  it('have an end', async () => {
    const long = Array<string>(20).fill('x'.repeat(100_000));
    await expect(read(['{}\n', ...long])).rejects.toThrow('a.jsonl:2: is longer than 1048576 bytes');
  });
});
