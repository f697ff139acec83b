import { breachInstant, type Clock, type Clocks, timeCounted } from '@redress/domain';
import { commonForm } from '../case-list/instants';
import { isSame } from '../case-list/is-same';
import { type Calendars } from './calendars';
import { type TermsTable } from './terms';

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
  /** Its place among the clocks of the case. */
  readonly nth: number;
  /** See `TermsTable`. */
  readonly terms: number;
  /** JSON: what of the clock the other columns do not tell. Null when they tell all of it. */
  readonly rest: string | null;
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
  'nth',
  'terms',
  'rest',
] as const satisfies readonly (keyof ClockColumns)[];

/** What columns refer to. */
export interface Referred {
  readonly calendars: Calendars;
  readonly terms: TermsTable;
}

/** How a clock of a case stands, all of it: {@link clockOf} is the way back. */
export function clockColumns(clock: Clock, nth: number, waits: Clocks['waits'], referred: Referred): ClockColumns {
  const told = toldColumns(clock, nth, waits, referred);
  return { ...told, rest: restOf(clock, toldBy(told, referred.terms)) };
}

/** The clock again. */
export function clockOf(columns: ClockColumns, terms: TermsTable): Clock {
  const told = toldBy(columns, terms);
  return columns.rest === null ? told : { ...told, ...(JSON.parse(columns.rest) as Partial<Clock>) };
}

function toldColumns(
  clock: Clock,
  nth: number,
  waits: Clocks['waits'],
  { calendars, terms }: Referred,
): Omit<ClockColumns, 'rest'> {
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
    used_ms: usedMs(clock, waits, calendars),
    nth,
    terms: terms.numberOf(clock.terms),
  };
}

/** What columns tell of a clock; where they do not, what most clocks say most of the time. */
function toldBy(columns: Omit<ClockColumns, 'rest'>, terms: TermsTable): Clock {
  const { started_at: startedAt } = columns;
  const status = columns.status as Clock['status'];
  return {
    id: columns.clock,
    metric: columns.metric as Clock['metric'],
    kind: columns.kind as Clock['kind'],
    status,
    isOwed: columns.owed === 1,
    policy: { name: columns.policy, version: columns.policy_version },
    calendar: { name: columns.calendar, version: columns.calendar_version },
    terms: terms.termsOf(columns.terms),
    startedAt,
    promisedAt: startedAt,
    dueAt: columns.due_at as string,
    atRiskAt: columns.at_risk_at,
    escalateAt: [],
    reached: [],
    isExtended: false,
    carried: { pauses: [], waitsFrom: startedAt },
    course: courseBy(status),
    takenOut: courseBy(status) === 'over' ? [] : null,
    pausedAt: null,
    breachedAt: status === 'breached' || status === 'kept-late-entry' ? columns.breach_at : null,
    endedAt: columns.ended_at,
    cancelReason: columns.cancel_reason as Clock['cancelReason'],
  };
}

/** How most clocks of a status go on. */
function courseBy(status: Clock['status']): Clock['course'] {
  return status === 'running' || status === 'paused' ? status : 'over';
}

function restOf(clock: Clock, told: Clock): string | null {
  const rest = Object.entries(clock).filter(([field, value]) => !isSame(value, told[field as keyof Clock]));
  return rest.length === 0 ? null : JSON.stringify(Object.fromEntries(rest));
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

function usedMs(clock: Clock, waits: Clocks['waits'], calendars: Calendars): number | null {
  if (clock.endedAt === null || clock.status === 'cancelled') return null;
  const calendar = calendars(clock.calendar);
  // Every calendar stands in the log before what is counted by it; of a log without it, all else is true all the same.
  return calendar === null ? null : timeCounted(clock, { waits }, () => calendar, Date.parse(clock.endedAt));
}
