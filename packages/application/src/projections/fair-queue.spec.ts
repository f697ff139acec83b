import { FairQueue } from './fair-queue';

describe('a fair queue', () => {
  const queue = (all = 100, perKey = 100): FairQueue<string> => new FairQueue({ all, perKey });
  const drained = (from: FairQueue<string>): readonly string[] => {
    const items: string[] = [];
    for (let item = from.next(); item !== undefined; item = from.next()) items.push(item);
    return items;
  };

  it('gives each key its turn, in the order of its own line', () => {
    const line = queue();
    for (const item of ['a1', 'a2', 'a3', 'b1', 'b2', 'c1']) line.add(item.charAt(0), item);
    expect(drained(line)).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3']);
  });

  it('lets who comes again wait behind the others', () => {
    const line = queue();
    for (const item of ['a1', 'a2', 'b1']) line.add(item.charAt(0), item);
    expect(line.next()).toBe('a1');
    line.add('c', 'c1');
    line.add('a', 'a3');
    expect(drained(line)).toEqual(['b1', 'a2', 'c1', 'a3']);
  });

  it('is bounded for each key, and for all', () => {
    const line = queue(3, 2);
    line.add('a', 'a1');
    line.add('a', 'a2');
    expect(() => line.add('a', 'a3')).toThrow(expect.objectContaining({ whose: 'key' }));
    line.add('b', 'b1');
    expect(() => line.add('b', 'b2')).toThrow(expect.objectContaining({ whose: 'all' }));
    expect(line.next()).toBe('a1');
    line.add('b', 'b2');
    expect(drained(line)).toEqual(['b1', 'a2', 'b2']);
  });

  it('lets somebody leave', () => {
    const line = queue(2, 2);
    line.add('a', 'a1');
    line.add('a', 'a2');
    expect([line.remove('a', 'a1'), line.remove('a', 'a1'), line.remove('b', 'b1')]).toEqual([true, false, false]);
    expect(line.length).toBe(1);
    line.add('b', 'b1');
    expect(line.remove('a', 'a2')).toBe(true);
    expect(drained(line)).toEqual(['b1']);
  });

  it.each([
    [0, 0],
    [1, 2],
  ])('refuses limits that let nobody wait: %d and %d', (all, perKey) => {
    expect(() => queue(all, perKey)).toThrow(/at least 1/i);
  });
});
