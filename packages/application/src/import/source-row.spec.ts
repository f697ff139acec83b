import { RowRejection } from './import-rules';
import { casesOf, groupKey, inOrder, rowHash, type SourceRow, sourceRow } from './source-row';
import { desk, deskRow } from './testing/desk';

const at = (line: number, When: string, rest = {}): SourceRow => sourceRow(line, deskRow({ When, ...rest }), desk());
const places = (rows: readonly SourceRow[]): readonly (readonly [number, number])[] =>
  inOrder(rows).map(({ line, ordinal }) => [line, ordinal]);

describe('the rows of a case', () => {
  it('are sorted by instant, then line', () => {
    const rows = [
      at(5, '2026-03-02T10:00:00'),
      at(4, '2026-03-02T10:00:00', { Who: 'Bo' }),
      at(6, '2026-03-02T09:00:00'),
    ];
    expect(places(rows)).toEqual([
      [6, 0],
      [4, 0],
      [5, 0],
    ]);
  });

  it('are sorted by the instant, not by what clocks showed', () => {
    const rows = [
      at(2, '2026-03-02T10:00:00+01:00'),
      at(3, '2026-03-02T09:30:00Z'),
      at(4, '2026-03-02T10:15:00+01:00'),
    ];
    expect(places(rows).map(([line]) => line)).toEqual([2, 4, 3]);
  });

  it('are told apart by their ordinals when they are equal', () => {
    const [same, other] = ['2026-03-02T10:00:00', '2026-03-02T11:00:00'];
    expect(places([at(7, same), at(3, same), at(5, other), at(9, same), at(8, other)])).toEqual([
      [3, 0],
      [7, 1],
      [9, 2],
      [5, 0],
      [8, 1],
    ]);
  });

  it('have a hash that does not depend on the order of the columns', () => {
    expect(rowHash({ a: '1', b: '2' })).toBe(rowHash({ b: '2', a: '1' }));
    expect(rowHash({ a: '1', b: '2' })).not.toBe(rowHash({ a: '2', b: '1' }));
  });

  it('are cases of their own where the source has no key', () => {
    const mapping = desk({ caseKey: 'row' });
    const row = deskRow({ When: '2026-03-02T10:00:00' });
    const key = groupKey(row, mapping);
    expect(key).toBe(rowHash(row));
    const cases = casesOf(key, [sourceRow(9, row, mapping), sourceRow(4, row, mapping)], mapping);
    expect(cases.map((one) => [one.key, one.rows.map(({ line, ordinal }) => [line, ordinal])])).toEqual([
      [`${key}#0`, [[4, 0]]],
      [`${key}#1`, [[9, 1]]],
    ]);
  });
});

describe('the key of a case', () => {
  it('is the value of its column, or of all of them', () => {
    expect(groupKey(deskRow({}), desk())).toBe('7');
    expect(groupKey(deskRow({}), desk({ caseKey: ['Ticket', 'Who'] }))).toBe('["7","Ann"]');
  });

  it('must be there', () => {
    expect(() => groupKey(deskRow({ Ticket: ' ' }), desk())).toThrow(RowRejection);
    expect(() => groupKey({}, desk())).toThrow(/case key is blank.*Ticket/);
  });
});

describe('a row without a legible instant', () => {
  it('is rejected with what it says', () => {
    expect(() => at(2, 'yesterday')).toThrow(/cannot be read.*When: "yesterday"/);
    expect(() => at(2, '')).toThrow(RowRejection);
  });
});
