import { sameJson, shown } from './same-json';

describe('the same JSON', () => {
  it.each([
    [1, 1],
    ['a', 'a'],
    [null, null],
    [[], []],
    [
      { a: 1, b: [{ c: null }] },
      { b: [{ c: null }], a: 1 },
    ],
  ])('%j is %j', (a, b) => {
    expect(sameJson(a, b)).toBe(true);
  });

  it.each([
    [1, '1'],
    [null, {}],
    [{}, null],
    [[], {}],
    [
      [1, 2],
      [2, 1],
    ],
    [[1], [1, 2]],
    [{ a: 1 }, { a: 1, b: 2 }],
    [{ a: { b: 1 } }, { a: { b: 2 } }],
    [undefined, undefined],
    [{ a: undefined }, {}],
    [{ a: undefined }, { a: undefined }],
    [
      { a: 1, toString: 1 },
      { a: 1, b: 1 },
    ],
  ])('%j is not %j', (a, b) => {
    expect(sameJson(a, b)).toBe(false);
  });

  it('shows what is undefined', () => {
    expect(shown({ a: undefined })).toContain('(undefined)');
  });
});
