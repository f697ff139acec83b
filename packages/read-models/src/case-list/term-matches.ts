import { type ReadModelSnapshot } from '@redress/application';
import { type PastPoint, versionAt } from './moment';
import { sql, type Sql } from './sql';
import { caseOfText, firstTextOf, isName, lastTextOf } from './text-id';

/**
 * From so many texts on, where there are n cases, it is worth looking into the cases on the way instead of gathering all
 * texts that match. Gathering one takes a fifth of a microsecond, looking into a case a hundred times as long, and when
 * those that come first lack the word, very many have to be looked into before a page is full. For a past each text that
 * is gathered has to be looked up, and all versions of its case are sorted.
 */
const many = (n: number, at: PastPoint | null): number =>
  Math.max(5_000, Math.round((at === null ? 1_000 : 100) * Math.sqrt(n)));
/** Beside a term that is found in no more texts than these, the others are looked for in its cases. */
const FEW_TEXTS = 1_000;

/** Where a term is found. */
export interface TermMatches {
  /** In so many texts, or in many. */
  readonly count: number;
  readonly isMany: boolean;
  /** A select of the numbers (`no`) of all cases that match. */
  readonly cases: Sql;
  /** Whether a case matches, `p.no` being its number. */
  readonly condition: Sql;
}

/**
 * Of several terms, all of which shall be found in a case. Of two frequent words that seldom meet, each case would have to
 * be looked into in vain, so the cases of both are gathered then.
 * @param at null for the present
 */
export function termMatches(
  snapshot: ReadModelSnapshot,
  terms: readonly string[],
  at: PastPoint | null,
): readonly TermMatches[] {
  if (terms.length === 0) return [];
  const cases = (snapshot.prepare('SELECT max(no) AS n FROM {present}').get()?.['n'] as number | null) ?? 0;
  const bound = many(cases, at);
  const probe = 'SELECT count(*) AS n FROM (SELECT 1 FROM {search} WHERE {search} MATCH ? LIMIT ?)';
  const counts = terms.map((term) => snapshot.prepare(probe).get(term, bound)?.['n'] as number);
  const isOneRare = terms.length === 1 || Math.min(...counts) <= FEW_TEXTS;
  return terms.map((term, i) => {
    const count = counts[i] as number;
    const isMany = count >= bound;
    return { count, isMany, ...found(term, at, isMany && isOneRare) };
  });
}

function found(term: string, at: PastPoint | null, isLookedInto: boolean): Pick<TermMatches, 'cases' | 'condition'> {
  const known = knownText(at);
  const matches = sql(` FROM {search} WHERE {search} MATCH ? AND ${known.text}`, term, ...known.values);
  const cases = sql(`SELECT DISTINCT ${caseOfText('{search}.rowid')} AS no${matches.text}`, ...matches.values);
  if (!isLookedInto) return { cases, condition: sql(`p.no IN (${cases.text})`, ...cases.values) };
  const ofCase = `{search}.rowid BETWEEN ${firstTextOf('p.no')} AND ${lastTextOf('p.no')}`;
  return { cases, condition: sql(`EXISTS (SELECT 1${matches.text} AND ${ofCase})`, ...matches.values) };
}

/** A text counts from when it was known on; a name only as long as it was the complainant's. */
function knownText(at: PastPoint | null): Sql {
  const no = caseOfText('t.id');
  if (at === null) {
    return sql(`(NOT ${isName('{search}.rowid')} OR EXISTS (SELECT 1 FROM {texts} t CROSS JOIN {present} n ON n.no = ${no}
      WHERE t.id = {search}.rowid AND t.name = n.complainant_name))`);
  }
  const version = versionAt(at, 'n');
  return sql(
    `EXISTS (SELECT 1 FROM {texts} t WHERE t.id = {search}.rowid AND t.recorded_at <= ? AND t.occurred_at <= ?
      AND (t.name IS NULL OR t.name = (SELECT n.complainant_name FROM {versions} n WHERE n.no = ${no} AND ${version.text})))`,
    at.recorded,
    at.occurred,
    ...version.values,
  );
}
