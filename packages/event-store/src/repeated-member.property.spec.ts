import fc from 'fast-check';
import { repeatedMember } from './repeated-member';

/** JSON as a tree in which members may stand twice. */
type Tree =
  null | boolean | number | string | readonly Tree[] | { readonly members: readonly (readonly [string, Tree])[] };

// Few names, so that they meet; those that need escapes, or look like syntax, among them.
const name = fc.constantFrom('a', 'b', '"', '\\', '\\"', '{', 'é', '/', '~', '\u0001', '');
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom(null, true, 1.5e-7),
    fc.string({ unit: fc.constantFrom('"', '\\', ',', '{', '}', '[', ']', ':', 'a') }),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.record({ members: fc.array(fc.tuple(name, tie('tree')), { maxLength: 4 }) }),
  ),
}));

/** Writes a text plainly, or with every character escaped. */
const quoted = (text: string, isEscaped: boolean): string =>
  isEscaped
    ? `"${[...text].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')}"`
    : JSON.stringify(text);

function written(value: Tree, gap: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${gap}${value.map((item) => written(item, gap)).join(`${gap},${gap}`)}${gap}]`;
  const members = value.members.map(
    ([key, item], i) => `${quoted(key, i % 2 === 1)}${gap}:${gap}${written(item, gap)}`,
  );
  return `{${gap}${members.join(`${gap},${gap}`)}${gap}}`;
}

/** The first member that stands twice, in the order of the text: found by walking the tree. */
function expected(value: Tree, at = ''): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const escape = (key: string | number): string => String(key).replaceAll('~', '~0').replaceAll('/', '~1');
  const seen: string[] = [];
  const entries: readonly (readonly [string | number, Tree])[] = isList(value)
    ? value.map((item, i) => [i, item] as const)
    : value.members;
  for (const [key, item] of entries) {
    const here = `${at}/${escape(key)}`;
    if (seen.includes(`${key}`)) return here;
    seen.push(`${key}`);
    const inside = expected(item, here);
    if (inside !== null) return inside;
  }
  return null;
}

const isList = (value: object): value is readonly Tree[] => Array.isArray(value);

describe('members that stand twice', () => {
  it('are found wherever they stand and however they are written, and nothing else is', () => {
    fc.assert(
      fc.property(tree, fc.constantFrom('', ' ', '\n\t'), (value, gap) => {
        const text = `${gap}${written(value, gap)}${gap}`;
        JSON.parse(text);
        expect(repeatedMember(text)).toBe(expected(value));
      }),
      { numRuns: 2_000 },
    );
  });

  it('are not looked for deeper than is asked', () => {
    const deep = `${'['.repeat(100_000)}{"a":1,"a":2}${']'.repeat(100_000)}`;
    expect(repeatedMember(deep, 32)).toBeNull();
    expect(repeatedMember('[[{"a":1,"a":2}]]', 1)).toBeNull();
    expect(repeatedMember('[[{"a":1,"a":2}]]')).toBe('/0/0/a');
  });
});
