import { type Duration } from '../calendar/duration';
import { type BusinessDayExplanation } from '../calendar/explain-business-days';
import { type WorkingTimeExplanation } from '../calendar/explain-working-time';
import { type Omitted } from '../calendar/shortened';
import { type ExplainedInstant } from '../calendar/wall-time';
import { type Clock } from './clock-state';
import { type DayExplanation } from './explain-days';
import { type CalendarRef, type ClockKind, type Metric, type PolicyRef } from './policy';

/** A stretch of elapsed time that was counted. */
export interface ElapsedLine {
  readonly from: ExplainedInstant;
  readonly to: ExplainedInstant;
  readonly ms: number;
  /** All lines until here, this one too. */
  readonly sumMs: number;
}

/** Time while a clock stood still, joined where waits overlapped. */
export interface PauseLine {
  readonly from: ExplainedInstant;
  readonly to: ExplainedInstant;
  /** Elapsed. */
  readonly ms: number;
}

/** How the time of one duration was counted, from the start of the clock to an instant. */
export type Arithmetic =
  /** Working time: one explanation for each stretch between pauses; the sums of all, those left out too, add up to `sumMs`. */
  | {
      readonly counts: 'working-time';
      readonly stretches: readonly WorkingTimeExplanation[];
      readonly omitted: Omitted | null;
      readonly sumMs: number;
    }
  | {
      readonly counts: 'elapsed-time';
      readonly lines: readonly ElapsedLine[];
      readonly omitted: Omitted | null;
      readonly sumMs: number;
    }
  | ({ readonly counts: 'days' } & DayExplanation)
  /**
   * `inPauses`: the business days that closed while the clock stood still, and that were added for it. The day on which it
   * began is among them when it stood still at its close, although it is no line: what was left then was left when it went on.
   */
  | ({
      readonly counts: 'business-days';
      readonly inPauses: readonly string[];
      readonly inPausesOmitted: number;
      readonly sum: number;
    } & BusinessDayExplanation);

/** One part of what was promised. Of several the clock's due instant is that of one, which `decides`. */
export type PartExplanation = Arithmetic & {
  readonly duration: Duration;
  readonly dueAt: ExplainedInstant;
  readonly decides: boolean;
};

/**
 * The arithmetic of one clock, for a person with a pencil. No list has more than 400 entries, stretches 40: those between the first
 * half and the second are left out then, and `omitted` says how many and what they come to. JSON; instants in UTC and as on the wall in the
 * calendar's zone.
 */
export interface ClockExplanation {
  readonly clock: string;
  readonly metric: Metric;
  readonly kind: ClockKind;
  readonly status: Clock['status'];
  readonly policy: PolicyRef;
  readonly calendar: CalendarRef;
  readonly zone: string;
  readonly promised: Duration;
  /** The duration of a holding response, where one extended the promise. */
  readonly extendedTo: Duration | null;
  readonly startedAt: ExplainedInstant;
  /** The last instant at which it is kept. While it stands still: what it came to when it stopped; it moves when the clock goes on. */
  readonly dueAt: ExplainedInstant;
  /** Since when it stands still, or stood still when it ended; null when it runs. */
  readonly pausedAt: ExplainedInstant | null;
  /** When it was kept, cancelled, or done after all; null while that is still owed. */
  readonly endedAt: ExplainedInstant | null;
  /** Those that have ended; since when it stands still says `pausedAt`. */
  readonly pauses: readonly PauseLine[];
  readonly pausesOmitted: Omitted | null;
  /** Why it is due when it is. */
  readonly parts: readonly PartExplanation[];
  /** What was used: from the start to its end, or to the instant asked for, pauses taken out. */
  readonly used: {
    readonly until: ExplainedInstant;
    readonly working: readonly WorkingTimeExplanation[];
    /** Stretches left out in the middle. */
    readonly omitted: Omitted | null;
    readonly workingMs: number;
    readonly elapsedMs: number;
  };
}
