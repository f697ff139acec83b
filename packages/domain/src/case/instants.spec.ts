import { isBefore, oldestFirst } from './instants';

describe('instants', () => {
  it.each([
    ['2026-03-02T09:00:00.000Z', '2026-03-02T09:00:00.001Z', true],
    ['2026-03-02T09:00:00Z', '2026-03-02T09:00:00.001Z', true],
    ['2026-03-02T09:00:00.000Z', '2026-03-02T09:00:00Z', false],
    ['2026-03-02T09:00:00Z', '2026-03-02T09:00:00.000Z', false],
    ['2026-03-02T09:00:00.001Z', '2026-03-02T09:00:00Z', false],
    ['soon', '2026-03-02T09:00:00Z', false],
    ['2026-03-02T09:00:00Z', 'soon', false],
  ])('%s is before %s: %s', (a, b, expected) => {
    expect(isBefore(a, b)).toBe(expected);
  });

  it('sort the oldest first, and leave what is as old in its order', () => {
    const at = (name: string, since: string) => ({ name, since });
    const messages = [
      at('third', '2026-03-02T09:00:01Z'),
      at('first', '2026-03-02T09:00:00Z'),
      at('second', '2026-03-02T09:00:00.000Z'),
    ];
    expect(messages.sort(oldestFirst).map(({ name }) => name)).toEqual(['first', 'second', 'third']);
  });
});
