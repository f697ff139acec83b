import { type RecordedEvent } from '../case/events';
import { asAt, step } from '../case/evolve';
import { type Case } from '../case/state';
import { type Fact, factsBefore, isClockEvent, isInOrder, isInTimeline, placeOf } from '../case/timeline';
import { withClockEvent } from './apply-clock-event';
import { type ClockContext } from './clock-context';
import { type DatedClockEvent } from './clock-events';
import { clocksInOrder } from './clocks';
import { corrections } from './corrections';
import { breachesToRecord } from './due-clocks';
import { pendingClockEvents } from './pending-events';

/** Whether something on record happened after an event. */
export function isLateEntry(event: RecordedEvent, state: Case): boolean {
  return isInTimeline(event) && !isInOrder(event, state.timeline);
}

/**
 * The law of late entries, for clocks: a fact entered late has the effect it would have had in time. What happened is played
 * again from the fact on, as if all had been entered in order; where the clocks on record differ from that, they are
 * corrected. Breaches and thresholds on record stay.
 * @param state the case before the fact; what is broken by now is on record
 */
export function clocksOfLateEntry(
  state: Case,
  pending: readonly RecordedEvent[],
  context: ClockContext,
): readonly DatedClockEvent[] {
  const place = placeOf(pending[0] as RecordedEvent, state.timeline);
  const then = asAt(state, place);
  const later = state.timeline.toArray(factsBefore(state.timeline, place));
  const moments = momentsOf(later.filter(({ event }) => !isClockEvent(event)));
  return corrections({ then, later, played: playedAgain(then, [{ events: pending, place }, ...moments], context) });
}

/** Events that happened, and were recorded, together. */
interface Moment {
  readonly events: readonly RecordedEvent[];
  readonly place: number;
}

function momentsOf(facts: readonly Fact[]): readonly Moment[] {
  const moments: { events: RecordedEvent[]; place: number }[] = [];
  for (const { event, place } of facts) {
    const moment = moments.at(-1);
    const last = moment?.events.at(-1);
    const isTogether =
      last?.revision === event.revision - 1 &&
      last.recordedAt === event.recordedAt &&
      last.occurredAt === event.occurredAt;
    if (isTogether) moment?.events.push(event);
    else moments.push({ events: [event], place });
  }
  return moments;
}

/** The clock events that all would have given, had it been entered in order. */
function playedAgain(then: Case, moments: readonly Moment[], context: ClockContext): readonly DatedClockEvent[] {
  const { promised, calendar } = context;
  const played: DatedClockEvent[] = [];
  let state = then;
  for (const { events, place } of moments) {
    const { occurredAt, occurredAtPrecision: precision } = events[0] as RecordedEvent;
    // What is dated by the day only counts as at its beginning, as it does when it is entered in time.
    const nowMs = precision === 'unknown' ? place : Date.parse(occurredAt);
    const overdue = breachesToRecord(state.clocks, nowMs);
    const moment = { occurredAt, precision, now: new Date(nowMs).toISOString(), promised, calendar };
    const broken = { ...state, clocks: overdue.reduce(withClockEvent, state.clocks) };
    const followed = clocksInOrder(broken, events, moment);
    const next = [...events, ...pendingClockEvents(followed, broken, moment.now)];
    state = next.reduce((it, event) => step(it, { event, place }), broken);
    played.push(...overdue, ...followed);
  }
  return [...played, ...breachesToRecord(state.clocks, Date.parse(context.now))];
}
