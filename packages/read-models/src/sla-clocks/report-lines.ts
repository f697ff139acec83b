import { type Handler, type Metric } from '@redress/domain';
import { type ReportGroup, type SlaReportLine, type TimeTaken } from './sla-report-query';

interface GroupRow {
  readonly kind: 'promise' | 'milestone';
  readonly policy?: string;
  readonly policyVersion?: number;
  readonly metric?: string;
  readonly handlerId?: string | null;
  readonly month?: string;
}

/** How many clocks of a kind and a group came to what. */
export interface OutcomeRow extends GroupRow {
  readonly handlerName: string | null;
  readonly updatedAt: string;
  readonly done: number;
  readonly doneByLateEntry: number;
  readonly late: number;
  readonly running: number;
  readonly cancelled: number;
}

/** How long those of a kind and a group took. */
export interface TimeRow extends GroupRow {
  readonly count: number;
  readonly median: number;
  readonly p90: number;
}

const NO_TIME: TimeTaken = { count: 0, medianMs: null, p90Ms: null };

/** The rows of SQL as the lines of a report, one for each group. */
export function reportLines(
  groups: readonly ReportGroup[],
  outcomes: readonly OutcomeRow[],
  times: readonly TimeRow[],
): readonly SlaReportLine[] {
  const timeOf = new Map(times.map((row) => [JSON.stringify([keyOf(groups, row), row.kind]), row]));
  const lines = Map.groupBy(outcomes, (row) => JSON.stringify(keyOf(groups, row)));
  return [...lines.values()]
    .map((rows) => {
      const [first] = rows as [OutcomeRow];
      const key = keyOf(groups, first);
      const time = (kind: GroupRow['kind']): TimeTaken => {
        const found = timeOf.get(JSON.stringify([key, kind]));
        return found === undefined ? NO_TIME : { count: found.count, medianMs: found.median, p90Ms: found.p90 };
      };
      return { key, line: line(groups, rows, time) };
    })
    .sort((a, b) => comparedKeys(a.key, b.key))
    .map((each) => each.line);
}

type Key = readonly (string | number | null)[];

function keyOf(groups: readonly ReportGroup[], row: GroupRow): Key {
  return groups.flatMap((group): Key => {
    switch (group) {
      case 'policy':
        return [row.policy as string, row.policyVersion as number];
      case 'metric':
        return [row.metric as string];
      case 'handler':
        return [row.handlerId as string | null];
      case 'month':
        return [row.month as string];
    }
  });
}

function line(
  groups: readonly ReportGroup[],
  rows: readonly OutcomeRow[],
  time: (kind: GroupRow['kind']) => TimeTaken,
): SlaReportLine {
  const sum = (kind: GroupRow['kind'], column: 'done' | 'doneByLateEntry' | 'late' | 'running' | 'cancelled'): number =>
    rows.filter((row) => row.kind === kind).reduce((total, row) => total + row[column], 0);
  const latest = rows.reduce((a, b) => (b.updatedAt > a.updatedAt ? b : a));
  const { policy, policyVersion, metric, handlerId, month } = latest;
  const has = (group: ReportGroup): boolean => groups.includes(group);
  return {
    ...(has('policy') ? { policy: { name: policy as string, version: policyVersion as number } } : {}),
    ...(has('metric') ? { metric: metric as Metric } : {}),
    ...(has('handler') ? { handler: handler(handlerId ?? null, latest.handlerName) } : {}),
    ...(has('month') ? { month: month as string } : {}),
    promises: {
      kept: sum('promise', 'done'),
      keptByLateEntry: sum('promise', 'doneByLateEntry'),
      broken: sum('promise', 'late'),
      running: sum('promise', 'running'),
      cancelled: sum('promise', 'cancelled'),
      time: time('promise'),
    },
    milestones: {
      reached: sum('milestone', 'done'),
      missed: sum('milestone', 'late'),
      running: sum('milestone', 'running'),
      cancelled: sum('milestone', 'cancelled'),
      time: time('milestone'),
    },
  };
}

function handler(id: string | null, name: string | null): Handler | null {
  return id === null ? null : { id, name: name ?? id };
}

/** Nobody first, texts by code units, versions by their numbers. */
function comparedKeys(a: Key, b: Key): number {
  for (const [index, one] of a.entries()) {
    const other = b[index] as Key[number];
    if (one === other) continue;
    if (one === null || other === null) return one === null ? -1 : 1;
    return one < other ? -1 : 1;
  }
  return 0;
}
