import { type Case, type Clock, clocksAt, foldCase, maySee, type RecordedEvent, timeUsed } from '@redress/domain';
import { caseIdOf, type Moment, recordedEvent } from '@redress/application';
import { openEnvelope, type StoredEvent } from '@redress/event-store';
import {
  type AtRiskQuery,
  type AtRiskRow,
  type BreachesQuery,
  type BreachRow,
  type ClockFilter,
  type ClockQuestion,
  type ClockRow,
} from '../src/sla-clocks/clock-list-query';
import { type ReportGroup, type SlaReportLine, type SlaReportQuery } from '../src/sla-clocks/sla-report-query';
import { calendarOf } from './random-lives';

export interface ClockOfCase {
  readonly clock: Clock;
  readonly state: Case;
}

/** As of when it is asked. */
export function instantOf({ now, asOf, asOfOccurred }: Moment & { readonly now: string }): string {
  return [asOf, asOfOccurred].filter((instant) => instant !== undefined).sort()[0] ?? now;
}

/** All events of each case. */
export type Histories = ReadonlyMap<string, readonly RecordedEvent[]>;

export function historiesOf(log: readonly StoredEvent[]): Histories {
  const ofCases = log.filter(({ stream }) => stream.startsWith('case-'));
  const streams = Map.groupBy(ofCases, ({ stream }) => caseIdOf(stream));
  return new Map(
    [...streams].map(([id, stored]) => [id, stored.map((event) => recordedEvent(openEnvelope(event)))] as const),
  );
}

/** Every clock that the viewer may know of, folded anew from every event, evaluated at the instant asked for. */
export function clocksThen(histories: Histories, query: ClockQuestion): readonly ClockOfCase[] {
  return [...histories].flatMap(([id, events]) => {
    const present = foldCase(id, events);
    if (present === null || !maySee(present, query.viewer)) return [];
    const { asOf, asOfOccurred } = query;
    const then = events.filter(
      (event) =>
        (asOf === undefined || event.recordedAt <= asOf) &&
        (asOfOccurred === undefined || event.occurredAt <= asOfOccurred),
    );
    const state = foldCase(id, then);
    if (state === null) return [];
    const { clocks } = clocksAt(state.clocks, Date.parse(instantOf(query)));
    return clocks.filter((clock) => matches(clock, state, query)).map((clock) => ({ clock, state }));
  });
}

function matches(clock: Clock, state: Case, filter: ClockFilter): boolean {
  const { metric, policy, handler, channel, severity, escalationLevel } = filter;
  return (
    (metric === undefined || clock.metric === metric) &&
    (policy === undefined || clock.policy.name === policy) &&
    (handler === undefined || state.handler?.id === handler) &&
    (channel === undefined || state.channel === channel) &&
    (severity === undefined || state.severity === severity) &&
    (escalationLevel === undefined || state.escalationLevel === escalationLevel)
  );
}

export function breachesThen(histories: Histories, query: BreachesQuery): readonly BreachRow[] {
  const rows = clocksThen(histories, query).flatMap(({ clock, state }): BreachRow[] => {
    const { status, breachedAt, isOwed } = clock;
    if (status !== 'breached' && status !== 'kept-late-entry') return [];
    if (query.standing !== undefined && isOwed !== (query.standing === 'open')) return [];
    return [{ ...row(clock, state), status, breachedAt: breachedAt as string }];
  });
  return rows.sort((a, b) => -compared(a, b, (it) => it.breachedAt));
}

export function atRiskThen(histories: Histories, query: AtRiskQuery): readonly AtRiskRow[] {
  const at = instantOf(query);
  const rows = clocksThen(histories, query).flatMap(({ clock, state }): AtRiskRow[] => {
    const { status, atRiskAt, dueAt, kind } = clock;
    if (status !== 'running' || atRiskAt === null || atRiskAt > at || dueAt < at) return [];
    if (query.kind !== undefined && kind !== query.kind) return [];
    return [{ ...row(clock, state), status, breachedAt: null, atRiskAt }];
  });
  return rows.sort((a, b) => compared(a, b, (it) => it.dueAt));
}

function row(clock: Clock, state: Case): ClockRow {
  return {
    case: state.id,
    clock: clock.id,
    metric: clock.metric,
    kind: clock.kind,
    isOwed: clock.isOwed,
    policy: clock.policy,
    calendar: clock.calendar,
    startedAt: clock.startedAt,
    dueAt: clock.dueAt,
    endedAt: clock.endedAt,
    handler: state.handler,
    channel: state.channel,
    category: state.category,
    severity: state.severity,
    escalationLevel: state.escalationLevel,
  };
}

function compared<Row extends ClockRow>(a: Row, b: Row, key: (row: Row) => string): number {
  const [one, other] = [a, b].map((it) => [key(it), it.case, it.clock]) as [string[], string[]];
  const index = one.findIndex((part, i) => part !== other[i]);
  if (index === -1) return 0;
  return (one[index] as string) < (other[index] as string) ? -1 : 1;
}

/** The lines of a report in any order, counted one clock after the other. */
export function reportThen(histories: Histories, query: SlaReportQuery): readonly SlaReportLine[] {
  const at = instantOf(query);
  const lines = new Map<string, { line: SlaReportLine; of: ClockOfCase[] }>();
  const { from = '0', to = '9' } = query;
  for (const each of clocksThen(histories, query)) {
    if (each.clock.startedAt < from || each.clock.startedAt >= to) continue;
    const group = groupOf(each, query.groupBy ?? []);
    const key = JSON.stringify({ ...group, handler: group.handler?.id ?? null });
    const there = lines.get(key) ?? { line: group as SlaReportLine, of: [] };
    there.of.push(each);
    lines.set(key, there);
  }
  return [...lines.values()].map(({ line, of }) => {
    const promises = of.filter(({ clock }) => clock.kind === 'promise');
    const milestones = of.filter(({ clock }) => clock.kind === 'milestone');
    const count = (list: readonly ClockOfCase[], is: (clock: Clock) => boolean) =>
      list.filter(({ clock }) => is(clock)).length;
    const isLive = ({ status }: Clock) => status === 'running' || status === 'paused';
    const isMissed = ({ status, dueAt, cancelReason }: Clock) =>
      cancelReason === 'missed' || (status === 'running' && dueAt < at);
    return {
      ...line,
      promises: {
        kept: count(promises, ({ status }) => status === 'met'),
        keptByLateEntry: count(promises, ({ status }) => status === 'kept-late-entry'),
        broken: count(promises, ({ status }) => status === 'breached'),
        running: count(promises, isLive),
        cancelled: count(promises, ({ status }) => status === 'cancelled'),
        time: timeTaken(promises),
      },
      milestones: {
        reached: count(milestones, ({ status }) => status === 'met'),
        missed: count(milestones, isMissed),
        running: count(milestones, (clock) => isLive(clock) && !isMissed(clock)),
        cancelled: count(milestones, (clock) => clock.status === 'cancelled' && !isMissed(clock)),
        time: timeTaken(milestones),
      },
    };
  });
}

function groupOf({ clock, state }: ClockOfCase, groups: readonly ReportGroup[]): Partial<SlaReportLine> {
  return {
    ...(groups.includes('policy') ? { policy: clock.policy } : {}),
    ...(groups.includes('metric') ? { metric: clock.metric } : {}),
    ...(groups.includes('handler') ? { handler: state.handler } : {}),
    ...(groups.includes('month') ? { month: clock.startedAt.slice(0, 7) } : {}),
  };
}

function timeTaken(clocks: readonly ClockOfCase[]) {
  const used = clocks
    .filter(({ clock: { status, endedAt } }) => endedAt !== null && status !== 'cancelled')
    .map(({ clock, state }) => {
      const { workingMs, elapsedMs } = timeUsed(clock, state.clocks, calendarOf, 0);
      const { duration } = clock.terms;
      if (!('unit' in duration)) throw new Error('These lives have plain durations');
      const isElapsed = duration.unit === 'days' || ('counting' in duration && duration.counting === 'elapsed');
      return isElapsed ? elapsedMs : workingMs;
    })
    .sort((a, b) => a - b);
  // The least value that so great a share of all do not exceed.
  const rank = (share: number) => used.find((value) => used.filter((it) => it <= value).length >= share * used.length);
  return { count: used.length, medianMs: rank(0.5) ?? null, p90Ms: rank(0.9) ?? null };
}
