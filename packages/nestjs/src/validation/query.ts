import { type Class, fieldsOf } from './field';
import { type Flaw, flaw, pointerTo } from './flaw';
import { validated, type Plain } from './validated';

export type AskedQuery<T> =
  { readonly flaws: null; readonly value: Plain<T> } | { readonly flaws: readonly Flaw[]; readonly value: null };

/**
 * Checks the query part of a URL against a class. Pointers of flaws begin with the parameter's name.
 * @param search what stands behind the question mark
 */
export function validatedQuery<T extends object>(type: Class<T>, search: string): AskedQuery<T> {
  const fields = fieldsOf(type);
  const values: Record<string, unknown> = {};
  const flaws: Flaw[] = [];
  for (const [name, text] of pairsOf(search)) {
    const spec = fields.get(name);
    if (spec === undefined) flaws.push(flaw('unknown-parameter', undefined, pointerTo(name)));
    else if (text === null) flaws.push(flaw('bad-format', 'This is not percent-encoded UTF-8', pointerTo(name)));
    else {
      const value = spec.parse === undefined ? text : spec.parse(text);
      if (!Object.hasOwn(values, name)) values[name] = value;
      // A list may be sent in one parameter or in several: most clients do the one or the other.
      else if (Array.isArray(value)) values[name] = [...(values[name] as readonly unknown[]), ...(value as unknown[])];
      else flaws.push(flaw('repeated', undefined, pointerTo(name)));
    }
  }
  return flaws.length > 0 ? { flaws, value: null } : validated(type, values);
}

/** Names and texts as form encoding writes them; null where the text is not percent-encoded UTF-8. */
function pairsOf(search: string): readonly (readonly [string, string | null])[] {
  const parts = search.split('&').filter((part) => part !== '');
  return parts.map((part) => {
    const equals = part.indexOf('=');
    const [name, text] = equals === -1 ? [part, ''] : [part.slice(0, equals), part.slice(equals + 1)];
    return [decoded(name) ?? name, decoded(text)];
  });
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return null;
  }
}
