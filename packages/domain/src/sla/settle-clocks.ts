import { type ClockEvent, type DatedClockEvent } from './clock-events';
import { type Clock, type Clocks, type ClockWait, isLive, pausesOf, pausingWaits } from './clock-state';
import { keeps, owedChanges, type Turn } from './owed';
import { laterOf, perhapsFrom } from './sure-order';
import { type CalendarBook, timingOf } from './timing';

/** What an event of the case means for the clocks there are: kept, kept as a late entry shows, or over without either. */
export function settleClocks({ clocks, waits }: Clocks, turn: Turn, book: CalendarBook): readonly DatedClockEvent[] {
  const { event } = turn;
  const settled = owedChanges(turn).flatMap((change) => {
    if (change.type !== 'done' && change.type !== 'dropped') return [];
    const mine = clocks.filter((clock) => clock.metric === change.metric && clock.isOwed && isLive(clock));
    return mine.map((clock) =>
      change.type === 'dropped'
        ? dated({ type: 'ClockCancelled', data: { clock: clock.id, reason: change.reason } }, clock, turn)
        : kept(clock, turn),
    );
  });
  const mended = clocks.filter((clock) => keeps(event).includes(clock.metric) && wasKept(clock, waits, turn, book));
  const late = mended.map((clock) =>
    dated({ type: 'ClockMet', data: { clock: clock.id, lateEntry: true } }, clock, turn),
  );
  return [...settled, ...late];
}

function kept(clock: Clock, turn: Turn): DatedClockEvent {
  const { occurredAt, occurredAtPrecision } = turn.event;
  if (occurredAtPrecision === 'unknown') {
    return dated({ type: 'ClockCancelled', data: { clock: clock.id, reason: 'unknown-instant' } }, clock, turn);
  }
  const isLate = clock.status === 'running' && Date.parse(occurredAt) > Date.parse(clock.dueAt);
  // A promise is on record as broken by now; a milestone is only missed.
  if (isLate) return dated({ type: 'ClockCancelled', data: { clock: clock.id, reason: 'missed' } }, clock, turn);
  return dated({ type: 'ClockMet', data: { clock: clock.id } }, clock, turn);
}

/** A breach stands on record, and what is entered now happened while the promise could still be kept. */
function wasKept(clock: Clock, waits: readonly ClockWait[], { event }: Turn, book: CalendarBook): boolean {
  if (clock.status !== 'breached' || !perhapsFrom(event, clock.startedAt)) return false;
  return Date.parse(event.occurredAt) <= dueAsKnownNow(clock, waits, book);
}

/**
 * When a broken promise was really due, with the pauses and the holding response that were entered after its breach; epoch
 * ms, infinite where it still stood still.
 */
function dueAsKnownNow(clock: Clock, waits: readonly ClockWait[], book: CalendarBook): number {
  const { terms, carried, heldAt } = clock;
  const due = (isExtended: boolean): number => {
    const counted = { ...clock, isExtended };
    const dueMs = Date.parse(timingOf(counted, pausesOf({ terms, carried }, waits), book).dueAt);
    const standsStill = pausingWaits(clock, waits).some(
      ({ since }) => Date.parse(laterOf(since, carried.waitsFrom)) <= dueMs,
    );
    return standsStill ? Infinity : dueMs;
  };
  const dueMs = due(clock.isExtended);
  return heldAt !== null && Date.parse(heldAt) <= dueMs ? due(true) : dueMs;
}

/** What is dated by the day only is not dated before the clock began. */
function dated(event: ClockEvent, { startedAt }: Clock, turn: Turn): DatedClockEvent {
  const { occurredAt, occurredAtPrecision } = turn.event;
  return { ...event, occurredAt: laterOf(startedAt, occurredAt), occurredAtPrecision };
}
