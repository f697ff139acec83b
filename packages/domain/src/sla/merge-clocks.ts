import { type ClockPromise } from './clock-events';
import { openClocks } from './clock-list';
import { isLive } from './clock-state';
import { type Clock, type Clocks, pausesOf } from './clock-state';
import { type ClockKind, METRICS, type Metric } from './policy';
import { type CalendarBook, timingOf } from './timing';

/** A promise that a merged case leaves to the one it was merged into. */
export interface LeftClock extends Omit<ClockPromise, 'carried'> {
  readonly metric: Metric;
  readonly kind: ClockKind;
  readonly pauses: readonly { readonly from: string; readonly to: string }[];
  /** A holding response gave it more time. */
  readonly isExtended?: true;
  /** Shares of the time whose escalation is on record. */
  readonly reached?: readonly number[];
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
  // What is on record as broken stays there, also where it was not due yet.
  const live = openClocks(clocks).filter((clock) => isLive(clock) && clock.isOwed && clock.breachedAt === null);
  return { clocks: live.map((clock) => leftBy(clock, ended, book)), undated };
}

/** The promises that were broken and are still owed: the target owes them, and does not break them again. */
export function brokenPromises({ clocks, owed }: Clocks): readonly BrokenPromise[] {
  const broken = openClocks(clocks).filter((clock) => clock.isOwed && clock.breachedAt !== null);
  const elsewhere = METRICS.flatMap((metric) =>
    (owed[metric]?.brokenElsewhere ?? []).map((kind): BrokenPromise => ({ metric, kind })),
  );
  return [...broken.map(({ metric, kind }): BrokenPromise => ({ metric, kind })), ...elsewhere];
}

export interface BrokenPromise {
  readonly metric: Metric;
  readonly kind: ClockKind;
}

function leftBy(clock: Clock, waits: Clocks['waits'], book: CalendarBook): LeftClock {
  const { metric, kind, policy, calendar, terms, startedAt } = clock;
  const timing = timingOf(clock, pausesOf(clock, waits), book);
  const extended = clock.isExtended ? ({ isExtended: true } as const) : {};
  const reached = clock.reached.length === 0 ? {} : { reached: clock.reached };
  const pauses = pausesOf(clock, waits);
  return { metric, kind, policy, calendar, terms, startedAt, ...timing, pauses, ...extended, ...reached };
}
