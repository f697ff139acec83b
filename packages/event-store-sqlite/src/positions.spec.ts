import { START } from '@redress/event-store';
import { fromPosition, toPosition } from './positions';

describe('positions', () => {
  it('compare as strings as their rows do as numbers', () => {
    const rows = [0, 1, 2, 9, 10, 11, 99, 100, 12_345, Number.MAX_SAFE_INTEGER];
    const positions = rows.map(toPosition);
    expect([...positions].sort()).toEqual(positions);
    expect(positions.map(fromPosition)).toEqual(rows);
  });

  it('begin with START', () => {
    expect(toPosition(0)).toBe(START);
    expect(fromPosition(START)).toBe(0);
    expect(toPosition(7)).toBe('0000000000000007');
  });

  it.each(['7', 'abc', '00000000000000007', '000000000000000x', ' 000000000000007', '-000000000000007'])(
    'refuse %p, which is of another store',
    (position) => {
      expect(() => fromPosition(position)).toThrow(RangeError);
    },
  );
});
