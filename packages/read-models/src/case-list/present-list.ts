import { type ReadModelSnapshot } from '@redress/application';
import { type Facet } from './facets';
import { type Listing, type ListedRow, receivedWithin, run, SHOWN_COLUMNS } from './listing';
import { type SortOrder, follows } from './sort';
import { all, joinedBy, sql, type Sql } from './sql';
import { type TermMatches, termMatches } from './term-matches';
import { visibleTo } from './visible-to';

/** So many rows are sorted without anybody noticing; more are better read in the order of an index. */
export const FEW = 1_000;

/** One way to come by the rows: where they are read from first, and in which order they come then. */
interface Way {
  /** At most so many rows have to be looked at; Infinity when nobody knows. */
  readonly rows: number;
  /** A case is found by one of them only. */
  readonly sources: readonly Source[];
  /** They come in the order that is asked for. */
  readonly isSorted: boolean;
}

interface Source {
  /** With the case as `{present} p`. */
  readonly from: Sql;
  readonly where: readonly Sql[];
  /** In which columns the instant of receipt and the id stand, so that the index in use is the one that is sorted by. */
  readonly received: string;
  readonly id: string;
}

/** Lists cases as they are now, by the way that has to look at the fewest. */
export function presentList(snapshot: ReadModelSnapshot, listing: Listing): readonly ListedRow[] {
  return run(snapshot, presentListSql(snapshot, listing));
}

export function presentListSql(snapshot: ReadModelSnapshot, listing: Listing): Sql {
  const terms = termMatches(snapshot, listing.criteria.terms, null);
  const { sources } = best(ways(snapshot, listing, terms));
  const selects = sources.map((source) => select(source, listing, terms));
  const { direction } = listing.order;
  const ordered = sql(` ORDER BY key ${direction}, id ${direction} LIMIT ?`, listing.limit);
  return joinedBy('', [joinedBy(' UNION ALL ', selects), ordered]);
}

function select(source: Source, { criteria, viewer, order, after }: Listing, terms: readonly TermMatches[]): Sql {
  const key = order.column === 'received_at' ? source.received : `p.${order.column}`;
  const conditions = [
    ...source.where,
    sql(`${key} IS NOT NULL`),
    ...receivedWithin(criteria, source.received),
    ...(after === null ? [] : [sql(`(${key}, ${source.id}) ${follows(order)} (?, ?)`, after.key, after.id)]),
    visibleTo(viewer),
    ...criteria.facets.map(hasAny),
    ...terms.map(({ condition }) => condition),
  ];
  const columns = sql(`SELECT ${key} AS key, ${source.id} AS id, ${SHOWN_COLUMNS} FROM `);
  const rest = sql(
    ' CROSS JOIN {versions} v ON v.row = p.version CROSS JOIN {profiles} q ON q.profile = v.profile WHERE ',
  );
  return joinedBy('', [columns, source.from, rest, all(conditions)]);
}

function best(candidates: readonly Way[]): Way {
  const worthwhile = candidates.filter((way) => way.isSorted || way.rows < FEW);
  return worthwhile.reduce((least, way) => (way.rows < least.rows ? way : least));
}

function ways(
  snapshot: ReadModelSnapshot,
  { criteria, order }: Listing,
  terms: readonly TermMatches[],
): readonly Way[] {
  const isByReceipt = order.column === 'received_at';
  return [
    along(order),
    ...criteria.facets.map((group) => byFacet(snapshot, group, isByReceipt)),
    ...terms.map(byTerm),
    ...(isByReceipt ? [] : [byReceipt(snapshot, receivedWithin(criteria, 'p.received_at'))]),
  ];
}

/** Along the index of the order: always possible, and quick where most rows match. */
function along({ index }: SortOrder): Way {
  return { rows: Infinity, sources: [presentIn(sql(`{present} p INDEXED BY {${index}}`))], isSorted: true };
}

/** By the index of what cases are found by, which stands in the order of receipt. */
function byFacet(snapshot: ReadModelSnapshot, group: readonly Facet[], isByReceipt: boolean): Way {
  // CROSS JOIN is SQLite's word for "in this order": https://sqlite.org/optoverview.html#crossjoin
  const from = sql('{facets} f CROSS JOIN {present} p ON p.no = f.no');
  const sources = group.map((facet) => {
    return { from, where: [sql('f.facet = ?', facet)], received: 'f.received_at', id: 'f.id' };
  });
  const counts = group.map((facet) => atMost(snapshot, sql('SELECT 1 FROM {facets} WHERE facet = ?', facet)));
  return { rows: counts.reduce((sum, count) => sum + count, 0), sources, isSorted: isByReceipt };
}

function byTerm({ count, isMany, cases }: TermMatches): Way {
  const from = sql(`(${cases.text}) m CROSS JOIN {present} p ON p.no = m.no`, ...cases.values);
  return { rows: isMany ? Infinity : count, sources: [presentIn(from)], isSorted: false };
}

/** All cases received within some time, when they are to be sorted by something else. */
function byReceipt(snapshot: ReadModelSnapshot, range: readonly Sql[]): Way {
  const { text, values } = all(range);
  const rows =
    range.length === 0 ? Infinity : atMost(snapshot, sql(`SELECT 1 FROM {present} p WHERE ${text}`, ...values));
  return { rows, sources: [presentIn(sql('{present} p INDEXED BY {present_received}'))], isSorted: false };
}

function presentIn(from: Sql): Source {
  return { from, where: [], received: 'p.received_at', id: 'p.id' };
}

/** The number of rows, as far as it matters: no more than {@link FEW}. */
export function atMost(snapshot: ReadModelSnapshot, { text, values }: Sql): number {
  const { n } = snapshot.prepare(`SELECT count(*) AS n FROM (${text} LIMIT ${FEW})`).get(...values) as { n: number };
  return n;
}

function hasAny(group: readonly Facet[]): Sql {
  const marks = group.map(() => '?').join(', ');
  return sql(
    `EXISTS (SELECT 1 FROM {facets} x WHERE x.facet IN (${marks}) AND x.received_at = p.received_at AND x.id = p.id)`,
    ...group,
  );
}
