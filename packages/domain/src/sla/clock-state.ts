import { type CancelReason, type Carried, type Span } from './clock-events';
import { type CalendarRef, type ClockKind, type Metric, type PolicyRef, type Terms } from './policy';
import { type InformationSource } from '../case/vocabulary';

/**
 * - `running`, `paused`;
 * - `met`: kept; a milestone: reached;
 * - `breached`: broken, and what was done later does not mend it;
 * - `kept-late-entry`: the record said broken until a late entry showed that it had been kept;
 * - `cancelled`: neither, with a reason.
 */
export const CLOCK_STATUSES = ['running', 'paused', 'met', 'breached', 'kept-late-entry', 'cancelled'] as const;
export type ClockStatus = (typeof CLOCK_STATUSES)[number];

/** One promise, or one milestone, of a case. Instants are ISO 8601 UTC. */
export interface Clock {
  /** `<metric>-<n>` */
  readonly id: string;
  readonly metric: Metric;
  readonly kind: ClockKind;
  readonly status: ClockStatus;
  /**
   * How it goes on, whatever is on record of a breach: it runs, stands still, or is over. A promise that is on record as
   * broken runs on where a fact entered late has shown that it is not due yet.
   */
  readonly course: 'running' | 'paused' | 'over';
  /** What was promised is still to be done; a broken promise is owed all the same. */
  readonly isOwed: boolean;
  readonly policy: PolicyRef;
  readonly calendar: CalendarRef;
  readonly terms: Terms;
  /** From here it is counted. */
  readonly startedAt: string;
  /** When the promise as it stands came to be: the start, or a later change. No breach of it is dated before. */
  readonly promisedAt: string;
  /** The last instant at which it is kept. While it is paused: as it was before. */
  readonly dueAt: string;
  readonly atRiskAt: string | null;
  /** When each escalation of the terms falls due, in their order. */
  readonly escalateAt: readonly string[];
  /** Shares of the time whose escalation is on record. */
  readonly reached: readonly number[];
  /** A holding response gave it more time. */
  readonly isExtended: boolean;
  readonly carried: Carried;
  /** Once it is broken or over: the pauses that had been taken out by then. What is entered later changes no outcome. */
  readonly takenOut: readonly Span[] | null;
  /** Since when it stands still, or stood still when it ended. */
  readonly pausedAt: string | null;
  readonly breachedAt: string | null;
  /** When it ended: kept, or cancelled; of a broken one, when what was promised was done after all. */
  readonly endedAt: string | null;
  readonly cancelReason: CancelReason | null;
}

/** Somebody was asked for something. Only what has a known instant pauses clocks. */
export interface ClockWait {
  readonly requestId: string;
  readonly from: InformationSource;
  readonly since: string;
  /** Null while it lasts. */
  readonly until: string | null;
}

/** What the case owes of one metric. */
export interface OwedSince {
  /** Null: since an unknown instant. */
  readonly since: string | null;
  /** Kinds whose promise was broken in a case that was merged into this one: it is owed, and is not broken again. */
  readonly brokenElsewhere?: readonly ClockKind[];
}

/** What the case owes, promised or not. */
export type Owed = Readonly<Partial<Record<Metric, OwedSince>>>;

/** The clocks of a case, and what they depend on. */
export interface Clocks {
  /** In the order in which they started. */
  readonly clocks: readonly Clock[];
  readonly owed: Owed;
  readonly waits: readonly ClockWait[];
  /** Ids of the messages whose instant is not known: they start no clock. */
  readonly undated: readonly string[];
  /** When holding responses went out, as far as their instants are known. */
  readonly held: readonly string[];
  /** How many clocks of a metric were ever started, those that were corrected away too. */
  readonly started: Readonly<Partial<Record<Metric, number>>>;
}

export const NO_CLOCKS: Clocks = { clocks: [], owed: {}, waits: [], undated: [], held: [], started: {} };

/** It counts, or will go on counting. */
export function isLive({ course }: Pick<Clock, 'course'>): boolean {
  return course !== 'over';
}

/** The time during which a clock stood still, as far as it has ended. May overlap, and begin before the clock. */
export function pausesOf(
  clock: Pick<Clock, 'terms' | 'carried'> & { readonly takenOut?: Clock['takenOut'] },
  waits: readonly ClockWait[],
): readonly Span[] {
  if (clock.takenOut) return clock.takenOut;
  const { waitsFrom, pauses } = clock.carried;
  const own = waits.flatMap(({ from, since, until }) => {
    if (until === null || !clock.terms.pauses.includes(from)) return [];
    return [{ from: Date.parse(since) < Date.parse(waitsFrom) ? waitsFrom : since, to: until }];
  });
  return [...pauses, ...own.filter(({ from, to }) => Date.parse(from) < Date.parse(to))];
}

/** The waits for which a clock stands still now. */
export function pausingWaits({ terms }: Pick<Clock, 'terms'>, waits: readonly ClockWait[]): readonly ClockWait[] {
  return waits.filter(({ from, until }) => until === null && terms.pauses.includes(from));
}
