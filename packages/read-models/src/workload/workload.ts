import { type ReadModelDatabase, type ReadModelSnapshot } from '@redress/application';
import { OBLIGATIONS, OPEN_STATUSES } from '@redress/domain';
import { CASE_LIST, CASE_LIST_VERSION } from '../case-list/case-list-projection';
import { type PastPoint, pastPoint, versionAt } from '../case-list/moment';
import { readAt } from '../case-list/read-at';
import { all, joinedBy, sql, type Sql } from '../case-list/sql';
import { visibleTo } from '../case-list/visible-to';
import { type HandlerRow, perHandler } from './per-handler';
import { type WorkloadQuery, type WorkloadReport } from './workload-query';

/**
 * Who has how much to do? Asks the tables of the case list: it counts the same state, so it needs no projection of its
 * own.
 */
export class Workload {
  constructor(private readonly database: ReadModelDatabase) {}

  /**
   * @throws {RangeError} what should be an instant is none
   * @throws {ReadModelBehindError} no read model serves yet
   */
  query(query: WorkloadQuery): WorkloadReport {
    const at = pastPoint(query);
    return this.database.read(CASE_LIST, [CASE_LIST_VERSION], (snapshot) => {
      return { data: perHandler(rows(snapshot, query, at)), ...readAt(snapshot) };
    });
  }
}

function rows(snapshot: ReadModelSnapshot, { viewer }: WorkloadQuery, at: PastPoint | null): readonly HandlerRow[] {
  const { text, values } = workloadSql(visibleTo(viewer), at);
  return snapshot.prepare(text).all(...values) as unknown as HandlerRow[];
}

/** A row for every name that a handler had in the cases at hand. */
export function workloadSql(visible: Sql, at: PastPoint | null): Sql {
  if (at === null) {
    return grouped('p', '{present} p INDEXED BY {present_active}', [visible]);
  }
  return grouped('v', '{versions} v CROSS JOIN {present} p ON p.no = v.no', [versionAt(at), visible]);
}

/** @param s of which the state is counted */
function grouped(s: 'p' | 'v', from: string, conditions: readonly Sql[]): Sql {
  const isOpen = `${s}.status IN (${OPEN_STATUSES.map((status) => `'${status}'`).join(', ')})`;
  const select = sql(`SELECT ${s}.handler_id AS id, ${s}.handler_name AS name, max(${s}.updated_at) AS updatedAt,
    ${OPEN_STATUSES.map((status) => `sum(${s}.status = '${status}') AS "status:${status}"`).join(', ')},
    ${OBLIGATIONS.map((owed, bit) => `sum(${s}.owes >> ${bit} & 1) AS "owes:${owed}"`).join(', ')},
    max(CASE WHEN ${isOpen} THEN ${s}.escalation_level END) AS highestLevel,
    min(CASE WHEN ${isOpen} THEN ${s}.received_at END) AS oldestReceivedAt,
    min(${s}.oldest_open_at) AS oldestOpenMessageAt
    FROM ${from} WHERE ${s}.active = 1 AND `);
  const groups = sql(` GROUP BY ${s}.handler_id, ${s}.handler_name`);
  return joinedBy('', [select, all(conditions), groups]);
}
