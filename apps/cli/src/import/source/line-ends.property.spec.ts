import fc from 'fast-check';
import { csvRecords } from './csv-records';
import { textLines } from './json-lines';

const END = fc.constantFrom('\n', '\r\n', '\r');

async function* bytes(text: string, size: number): AsyncGenerator<Buffer> {
  const whole = Buffer.from(text);
  for (let start = 0; start < whole.length; start += size) yield whole.subarray(start, start + size);
}

const field = fc.string({ unit: fc.constantFrom('a', 'é', ',', '"', '\n', '\r', ' '), maxLength: 6 });
const record = fc.record({ fields: fc.array(field, { minLength: 2, maxLength: 3 }), end: END, blanks: fc.nat(1) });

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const linesIn = (text: string): number => text.split(/\r\n|\r|\n/).length - 1;

describe('lines, whatever ends each of them and wherever a chunk ends', () => {
  it('are the records of CSV, each with the line it begins at', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(record, { maxLength: 6 }), fc.integer({ min: 1, max: 40 }), async (records, size) => {
        let [text, line] = ['', 1];
        const expected = records.map(({ fields, end, blanks }) => {
          // After a CR an LF would belong to it.
          const before = (text.endsWith('\r') ? '\r' : '\n').repeat(blanks);
          const own = fields.map(quoted).join(',');
          const begins = line + blanks;
          text += before + own + end;
          line = begins + linesIn(own) + 1;
          return { line: begins, fields };
        });
        const found = [];
        for await (const one of csvRecords('a.csv', bytes(text, size), ',')) found.push(one);
        expect(found).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('are the lines of JSON lines', async () => {
    const lines = fc.array(fc.tuple(fc.constantFrom('{"a":1}', '[]', ' ', ''), END), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(lines, fc.integer({ min: 1, max: 20 }), async (all, size) => {
        const text = all.map((parts) => parts.join('')).join('');
        const expected = text
          .split(/\r\n|\r|\n/)
          .map((one, index) => ({ line: index + 1, text: one.trim() }))
          .filter((one) => one.text !== '');
        const found = [];
        for await (const one of textLines('a.jsonl', bytes(text, size))) found.push(one);
        expect(found).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });
});
