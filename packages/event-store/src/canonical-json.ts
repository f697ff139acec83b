/** What RFC 8785 can carry. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * The RFC 8785 (JSON Canonicalization Scheme) text of a value: keys sorted by UTF-16 code units, numbers and strings as
 * ECMAScript writes them, no white space. Members that are `undefined` are left out, as JSON.stringify does.
 *
 * @throws {TypeError} for what I-JSON cannot carry: NaN, infinities, lone surrogates, functions, bigint, Date and other objects with a prototype
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      if (!value.isWellFormed()) throw new TypeError('A lone surrogate has no canonical JSON form');
      return JSON.stringify(value);
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`${value} has no JSON form`);
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? canonicalArray(value) : canonicalObject(value as Record<string, unknown>);
    default:
      throw new TypeError(`A ${typeof value} has no JSON form`);
  }
}

function canonicalArray(items: readonly unknown[]): string {
  let text = '[';
  for (let i = 0; i < items.length; i++) text += (i === 0 ? '' : ',') + canonicalJson(items[i]);
  return text + ']';
}

function canonicalObject(object: Record<string, unknown>): string {
  const prototype: unknown = Object.getPrototypeOf(object);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new TypeError(`A ${object.constructor?.name ?? 'class instance'} has no JSON form: give a plain object`);
  }
  let text = '';
  // The default sort compares UTF-16 code units, which is what RFC 8785 section 3.2.3 asks for.
  for (const key of Object.keys(object).sort()) {
    const member = object[key];
    if (member === undefined) continue;
    text += (text === '' ? '' : ',') + canonicalJson(key) + ':' + canonicalJson(member);
  }
  return '{' + text + '}';
}
