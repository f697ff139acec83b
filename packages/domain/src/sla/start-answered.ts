import { answeredElsewhere } from '../case/evolve-case';
import { type RecordedEvent } from '../case/events';
import { type Case } from '../case/state';
import { type ClockContext } from './clock-context';
import { type ClockEvent, type ClockStarted, type Dated, type DatedClockEvent } from './clock-events';
import { openClocks } from './clock-list';
import { type Clocks, pausingWaits } from './clock-state';
import { CLOCK_KINDS } from './policy';
import { datedFrom, nextId, promiseFor } from './start-clocks';

const METRIC = 'next-reply';

/**
 * A message that is entered after a merge and came in before a contact in the merged case: its clock ran from the one to the
 * other, and is over. What was promised is as kept or as broken as if it had been entered in time.
 * @param after the case after the message
 */
export function startAnswered(
  state: Clocks,
  event: RecordedEvent,
  after: Case,
  context: ClockContext,
): readonly DatedClockEvent[] {
  const answeredAt = event.type === 'MessageReceived' ? answeredElsewhere(event, after) : null;
  if (answeredAt === null) return [];
  const since = event.occurredAt;
  const written: DatedClockEvent[] = [];
  let startedNow = 0;
  for (const kind of CLOCK_KINDS) {
    const isCounted = openClocks(state.clocks).some((it) => it.metric === METRIC && it.kind === kind && it.isOwed);
    const promise = isCounted ? null : promiseFor(METRIC, kind, since, after, state, context);
    if (promise === null) continue;
    const clock = nextId(state, METRIC, startedNow++);
    const started: ClockStarted & Dated = {
      type: 'ClockStarted',
      data: { clock, metric: METRIC, kind, doneAt: answeredAt, ...promise },
      ...datedFrom(since, context),
    };
    const end = endOf(started, answeredAt, state);
    written.push(started, ...(end === null ? [] : [end]));
  }
  return written;
}

/** Null when the promise is broken. */
function endOf({ data }: ClockStarted, at: string, { waits }: Clocks): DatedClockEvent | null {
  const { clock, kind, dueAt } = data;
  const standsStill = pausingWaits(data, waits).some(({ since }) => Date.parse(since) <= Date.parse(dueAt));
  const isInTime = standsStill || Date.parse(at) <= Date.parse(dueAt);
  if (!isInTime && kind === 'promise') return null;
  const end: ClockEvent = isInTime
    ? { type: 'ClockMet', data: { clock } }
    : { type: 'ClockCancelled', data: { clock, reason: 'missed' } };
  return { ...end, occurredAt: at, occurredAtPrecision: 'instant' };
}
