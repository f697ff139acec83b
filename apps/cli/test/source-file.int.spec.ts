import { gzipSync } from 'node:zlib';
import { readMapping } from '@redress/application';
import { sourceRecords, type SourceRecord } from '../src/import/source/source-records';
import { temporaryDirectory, temporaryFile } from './support/temporary';

const mapping = (format: 'csv' | 'jsonl') =>
  readMapping({ name: 'desk', format, caseKey: ['a'], at: { column: 'b', format: 'iso' }, commands: [] });

async function read(file: string, format: 'csv' | 'jsonl' = 'csv'): Promise<readonly SourceRecord[]> {
  const records: SourceRecord[] = [];
  for await (const record of sourceRecords(file, mapping(format), new AbortController().signal)) records.push(record);
  return records;
}

const csv = (content: string | Uint8Array): string => temporaryFile('a.csv', content);
const rows = [{ line: 2, row: { a: 'ö', b: '2' } }];

describe('a source file', () => {
  it.each([
    ['plain', Buffer.from('a,b\nö,2\n')],
    ['with a byte-order mark', Buffer.from('\ufeffa,b\nö,2\n')],
    ['gzipped', gzipSync('a,b\nö,2\n')],
    ['gzipped with a byte-order mark', gzipSync('\ufeffa,b\nö,2\n')],
    ['without an end of line', Buffer.from('a,b\nö,2')],
    ['with the line ends of Windows', Buffer.from('a,b\r\nö,2\r\n')],
  ])('is CSV: %s', async (_what, content) => {
    expect(await read(csv(content))).toEqual(rows);
  });

  it('is JSON lines', async () => {
    const file = temporaryFile('a.jsonl', '{"a": "ö", "b": 2}\n\n[1]\n{"a": \n');
    expect(await read(file, 'jsonl')).toEqual([
      { line: 1, row: { a: 'ö', b: '2' } },
      { line: 3, rejected: expect.objectContaining({ line: 3, rule: 'not-an-object', row: '[1]' }) as unknown },
      { line: 4, rejected: expect.objectContaining({ line: 4, rule: 'not-an-object' }) as unknown },
    ]);
  });

  it('may have rows that fit no header: they are rejected, the others are not', async () => {
    expect(await read(csv('a,b\n1\n1,2\n1,2,3\n'))).toEqual([
      { line: 2, rejected: expect.objectContaining({ rule: 'wrong-columns', row: ['1'] }) as unknown },
      { line: 3, row: { a: '1', b: '2' } },
      { line: 4, rejected: expect.objectContaining({ rule: 'wrong-columns', row: ['1', '2', '3'] }) as unknown },
    ]);
  });

  it('may have texts that are none', async () => {
    expect(await read(csv('a,b\n1,\0\n'))).toMatchObject([{ rejected: { line: 2, rule: 'bad-text' } }]);
    const half = temporaryFile('a.jsonl', '{"a": "\\ud800"}\n');
    expect(await read(half, 'jsonl')).toMatchObject([{ rejected: { rule: 'bad-text', row: { a: '\ufffd' } } }]);
  });

  it('may have columns without a name', async () => {
    expect(await read(csv('a,,\n1,2,3\n'))).toMatchObject([{ row: { a: '1', 'column 2': '2', 'column 3': '3' } }]);
  });

  it.each([
    ['empty', '', 'a.csv: is empty'],
    ['a column twice', 'a,b,a\n1,2,3\n', 'a.csv:1: the header has the column "a" twice'],
    ['Latin-1', Buffer.from('a,b\n\xf6,2\n', 'latin1'), 'a.csv:2: is not UTF-8 in this line'],
    [
      'Latin-1 in a later line',
      Buffer.from(`a,b\r\n${'1,2\r\n'.repeat(30_000)}\xf6,2\n`, 'latin1'),
      'a.csv:30002: is not UTF-8',
    ],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), 'a.csv: is UTF-32: save it as UTF-8'],
    ['UTF-16 of the other order', Buffer.from([0xfe, 0xff, 0, 0x61]), 'a.csv: is UTF-16: save it as UTF-8'],
    ['half a character at its end', Buffer.from('a,b\n1,\u00f6').subarray(0, -1), 'a.csv:2: is not UTF-8 in this line'],
    ['a gzip that is cut short', gzipSync('a,b\nö,2\n'.repeat(999)).subarray(0, 30), 'a.csv: is cut short'],
    ['a gzip that is damaged', damaged(gzipSync('a,b\nö,2\n'.repeat(999))), 'a.csv: is damaged'],
    ['an open quote', 'a,b\n1,2\n"3,4\n', 'a.csv:3: the row that begins here is no CSV'],
  ])('stops with a clear line: %s', async (_what, content, message) => {
    await expect(read(csv(content))).rejects.toThrow(message);
  });

  it('must be there', async () => {
    const directory = temporaryDirectory();
    await expect(read(`${directory}/none.csv`)).rejects.toThrow('none.csv: there is no such file');
    await expect(read(directory)).rejects.toThrow('is a directory; give a file');
  });

  it('is read no further once interrupted', async () => {
    const interruption = new AbortController();
    const lines: number[] = [];
    const file = csv(`a,b\n${'1,2\n'.repeat(1000)}`);
    for await (const { line } of sourceRecords(file, mapping('csv'), interruption.signal)) {
      lines.push(line);
      interruption.abort();
    }
    expect(lines).toEqual([2]);
  });
});

function damaged(bytes: Buffer): Buffer {
  bytes.fill(0xff, 20, 40);
  return bytes;
}
