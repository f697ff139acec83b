import { type ClockPromise } from './clock-events';
import { isLive } from './clock-state';
import { type Clock, type Clocks, pausesOf } from './clock-state';
import { type ClockKind, type Metric } from './policy';
import { type CalendarBook, timingOf } from './timing';

/** A promise that a merged case leaves to the one it was merged into. */
export interface LeftClock extends Omit<ClockPromise, 'carried'> {
  readonly metric: Metric;
  readonly kind: ClockKind;
  readonly pauses: readonly { readonly from: string; readonly to: string }[];
  /** A holding response gave it more time. */
  readonly isExtended?: true;
}

/** What a merged case leaves to the other beside its receipt and its messages. */
export interface PromisesLeft {
  readonly clocks: readonly LeftClock[];
  /** Ids of the messages left whose instant is not known. */
  readonly undated: readonly string[];
}

/**
 * What a case leaves to its target when it is merged: its promises that are neither kept nor broken, as they stand. What is
 * paused goes on from the merge, for then nobody is waited for any more.
 * @param mergedAt ISO 8601 UTC
 */
export function promisesLeft({ clocks, waits, undated }: Clocks, mergedAt: string, book: CalendarBook): PromisesLeft {
  const ended = waits.map((wait) => ({ ...wait, until: wait.until ?? mergedAt }));
  const live = clocks.filter((clock) => isLive(clock) && clock.isOwed);
  return { clocks: live.map((clock) => leftBy(clock, ended, book)), undated };
}

function leftBy(clock: Clock, waits: Clocks['waits'], book: CalendarBook): LeftClock {
  const { metric, kind, policy, calendar, terms, startedAt } = clock;
  const timing = timingOf(clock, pausesOf(clock, waits), book);
  const extended = clock.isExtended ? ({ isExtended: true } as const) : {};
  return { metric, kind, policy, calendar, terms, startedAt, ...timing, pauses: pausesOf(clock, waits), ...extended };
}
