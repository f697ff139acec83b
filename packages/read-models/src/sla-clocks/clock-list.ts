import { type ReadModelDatabase, type ReadModelSnapshot } from '@redress/application';
import { type Severity, SEVERITIES } from '@redress/domain';
import { CASE_LIST, CASE_LIST_VERSION } from '../case-list/case-list-projection';
import { pageSize, type ReadAt } from '../case-list/case-list-query';
import { digestOf } from '../case-list/cursor';
import { type Facet } from '../case-list/facets';
import { atMost, FEW } from '../case-list/present-list';
import { readAt } from '../case-list/read-at';
import { all, joinedBy, sql, type Sql } from '../case-list/sql';
import { type ClockColumns } from './clock-columns';
import { caseFacets, clockCriteria } from './clock-criteria';
import { type ClockCursor, decodeClockCursor, encodeClockCursor } from './clock-cursor';
import { type ClockListQuery, type ClockRow } from './clock-list-query';
import { type Asked, asked, caseOfClock, tileAt } from './instant-asked';

/** One of the lists of clocks: what is in it, and in which order. */
export interface ClockList {
  /** In cursors. */
  readonly name: string;
  /** Column of `{clocks}` that it is sorted by. */
  readonly key: 'breach_at' | 'due_at';
  readonly direction: 'ASC' | 'DESC';
  /** Of `{clocks}`, in this order: for the present and for every past. */
  readonly indexes: {
    readonly present: string;
    readonly past: string;
    /** By case, for the present; null: what stands in the list is so little that it is never worth it. */
    readonly ofCase: string | null;
  };
  /** What must hold of `{clocks} c` beside: what the index holds, said again, and what bounds the search in it. */
  readonly conditions: (asked: Asked) => readonly Sql[];
}

/** A clock as SQL answers it. */
export interface ListedClock extends Omit<ClockColumns, 'used_ms'> {
  readonly id: string;
  readonly handlerId: string | null;
  readonly handlerName: string | null;
  readonly severity: number;
  readonly escalationLevel: number;
  /** JSON: what the case is about. */
  readonly profile: string;
}

/** @throws {InvalidCursorError | RangeError | ReadModelBehindError} */
export function readClocks(
  database: ReadModelDatabase,
  list: ClockList,
  query: ClockListQuery,
): ReadAt & { readonly data: readonly ListedClock[]; readonly next: string | null } {
  const limit = pageSize(query.limit);
  const ofList = listKey(list, query);
  const after = query.cursor === undefined ? null : decodeClockCursor(query.cursor, ofList);
  const when = asked(query);
  return database.read(CASE_LIST, [CASE_LIST_VERSION], (snapshot) => {
    // One row more tells whether a next page follows.
    const { text, values } = clockListSql(snapshot, list, query, when, after, limit + 1);
    const rows = snapshot.prepare(text).all(...values) as unknown as readonly ListedClock[];
    return { ...page(rows, list, ofList, limit), ...readAt(snapshot) };
  });
}

/** Tells lists with other filters or as of other moments apart; a page's size and who asks do not matter. */
function listKey({ name }: ClockList, query: ClockListQuery): string {
  const { viewer: _viewer, now: _now, limit: _limit, cursor: _cursor, ...filters } = query;
  return `${name} ${digestOf(filters)}`;
}

function page(rows: readonly ListedClock[], { key }: ClockList, ofList: string, limit: number) {
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  const next =
    rows.length > limit && last !== undefined
      ? encodeClockCursor(ofList, { key: last[key] as string, id: last.id, clock: last.clock })
      : null;
  return { data, next };
}

const COLUMNS = `c.id, c.clock, c.metric, c.kind, c.status, c.cancel_reason, c.owed, c.policy, c.policy_version, c.calendar,
  c.calendar_version, c.started_at, c.due_at, c.at_risk_at, c.breach_at, c.ended_at, v.handler_id AS handlerId,
  v.handler_name AS handlerName, v.severity AS severity, v.escalation_level AS escalationLevel, q.content AS profile`;

export function clockListSql(
  snapshot: ReadModelSnapshot,
  list: ClockList,
  query: ClockListQuery,
  when: Asked,
  after: ClockCursor | null,
  limit: number,
): Sql {
  const { key, direction, indexes } = list;
  const follows = direction === 'ASC' ? '>' : '<';
  const rare = when.at === null && indexes.ofCase !== null ? rareFacet(snapshot, caseFacets(query)) : null;
  const from =
    rare === null
      ? sql(`{clocks} c INDEXED BY {${when.at === null ? indexes.present : indexes.past}}`)
      : sql(`{facets} f CROSS JOIN {clocks} c INDEXED BY {${indexes.ofCase}} ON c.no = f.no`);
  const conditions = [
    ...(rare === null ? [] : [sql('f.facet = ?', rare)]),
    ...list.conditions(when),
    tileAt(when.at),
    ...(after === null
      ? []
      : [sql(`(c.${key}, c.id, c.clock) ${follows} (?, ?, ?)`, after.key, after.id, after.clock)]),
    ...clockCriteria(query, query.viewer, when.at === null ? 'p' : 'v'),
  ];
  return joinedBy('', [
    sql(`SELECT ${COLUMNS} FROM `),
    from,
    caseOfClock(when.at),
    sql(' WHERE '),
    all(conditions),
    sql(` ORDER BY c.${key} ${direction}, c.id ${direction}, c.clock ${direction} LIMIT ?`, limit),
  ]);
}

/** By what only few cases are found now, so that it is quicker to look at all of these. */
function rareFacet(snapshot: ReadModelSnapshot, facets: readonly Facet[]): Facet | null {
  const counted = facets.map((facet) => ({
    facet,
    cases: atMost(snapshot, sql('SELECT 1 FROM {facets} WHERE facet = ?', facet)),
  }));
  const [rarest] = counted.filter(({ cases }) => cases < FEW).sort((a, b) => a.cases - b.cases);
  return rarest?.facet ?? null;
}

/** What every list shows of a clock. */
export function clockRow(row: ListedClock): ClockRow {
  const about = JSON.parse(row.profile) as { readonly channel: string; readonly category?: string };
  return {
    case: row.id,
    clock: row.clock,
    metric: row.metric as ClockRow['metric'],
    kind: row.kind as ClockRow['kind'],
    isOwed: row.owed === 1,
    policy: { name: row.policy, version: row.policy_version },
    calendar: { name: row.calendar, version: row.calendar_version },
    startedAt: row.started_at,
    dueAt: row.due_at as string,
    endedAt: row.ended_at,
    handler: row.handlerId === null ? null : { id: row.handlerId, name: row.handlerName ?? row.handlerId },
    channel: about.channel,
    category: about.category ?? null,
    severity: severityOf(row.severity),
    escalationLevel: row.escalationLevel,
  };
}

function severityOf(column: number): Severity | null {
  return column === 0 ? null : (SEVERITIES[column - 1] as Severity);
}
