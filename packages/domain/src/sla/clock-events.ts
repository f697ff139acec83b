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
 * - `earlier-message`: a message that came in before the oldest one known so far was entered late.
 */
export type RetargetReason = 'classified' | 'merged' | 'earlier-message';

/**
 * Why a clock ended with nothing kept and nothing broken. The endings of a case; beside them
 * - `answered`: no update is owed any more;
 * - `reopened`: work goes on, so there is nothing yet to follow up;
 * - `not-promised`: re-classified, and the policy that applies now promises nothing here;
 * - `missed`: a milestone that was reached too late;
 * - `unknown-instant`: it was done, but nobody knows when.
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
export type ClockRetargeted = Event<'ClockRetargeted', { readonly because: RetargetReason } & ClockPromise>;
/** `lateEntry`: after a breach on record, which stays; what was entered later shows that the promise had been kept. */
export type ClockMet = Event<'ClockMet', { readonly lateEntry?: true }>;
export type ClockBreached = Event<'ClockBreached', { readonly dueAt: string }>;
export type ClockCancelled = Event<'ClockCancelled', { readonly reason: CancelReason }>;
/** An escalation threshold of the terms was reached; `escalated` when it raised the case, which otherwise was there already. */
export type ClockThresholdReached = Event<
  'ClockThresholdReached',
  { readonly at: number; readonly level: number; readonly escalated: boolean }
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
  | ClockThresholdReached;

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
