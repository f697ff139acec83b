import { answerOnRecord } from '../case/contacts';
import { type RecordedEvent } from '../case/events';
import { type Case, type Contact } from '../case/state';
import { type ClockContext } from './clock-context';
import { type ClockEvent, type ClockStarted, type Dated, type DatedClockEvent } from './clock-events';
import { type Clocks, pausingWaits } from './clock-state';
import { CLOCK_KINDS } from './policy';
import { datedFrom, nextId, promiseFor } from './start-clocks';

const METRIC = 'next-reply';

/**
 * A message that is entered after the contact that followed it: its clock ran from the one to the other, and is over. What
 * was promised is as kept or as broken as if both had been entered in order; a breach is recorded with all others.
 * @param after the case after the message
 */
export function startAnswered(
  state: Clocks,
  event: RecordedEvent,
  after: Case,
  context: ClockContext,
): readonly DatedClockEvent[] {
  const answer = event.type === 'MessageReceived' ? answerOnRecord(event, after.contacts) : null;
  if (answer === null) return [];
  const since = event.occurredAt;
  const written: DatedClockEvent[] = [];
  let startedNow = 0;
  for (const kind of CLOCK_KINDS) {
    const isCounted = state.clocks.some(
      (clock) => clock.metric === METRIC && clock.kind === kind && ranAt(since, clock.startedAt, after.contacts),
    );
    const promise = isCounted ? null : promiseFor(METRIC, kind, since, after, state, context);
    if (promise === null) continue;
    const clock = nextId(state, METRIC, startedNow++);
    const doneAt = answer.ending === null ? answer.at : null;
    const started: ClockStarted & Dated = {
      type: 'ClockStarted',
      data: { clock, metric: METRIC, kind, doneAt, ...promise },
      ...datedFrom(since, context),
    };
    const end = endOf(started, answer, state);
    written.push(started, ...(end === null ? [] : [end]));
  }
  return written;
}

/** Whether a clock was running already: it began by then, and no contact lies between. Another message changes nothing. */
function ranAt(instant: string, startedAt: string, contacts: readonly Contact[]): boolean {
  const [from, to] = [Date.parse(startedAt), Date.parse(instant)];
  const isBetween = ({ at }: Contact): boolean => Date.parse(at) >= from && Date.parse(at) <= to;
  return from <= to && !contacts.some(isBetween);
}

/** Null when the promise is broken. */
function endOf({ data }: ClockStarted, { at, precision, ending }: Contact, { waits }: Clocks): DatedClockEvent | null {
  const { clock, kind, dueAt } = data;
  const standsStill = pausingWaits(data, waits).some(({ since }) => Date.parse(since) <= Date.parse(dueAt));
  const isInTime = standsStill || Date.parse(at) <= Date.parse(dueAt);
  const end = (event: ClockEvent): DatedClockEvent => ({ ...event, occurredAt: at, occurredAtPrecision: precision });
  if (!isInTime && kind === 'promise') return null;
  if (ending !== null) return end({ type: 'ClockCancelled', data: { clock, reason: ending } });
  if (!isInTime) return end({ type: 'ClockCancelled', data: { clock, reason: 'missed' } });
  return end({ type: 'ClockMet', data: { clock } });
}
