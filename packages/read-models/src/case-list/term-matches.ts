import { type ReadModelSnapshot } from '@redress/application';
import { type PastPoint, versionAt } from './moment';
import { sql, type Sql } from './sql';

/** From so many texts on, looking into the texts of each case on the way is cheaper than gathering all that match. */
const MANY_TEXTS = 5_000;

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

/** @param at null for the present */
export function termMatches(snapshot: ReadModelSnapshot, term: string, at: PastPoint | null): TermMatches {
  const probe = `SELECT count(*) AS n FROM (SELECT 1 FROM {search} WHERE {search} MATCH ? LIMIT ${MANY_TEXTS})`;
  const count = snapshot.prepare(probe).get(term)?.['n'] as number;
  const isMany = count >= MANY_TEXTS;
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
  return { count, isMany, cases, condition: isMany ? one : sql(`p.no IN (${cases.text})`, ...cases.values) };
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
