import { type EventContext } from '../case/events';
import { type Precision } from '../case/vocabulary';
import { type CalendarRef, type ClockKind, type Metric, type PolicyRef, type Terms } from './policy';

interface Event<Type extends string, Data> {
  readonly type: Type;
  /** `clock` is its id: `<metric>-<n>`, n counting from 1 within the case. */
  readonly data: Data & { readonly clock: string; readonly personal?: object };
}

/** A stretch of time; both ISO 8601 UTC. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

/** What a clock comes to, as it stands; ISO 8601 UTC. Recorded, so that nobody has to work it out again. */
export interface Timing {
  /** The last instant at which it is kept. */
  readonly dueAt: string;
  readonly atRiskAt?: string;
  /** When each escalation of the terms falls due, in their order. */
  readonly escalateAt?: readonly string[];
}

/** What a clock brings along from another case. */
export interface Carried {
  /** What was taken out there. */
  readonly pauses: readonly Span[];
  /** From here on the waits of this case count. */
  readonly waitsFrom: string;
  /** A holding response gave it more time there. */
  readonly isExtended?: true;
  /** Shares of the time whose escalation is on record there. */
  readonly reached?: readonly number[];
}

/** What was promised, by which versions, since when. */
export interface ClockPromise extends Timing {
  readonly policy: PolicyRef;
  readonly calendar: CalendarRef;
  readonly terms: Terms;
  /** From here it is counted. */
  readonly startedAt: string;
  readonly carried?: Carried;
}

/**
 * - `classified`: another policy or target applies;
 * - `merged`: the case merged into this one had to be answered earlier;
 * - `earlier-message`: a merged case left a message that came in before the oldest one known so far;
 * - `late-entry`: what was entered late shows that it began at another instant.
 */
export type RetargetReason = 'classified' | 'merged' | 'earlier-message' | 'late-entry';

/**
 * Why a clock ended with nothing kept and nothing broken. The endings of a case; beside them
 * - `answered`: no update is owed any more;
 * - `reopened`: work goes on, so there is nothing yet to follow up;
 * - `not-promised`: re-classified, and the policy that applies now promises nothing here;
 * - `missed`: a milestone that was reached too late;
 * - `unknown-instant`: it was done, but its instant is unknown;
 * - `answered-again`: another final response went out, and its own follow-up is promised instead;
 * - `not-owed`: what was entered late shows that it was never owed, but a breach of it is on record.
 */
export const CANCEL_REASONS = [
  'resolved',
  'withdrawn',
  'rejected',
  'referred',
  'merged',
  'answered',
  'reopened',
  'not-promised',
  'missed',
  'unknown-instant',
  'answered-again',
  'not-owed',
] as const;
export type CancelReason = (typeof CANCEL_REASONS)[number];

export type ClockStarted = Event<
  'ClockStarted',
  {
    readonly metric: Metric;
    readonly kind: ClockKind;
    /**
     * Only where what started it was entered after what ended it, so that it is not owed any more: when what was promised
     * was done, ISO 8601 UTC; null when it never was, because the case ended.
     */
    readonly doneAt?: string | null;
  } & ClockPromise
>;
export type ClockPaused = Event<'ClockPaused', { readonly pausedAt: string }>;
/** It goes on: due anew, with what was left when it stood still. */
export type ClockResumed = Event<'ClockResumed', { readonly resumedAt: string } & Timing>;
/** A holding response gave it more time. */
export type ClockExtended = Event<'ClockExtended', Timing>;
export type ClockRetargeted = Event<
  'ClockRetargeted',
  {
    readonly because: RetargetReason;
    /** Only where it begins before the start on record, which it replaces. */
    readonly metric?: Metric;
    readonly kind?: ClockKind;
  } & ClockPromise
>;
/** `lateEntry`: after a breach on record, which stays; what was entered later shows that the promise had been kept. */
export type ClockMet = Event<'ClockMet', { readonly lateEntry?: true }>;
export type ClockBreached = Event<'ClockBreached', { readonly dueAt: string }>;
export type ClockCancelled = Event<'ClockCancelled', { readonly reason: CancelReason }>;
/** An escalation threshold of the terms was reached; `escalated` when it raised the case, which otherwise was there already. */
export type ClockThresholdReached = Event<
  'ClockThresholdReached',
  { readonly at: number; readonly level: number; readonly escalated: boolean }
>;
/**
 * A fact was entered late: what was recorded of the clock before, for `from` and after it, no longer counts. What counts
 * instead follows in the same append; nothing, where the clock was never owed. Breaches and thresholds on record stay.
 */
export type ClockCorrected = Event<
  'ClockCorrected',
  {
    readonly from: string;
    /** The breach on record stands at `from`, and belongs to this due instant. */
    readonly dueAt?: string;
  }
>;

export type ClockEvent =
  | ClockStarted
  | ClockPaused
  | ClockResumed
  | ClockExtended
  | ClockRetargeted
  | ClockMet
  | ClockBreached
  | ClockCancelled
  | ClockThresholdReached
  | ClockCorrected;

export type ClockEventType = ClockEvent['type'];

export const CLOCK_EVENT_TYPES: readonly ClockEventType[] = [
  'ClockStarted',
  'ClockPaused',
  'ClockResumed',
  'ClockExtended',
  'ClockRetargeted',
  'ClockMet',
  'ClockBreached',
  'ClockCancelled',
  'ClockThresholdReached',
  'ClockCorrected',
];

const clockTypes: ReadonlySet<string> = new Set(CLOCK_EVENT_TYPES);

/** Whether a type is one of those that tell of clocks, which the system keeps. */
export function isClockEventType(type: string): type is ClockEventType {
  return clockTypes.has(type);
}

/** When a clock event happened, which need not be when its cause did: a breach is dated one millisecond after the due instant. */
export interface Dated {
  readonly occurredAt: string;
  readonly occurredAtPrecision: Precision;
}

/** A clock event as decided. */
export type DatedClockEvent = ClockEvent & Dated;

/** A clock event with where, when and by whom. */
export type RecordedClockEvent = ClockEvent & EventContext;
