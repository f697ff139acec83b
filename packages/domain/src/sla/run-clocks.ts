import { type RecordedEvent } from '../case/events';
import { type ClockContext } from './clock-context';
import { type ClockExtended, type ClockPaused, type ClockResumed, type Dated } from './clock-events';
import { openClocks } from './clock-list';
import { type Clock, type Clocks, isLive, pausesOf, pausingWaits } from './clock-state';
import { datedFrom } from './start-clocks';
import { laterOf, surelyBefore } from './sure-order';
import { timingOf } from './timing';

/** A holding response gives every running promise whose terms allow it more time, counted from its start; once. */
export function extendClocks(
  state: Clocks,
  event: RecordedEvent,
  context: ClockContext,
): readonly (ClockExtended & Dated)[] {
  if (event.type !== 'ResponseIssued' || event.data.kind !== 'holding') return [];
  const holds = (clock: Clock) =>
    clock.isOwed && isLive(clock) && clock.terms.holding !== undefined && !clock.isExtended && isInTime(clock, event);
  return openClocks(state.clocks)
    .filter(holds)
    .map((clock) => {
      const timing = timingOf({ ...clock, isExtended: true }, pausesOf(clock, state.waits), context.calendar);
      return { type: 'ClockExtended', data: { clock: clock.id, ...timing }, ...datedFrom(clock.startedAt, context) };
    });
}

/** While the clock runs, and not after it was due: a milestone that was missed is not extended. */
function isInTime({ startedAt, dueAt, course }: Clock, event: Dated): boolean {
  if (event.occurredAtPrecision === 'unknown' || surelyBefore(event, startedAt)) return false;
  return course === 'paused' || Date.parse(event.occurredAt) <= Date.parse(dueAt);
}

/** Stops every running clock that waits for somebody, and lets every other go on, due anew. */
export function runClocks(state: Clocks, context: ClockContext): readonly ((ClockPaused | ClockResumed) & Dated)[] {
  return openClocks(state.clocks)
    .filter((clock) => clock.isOwed && isLive(clock))
    .flatMap((clock): readonly ((ClockPaused | ClockResumed) & Dated)[] => {
      const pausedAt = standingStillSince(clock, state, context);
      if (clock.course === 'paused') return pausedAt === null ? [resume(clock, state, context)] : [];
      if (pausedAt === null) return [];
      return [{ type: 'ClockPaused', data: { clock: clock.id, pausedAt }, ...datedFrom(pausedAt, context) }];
    });
}

/** Null when it goes on. What was due before anybody was asked does not stand still any more. */
function standingStillSince(clock: Clock, { waits }: Clocks, context: ClockContext): string | null {
  const since = pausingWaits(clock, waits).map((wait) => wait.since);
  if (since.length === 0) return null;
  const first = since.reduce((a, b) => (Date.parse(b) < Date.parse(a) ? b : a));
  const pausedAt = laterOf(first, clock.carried.waitsFrom);
  // Of one that stands still, what it comes to with the waits that have ended is not on record yet.
  const { dueAt } = clock.course === 'paused' ? timingOf(clock, pausesOf(clock, waits), context.calendar) : clock;
  return Date.parse(pausedAt) > Date.parse(dueAt) ? null : pausedAt;
}

function resume(clock: Clock, { waits }: Clocks, context: ClockContext): ClockResumed & Dated {
  const pauses = pausesOf(clock, waits);
  const pausedAt = clock.pausedAt ?? clock.startedAt;
  // The last wait to end need not be the last to be entered; and where the terms have changed, none has ended.
  const resumedAt = pauses.reduce((last, { to }) => laterOf(last, to), laterOf(pausedAt, context.occurredAt));
  const timing = timingOf(clock, pauses, context.calendar);
  const dated: Dated = { occurredAt: resumedAt, occurredAtPrecision: context.precision };
  return { type: 'ClockResumed', data: { clock: clock.id, resumedAt, ...timing }, ...dated };
}
