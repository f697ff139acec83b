import { readMapping, type Row } from '@redress/application';
import { type SourceRecord } from '../source/source-records';
import { scan } from './scan';
import { spooledWork } from './spooled-work';
import { contiguousWork, type Work } from './work';

const mapping = (caseKey: unknown) =>
  readMapping({
    name: 'desk',
    format: 'csv',
    caseKey,
    at: { column: 'at', format: 'YYYY-MM-DD', zone: 'UTC' },
    commands: [],
  });
const byKey = mapping(['key']);
const byRow = mapping('row');

async function* records(rows: readonly Row[]): AsyncGenerator<SourceRecord> {
  for (const [index, row] of rows.entries()) yield { line: index + 2, row };
}

const row = (key: string, day: number): Row => ({ key, at: `2026-03-0${day}` });
const together = [row('a', 2), row('a', 1), row('b', 1), row('c', 3)];
const apart = [row('a', 2), row('b', 1), row('a', 1), row('c', 3), row('b', 2), row('a', 1)];

/** Keys with the lines of their rows, ordinals behind a dot; rejected rows by line and rule. */
async function shown(work: AsyncIterable<Work>): Promise<readonly string[]> {
  const items: string[] = [];
  for await (const one of work) {
    items.push(
      'rejected' in one
        ? `${one.rejected.line} ${one.rejected.rule} ${one.rejected.case}`
        : `${one.caseRows.key.slice(0, 8)}: ${one.caseRows.rows.map(({ line, ordinal }) => `${line}.${ordinal}`).join(' ')}`,
    );
  }
  return items;
}

describe('whether the rows of a case stand together', () => {
  it.each([
    ['together', together, byKey, true],
    ['apart', apart, byKey, false],
    ['each for itself', together, byRow, true],
    ['equal ones apart', apart, byRow, false],
    ['none', [], byKey, true],
  ])('%s', async (_what, rows, using, expected) => {
    const facts = await scan(records(rows), using);
    expect(facts).toMatchObject({ rows: rows.length, isContiguous: expected });
  });

  it('is not known any more when there are too many cases to remember', async () => {
    expect((await scan(records(together), byKey, 3)).isContiguous).toBe(true);
    expect((await scan(records(together), byKey, 2)).isContiguous).toBe(false);
  });

  it('does not depend on rows that belong nowhere', async () => {
    const rows = [row('a', 1), row('', 1), row('a', 2)];
    expect(await scan(records(rows), byKey)).toMatchObject({ rows: 3, isContiguous: true });
  });
});

describe('the columns of a file', () => {
  it('are those that some row of JSON lines has; a CSV file has a header', async () => {
    const lines: readonly Row[] = [
      { key: 'a', at: '2026-03-01' },
      { key: 'b', text: 'x' },
    ];
    const jsonl = { ...byKey, format: { type: 'jsonl' as const } };
    expect((await scan(records(lines), jsonl)).columns).toEqual(new Set(['key', 'at', 'text']));
    expect((await scan(records(lines), byKey)).columns).toEqual(new Set());
  });
});

describe('rows as cases', () => {
  it('are grouped as they stand together', async () => {
    expect(await shown(contiguousWork(records(together), byKey))).toEqual(['a: 3.0 2.0', 'b: 4.0', 'c: 5.0']);
  });

  it('are grouped through a temporary file when they stand apart, cases in the order of their first rows', async () => {
    expect(await shown(spooledWork(records(apart), byKey))).toEqual(['a: 4.0 7.1 2.0', 'b: 3.0 6.0', 'c: 5.0']);
  });

  it.each([byKey, byRow])('come to the same either way', async (using) => {
    expect(await shown(spooledWork(records(together), using))).toEqual(
      await shown(contiguousWork(records(together), using)),
    );
  });

  it('are cases of their own without a key, equal ones too', async () => {
    const cases = await shown(spooledWork(records(apart), byRow));
    expect(cases.map((text) => text.slice(10))).toEqual(['2.0', '3.0', '4.0', '7.1', '5.0', '6.0']);
    expect(new Set(cases.map((text) => text.slice(0, 8))).size).toBe(5);
  });

  it.each([
    ['together', contiguousWork],
    ['apart', spooledWork],
  ])('pass on what was rejected, and are not parted by it: %s', async (_what, work) => {
    const rows = [row('a', 1), { key: 'a', at: 'never' }, row('', 1), row('a', 2)];
    const items = await shown(work(records(rows), byKey));
    expect(items).toEqual(['3 bad-instant a', '4 no-case-key null', 'a: 2.0 5.0']);
  });
});
