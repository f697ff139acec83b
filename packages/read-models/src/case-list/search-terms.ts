import { searchForm } from './search-form';

/** A word, or what stands between two quotation marks. */
const TERM = /"([^"]*)"|[^\s"]+/gu;
/** What the tokenizer of the index, unicode61, takes for part of a word. */
const SEARCHABLE = /[\p{L}\p{N}\p{Co}]/u;

/** More are not looked for: each is a search of its own. */
const MAX_TERMS = 32;

/**
 * What somebody typed, as FTS5 expressions that are never a syntax error: each is one quoted string. All of them must be
 * found, each anywhere in the case. Null when there is nothing in it to look for.
 */
export function searchTerms(typed: string): readonly string[] | null {
  const terms = new Set<string>();
  for (const [match, quoted] of searchForm(typed).replaceAll('\0', ' ').matchAll(TERM)) {
    const term = quoted ?? match;
    if (SEARCHABLE.test(term)) terms.add(`"${term}"`);
  }
  return terms.size === 0 ? null : [...terms].slice(0, MAX_TERMS);
}
