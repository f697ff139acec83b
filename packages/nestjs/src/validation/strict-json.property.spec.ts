import { canonicalJson } from '@redress/event-store';
import fc from 'fast-check';
import { strictJsonFlaws } from './strict-json';

/** JSON as a caller may write it: any names and texts, broken ones too, and numbers of any size. */
const written: fc.Arbitrary<string> = fc.letrec<{ value: string }>((tie) => {
  const text = fc
    .oneof(
      fc.string({ unit: 'binary', maxLength: 4 }),
      fc.constantFrom('__proto__', 'a', '\ud800', '\udfff\ud800', 'x\0', '1'),
    )
    .map((each) => JSON.stringify(each));
  const number = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((each) => JSON.stringify(each)),
    fc.constantFrom('-0', '1e999', '-1e999', '1e-999', '1E308', '1e309', `${'9'.repeat(400)}`, '0.1e400'),
  );
  return {
    value: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      text,
      number,
      fc.constantFrom('true', 'null'),
      fc.array(tie('value'), { maxLength: 3 }).map((items) => `[${items.join(',')}]`),
      fc
        .array(fc.tuple(text, tie('value')), { maxLength: 3 })
        .map((members) => `{${members.map(([name, value]) => `${name}:${value}`).join(',')}}`),
    ),
  };
}).value;

const breaksCanonicalForm = (value: unknown): boolean => {
  try {
    canonicalJson(value);
    return false;
  } catch {
    return true;
  }
};

describe('strict JSON, for any text that parses', () => {
  it('refuses everything that has no canonical form, and says so in well-formed text', () => {
    let refused = 0;
    fc.assert(
      fc.property(written, (text) => {
        const value: unknown = JSON.parse(text);
        const flaws = strictJsonFlaws(value);
        if (breaksCanonicalForm(value)) {
          refused += 1;
          expect(flaws).not.toEqual([]);
        }
        for (const { at, message } of flaws) expect([at.isWellFormed(), message.isWellFormed()]).toEqual([true, true]);
      }),
      { numRuns: 3_000 },
    );
    expect(refused).toBeGreaterThan(100);
  });

  it.each<[string, string, string]>([
    ['{"a":1e999}', '/a', 'out-of-range'],
    ['[0,-1e999]', '/1', 'out-of-range'],
    ['{"a":{"\\ud800":1}}', '/a/\ufffd', 'lone-surrogate'],
    ['{"a\\u0000":1}', '/a\0', 'nul'],
    ['{"a":"\\udc00"}', '/a', 'lone-surrogate'],
  ])('%s', (text, at, code) => {
    expect(strictJsonFlaws(JSON.parse(text))).toEqual([{ at, code, message: expect.any(String) }]);
  });

  it.each(['-0', '1e-999', '{"a":1e308}', '{"\\ud83d\\ude00":0}'])('%s is fine', (text) => {
    expect(strictJsonFlaws(JSON.parse(text))).toEqual([]);
  });
});
