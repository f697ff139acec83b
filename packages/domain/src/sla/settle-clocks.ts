import { type ClockEvent, type DatedClockEvent } from './clock-events';
import { openClocks } from './clock-list';
import { type Clock, type Clocks, isLive } from './clock-state';
import { owedChanges, type Turn } from './owed';
import { laterOf } from './sure-order';

/** What an event of the case means for the clocks there are: kept, or over without. */
export function settleClocks({ clocks }: Clocks, turn: Turn): readonly DatedClockEvent[] {
  return owedChanges(turn).flatMap((change) => {
    if (change.type !== 'done' && change.type !== 'dropped') return [];
    const mine = openClocks(clocks).filter((clock) => clock.metric === change.metric && clock.isOwed && isLive(clock));
    return mine.flatMap((clock) => {
      // On record as broken before it was due, and due by now: it stays broken.
      if (clock.breachedAt !== null && isLate(clock, turn)) return [];
      if (change.type === 'done') return [kept(clock, turn)];
      return [dated({ type: 'ClockCancelled', data: { clock: clock.id, reason: change.reason } }, clock, turn)];
    });
  });
}

function kept(clock: Clock, turn: Turn): DatedClockEvent {
  if (turn.event.occurredAtPrecision === 'unknown') {
    return dated({ type: 'ClockCancelled', data: { clock: clock.id, reason: 'unknown-instant' } }, clock, turn);
  }
  // A promise is on record as broken by now; a milestone is only missed.
  if (isLate(clock, turn)) {
    return dated({ type: 'ClockCancelled', data: { clock: clock.id, reason: 'missed' } }, clock, turn);
  }
  const lateEntry = clock.breachedAt === null ? {} : ({ lateEntry: true } as const);
  return dated({ type: 'ClockMet', data: { clock: clock.id, ...lateEntry } }, clock, turn);
}

function isLate({ course, dueAt }: Clock, { event }: Turn): boolean {
  if (course !== 'running' || event.occurredAtPrecision === 'unknown') return false;
  return Date.parse(event.occurredAt) > Date.parse(dueAt);
}

/** What is dated by the day only is not dated before the clock began. */
function dated(event: ClockEvent, { startedAt }: Clock, turn: Turn): DatedClockEvent {
  const { occurredAt, occurredAtPrecision } = turn.event;
  return { ...event, occurredAt: laterOf(startedAt, occurredAt), occurredAtPrecision };
}
