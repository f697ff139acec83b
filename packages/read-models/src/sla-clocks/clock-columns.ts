import { breachInstant, type Clock, type Clocks, timeCounted } from '@redress/domain';
import { commonForm } from '../case-list/instants';
import { type Calendars } from './calendars';

/** How a clock stands. Instants in the form of the tables. */
export interface ClockColumns {
  readonly clock: string;
  readonly metric: string;
  readonly kind: string;
  /** As recorded: what is running in `{clocks}` is broken from `breach_at` on. */
  readonly status: string;
  readonly cancel_reason: string | null;
  /** 1: what was promised is still to be done. */
  readonly owed: number;
  readonly policy: string;
  readonly policy_version: number;
  readonly calendar: string;
  readonly calendar_version: number;
  readonly started_at: string;
  /** Null while it stands still. */
  readonly due_at: string | null;
  /** Null unless it runs and has such a threshold. */
  readonly at_risk_at: string | null;
  /** When the promise was broken, or will be unless somebody does something before. Null: it never will. */
  readonly breach_at: string | null;
  /** When the next escalation of its terms falls due that is not on record. */
  readonly escalate_at: string | null;
  readonly ended_at: string | null;
  /** What it used of its time, once what was promised is done, in time or late. */
  readonly used_ms: number | null;
}

export const CLOCK_COLUMNS = [
  'clock',
  'metric',
  'kind',
  'status',
  'cancel_reason',
  'owed',
  'policy',
  'policy_version',
  'calendar',
  'calendar_version',
  'started_at',
  'due_at',
  'at_risk_at',
  'breach_at',
  'escalate_at',
  'ended_at',
  'used_ms',
] as const satisfies readonly (keyof ClockColumns)[];

export function clockColumns(clock: Clock, clocks: Pick<Clocks, 'waits'>, calendars: Calendars): ClockColumns {
  const isRunning = clock.status === 'running';
  return {
    clock: clock.id,
    metric: clock.metric,
    kind: clock.kind,
    status: clock.status,
    cancel_reason: clock.cancelReason,
    owed: clock.isOwed ? 1 : 0,
    policy: clock.policy.name,
    policy_version: clock.policy.version,
    calendar: clock.calendar.name,
    calendar_version: clock.calendar.version,
    started_at: commonForm(clock.startedAt),
    due_at: clock.status === 'paused' ? null : commonForm(clock.dueAt),
    at_risk_at: isRunning && clock.atRiskAt !== null ? commonForm(clock.atRiskAt) : null,
    breach_at: breachAt(clock),
    escalate_at: escalateAt(clock),
    ended_at: clock.endedAt === null ? null : commonForm(clock.endedAt),
    used_ms: usedMs(clock, clocks, calendars),
  };
}

function breachAt(clock: Clock): string | null {
  if (clock.breachedAt !== null) return commonForm(clock.breachedAt);
  return clock.kind === 'promise' && clock.status === 'running' ? commonForm(breachInstant(clock)) : null;
}

/** As `escalationsDue` has it, whatever the instant. */
function escalateAt({ isOwed, status, terms, escalateAt: instants, reached }: Clock): string | null {
  if (!isOwed || (status !== 'running' && status !== 'breached')) return null;
  const open = (terms.escalate ?? []).flatMap(({ at }, index) => {
    const instant = instants[index];
    return instant === undefined || reached.includes(at) ? [] : [commonForm(instant)];
  });
  return open.sort()[0] ?? null;
}

function usedMs(clock: Clock, clocks: Pick<Clocks, 'waits'>, calendars: Calendars): number | null {
  if (clock.endedAt === null || clock.status === 'cancelled') return null;
  const calendar = calendars(clock.calendar);
  // Every calendar stands in the log before what is counted by it; of a log without it, all else is true all the same.
  return calendar === null ? null : timeCounted(clock, clocks, () => calendar, Date.parse(clock.endedAt));
}
