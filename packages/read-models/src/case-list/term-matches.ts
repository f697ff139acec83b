import { type ReadModelSnapshot } from '@redress/application';
import { type PastPoint, versionAt } from './moment';
import { sql, type Sql } from './sql';

/**
 * From so many texts on, looking into the texts of each case on the way is cheaper than gathering all that match, where
 * there are n texts: the more there are, the more cases have to be looked into before a page is full. Gathering a text
 * takes some microseconds, looking into a case about a hundred.
 */
const many = (n: number): number => Math.max(5_000, Math.round(50 * Math.sqrt(n)));
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
  const bound = many((snapshot.prepare('SELECT max(id) AS n FROM {texts}').get()?.['n'] as number | null) ?? 0);
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
  const cases = sql(
    `SELECT DISTINCT t.no FROM {search} CROSS JOIN {texts} t ON t.id = {search}.rowid WHERE {search} MATCH ? AND ${known.text}`,
    term,
    ...known.values,
  );
  const one = sql(
    `EXISTS (SELECT 1 FROM {texts} t CROSS JOIN {search} ON {search}.rowid = t.id WHERE t.no = p.no AND {search} MATCH ? AND ${known.text})`,
    term,
    ...known.values,
  );
  return { cases, condition: isLookedInto ? one : sql(`p.no IN (${cases.text})`, ...cases.values) };
}

/** A text counts from when it was known on; a name only as long as it was the complainant's. */
function knownText(at: PastPoint | null): Sql {
  if (at === null) {
    return sql('(t.name IS NULL OR t.name = (SELECT complainant_name FROM {present} n WHERE n.no = t.no))');
  }
  const version = versionAt(at, 'n');
  return sql(
    `t.recorded_at <= ? AND t.occurred_at <= ? AND (t.name IS NULL OR t.name =
      (SELECT n.complainant_name FROM {versions} n WHERE n.no = t.no AND ${version.text}))`,
    at.recorded,
    at.occurred,
    ...version.values,
  );
}
