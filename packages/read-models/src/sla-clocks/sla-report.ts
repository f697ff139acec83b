import { type ReadModelDatabase, type ReadModelSnapshot } from '@redress/application';
import { CASE_LIST, CASE_LIST_VERSION } from '../case-list/case-list-projection';
import { instant } from '../case-list/moment';
import { readAt } from '../case-list/read-at';
import { all, joinedBy, sql, type Sql } from '../case-list/sql';
import { clockCriteria } from './clock-criteria';
import { type Asked, asked, caseOfClock, tileAt } from './instant-asked';
import { type OutcomeRow, reportLines, type TimeRow } from './report-lines';
import { REPORT_DAYS, REPORT_GROUPS, type ReportGroup, type SlaReport, type SlaReportQuery } from './sla-report-query';

const DAY_MS = 24 * 60 * 60 * 1000;

/** How well were promises kept? Of the clocks that started in a period, as they stood at the moment asked for. */
export class SlaReports {
  constructor(private readonly database: ReadModelDatabase) {}

  /**
   * @throws {RangeError} what should be an instant is none
   * @throws {ReadModelBehindError} no read model serves yet
   */
  query(query: SlaReportQuery): SlaReport {
    const when = asked(query);
    const groups = REPORT_GROUPS.filter((group) => query.groupBy?.includes(group));
    const period = periodOf(query, when);
    return this.database.read(CASE_LIST, [CASE_LIST_VERSION], (snapshot) => {
      const outcomes = run<OutcomeRow>(snapshot, outcomesSql(query, period, when, groups));
      const times = run<TimeRow>(snapshot, timesSql(query, period, when, groups));
      return { ...period, data: reportLines(groups, outcomes, times), ...readAt(snapshot) };
    });
  }
}

interface Period {
  readonly from: string;
  readonly to: string;
}

function periodOf(query: SlaReportQuery, when: Asked): Period {
  // What starts at the very instant that is asked for has started.
  const to = query.to === undefined ? shifted(when.instant, 1) : instant(query.to);
  return { from: query.from === undefined ? shifted(to, -REPORT_DAYS * DAY_MS) : instant(query.from), to };
}

function shifted(at: string, ms: number): string {
  return new Date(Date.parse(at) + ms).toISOString();
}

function run<Row>(snapshot: ReadModelSnapshot, { text, values }: Sql): readonly Row[] {
  return snapshot.prepare(text).all(...values) as unknown as readonly Row[];
}

/** What is grouped by, by the names of the columns of {@link counted}. */
const GROUP_COLUMNS: Readonly<Record<ReportGroup, readonly string[]>> = {
  policy: ['policy', 'policyVersion'],
  metric: ['metric'],
  handler: ['handlerId'],
  month: ['month'],
};

function groupColumns(groups: readonly ReportGroup[]): readonly string[] {
  return [...groups.flatMap((group) => GROUP_COLUMNS[group]), 'kind'];
}

/** A row for each kind of clock of each group. */
function outcomesSql(query: SlaReportQuery, period: Period, when: Asked, groups: readonly ReportGroup[]): Sql {
  const columns = groupColumns(groups).join(', ');
  // Who was written in different ways bears the name used last: https://sqlite.org/lang_select.html#bareagg
  return joinedBy('', [
    sql(`SELECT ${columns}, max(updatedAt) AS updatedAt, handlerName,
      ${OUTCOMES.map((outcome) => `sum(outcome = '${outcome}') AS "${outcome}"`).join(', ')} FROM (`),
    counted(query, period, when),
    sql(`) GROUP BY ${columns}`),
  ]);
}

/** The two figures of each kind of clock of each group, as rows: nearest rank, so that each is one of the values. */
function timesSql(query: SlaReportQuery, period: Period, when: Asked, groups: readonly ReportGroup[]): Sql {
  const columns = groupColumns(groups).join(', ');
  return joinedBy('', [
    sql(`SELECT ${columns}, max(n) AS count, max(CASE WHEN place = (n + 1) / 2 THEN used END) AS median,
      max(CASE WHEN place = (9 * n + 9) / 10 THEN used END) AS p90 FROM (
      SELECT ${columns}, used, row_number() OVER (PARTITION BY ${columns} ORDER BY used) AS place,
        count(*) OVER (PARTITION BY ${columns}) AS n FROM (`),
    counted(query, period, when),
    sql(`) WHERE used IS NOT NULL) GROUP BY ${columns}`),
  ]);
}

export const OUTCOMES = ['done', 'doneByLateEntry', 'late', 'running', 'cancelled'] as const;

/** Every clock that is counted, with what became of it by then. */
function counted(query: SlaReportQuery, { from, to }: Period, { at, instant: then }: Asked): Sql {
  return joinedBy('', [
    sql(
      `SELECT c.policy, c.policy_version AS policyVersion, c.metric, v.handler_id AS handlerId,
        v.handler_name AS handlerName, v.updated_at AS updatedAt, substr(c.started_at, 1, 7) AS month, c.kind,
        c.used_ms AS used,
        CASE
          WHEN c.status = 'met' THEN 'done'
          WHEN c.status = 'kept-late-entry' THEN 'doneByLateEntry'
          WHEN c.status = 'breached' OR c.cancel_reason = 'missed' OR (c.status = 'running' AND c.due_at < ?) THEN 'late'
          WHEN c.status = 'cancelled' THEN 'cancelled'
          ELSE 'running'
        END AS outcome
      FROM {clocks} c INDEXED BY {clocks_started}`,
      then,
    ),
    caseOfClock(at),
    sql(' WHERE '),
    all([
      sql('c.started_at >= ? AND c.started_at < ?', from, to),
      tileAt(at),
      ...clockCriteria(query, query.viewer, at === null ? 'p' : 'v'),
    ]),
  ]);
}
