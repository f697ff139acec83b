import { SYSTEM_ACTOR } from '../actor';
import { type CaseEvent, type RecordedEvent } from '../case/events';
import { type Case } from '../case/state';
import { type ClockContext } from './clock-context';
import { type DatedClockEvent } from './clock-events';

type Moment = Pick<ClockContext, 'occurredAt' | 'precision' | 'now'>;

/** Events as they will be recorded, as far as clocks and the case look at them; with ids that nobody keeps. */
export function pendingEvents(
  events: readonly CaseEvent[],
  state: Case | null,
  { occurredAt, precision, now }: Moment,
): readonly RecordedEvent[] {
  return events.map((event, index) =>
    recorded({ ...event, occurredAt, occurredAtPrecision: precision }, index, state, now),
  );
}

/** The same for clock events, which have instants of their own. */
export function pendingClockEvents(
  events: readonly DatedClockEvent[],
  state: Case,
  now: string,
): readonly RecordedEvent[] {
  return events.map((event, index) => recorded(event, index, state, now));
}

function recorded(
  event: CaseEvent & Pick<RecordedEvent, 'occurredAt' | 'occurredAtPrecision'>,
  index: number,
  state: Case | null,
  now: string,
): RecordedEvent {
  const revision = (state?.revision ?? -1) + 1 + index;
  return { ...event, id: `pending-${index}`, revision, recordedAt: now, actor: SYSTEM_ACTOR };
}
