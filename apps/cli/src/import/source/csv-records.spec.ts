import { type CsvRecord, csvRecords } from './csv-records';

async function read(text: string, { delimiter = ',', chunk = 7 } = {}): Promise<readonly CsvRecord[]> {
  async function* bytes(): AsyncGenerator<Buffer> {
    const whole = Buffer.from(text);
    for (let start = 0; start < whole.length; start += chunk) yield whole.subarray(start, start + chunk);
  }
  const records: CsvRecord[] = [];
  for await (const record of csvRecords('a.csv', bytes(), delimiter)) records.push(record);
  return records;
}

const lines = async (text: string): Promise<readonly (readonly [number, string])[]> =>
  (await read(text)).map(({ line, fields }) => [line, fields.join('|')]);

describe('CSV', () => {
  it('gives each record with the line it begins at', async () => {
    expect(await lines('a,b\n1,2\n3,4\n')).toEqual([
      [1, 'a|b'],
      [2, '1|2'],
      [3, '3|4'],
    ]);
  });

  it.each(['\n', '\r\n'])('counts lines inside quotes and blank ones, ended by %j', async (end) => {
    const text = ['a,b', '"1', '1",2', '', '3,"x', '', 'y"', '5,6'].join(end);
    expect((await lines(text)).map(([line]) => line)).toEqual([1, 2, 5, 8]);
    expect((await read(text))[1]?.fields).toEqual([`1${end}1`, '2']);
  });

  it('knows quotes, empty fields and other delimiters', async () => {
    expect((await read('"say ""a""";;" b "\n', { delimiter: ';' }))[0]?.fields).toEqual(['say "a"', '', ' b ']);
    expect((await read('1\t2', { delimiter: '\t' }))[0]?.fields).toEqual(['1', '2']);
  });

  it('gives records of every length: who reads them judges that', async () => {
    expect((await read('a,b\n1\n1,2,3\n')).map(({ fields }) => fields.length)).toEqual([2, 1, 3]);
  });

  it.each([
    ['a,b\n1,2\n3,"4\n5,6\n', 'a.csv:3: the row that begins here is no CSV: a quote is opened and never closed'],
    ['a,b\n1,2\n3,4"4"\n', 'a.csv:3: the row that begins here is no CSV: a quote stands in the middle'],
    ['a,b\n"1"1,2\n', 'a.csv:2: the row that begins here is no CSV: a quote stands in the middle'],
    [`a,b\n"${'x'.repeat(1_100_000)}`, 'a.csv:2: the row that begins here is no CSV: it is longer than 1048576 bytes'],
  ])('stops where it cannot be read any more: %#', async (text, message) => {
    await expect(read(text, { chunk: 100_000 })).rejects.toThrow(message);
  });
});
