import fc from 'fast-check';
import { canonicalJson } from './canonical-json';

const json = fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' });

/**
 * RFC 8785 written a second time, in another way: keys compared as big-endian UTF-16 bytes, every character escaped by
 * hand, numbers by ECMAScript's Number::toString, which the RFC takes over.
 */
function independently(value: unknown): string {
  if (value === null || typeof value === 'boolean') return `${value}`;
  if (typeof value === 'number') return Object.is(value, -0) ? '0' : `${value}`;
  if (typeof value === 'string') return `"${[...value].map(escaped).join('')}"`;
  if (Array.isArray(value)) return `[${value.map(independently).join(',')}]`;
  const members = Object.entries(value as object).sort(([a], [b]) => Buffer.compare(utf16(a), utf16(b)));
  return `{${members.map(([key, member]) => `${independently(key)}:${independently(member)}`).join(',')}}`;
}

function utf16(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

function escaped(character: string): string {
  const short = new Map([...'"\\\b\t\n\f\r'].map((c, i) => [c, `\\${'"\\btnfr'[i]}`]));
  const code = character.codePointAt(0) ?? 0;
  return short.get(character) ?? (code < 0x20 ? `\\u${code.toString(16).padStart(4, '0')}` : character);
}

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== 'object') return value;
  // Not Object.fromEntries on a plain object: a key may be __proto__.
  const turned = Object.create(null) as Record<string, unknown>;
  for (const [key, member] of Object.entries(value).reverse()) turned[key] = reversed(member);
  return turned;
}

describe('canonicalJson, for any JSON', () => {
  it('says what an independent reading of the RFC says', () => {
    fc.assert(fc.property(json, (value) => canonicalJson(value) === independently(value)));
  });

  it('writes any double as the RFC does', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (n) => canonicalJson(n) === independently(n)),
    );
  });

  it('parses back to the same text', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalJson(value);
        return canonicalJson(JSON.parse(text)) === text;
      }),
    );
  });

  it('does not depend on the order in which members were added', () => {
    fc.assert(fc.property(json, (value) => canonicalJson(reversed(value)) === canonicalJson(value)));
  });

  it('survives UTF-8', () => {
    fc.assert(fc.property(json, (value) => Buffer.from(canonicalJson(value)).toString() === canonicalJson(value)));
  });
});
