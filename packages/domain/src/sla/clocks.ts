import { type CaseEvent, type RecordedEvent } from '../case/events';
import { evolveAll } from '../case/evolve';
import { happened, received } from '../case/evolve-case';
import { type Case } from '../case/state';
import { adoptClocks } from './adopt-clocks';
import { withClockEvent } from './apply-clock-event';
import { type ClockContext } from './clock-context';
import { type DatedClockEvent } from './clock-events';
import { type Clocks, NO_CLOCKS, type Owed } from './clock-state';
import { breachesToRecord } from './due-clocks';
import { undatedAfter, withCaseEvent } from './evolve-clocks';
import { clocksOfLateEntry, isLateEntry } from './late-entry';
import { pendingClockEvents, pendingEvents } from './pending-events';
import { type ClockKind, type Metric } from './policy';
import { retargetClocks } from './retarget-clocks';
import { extendClocks, runClocks } from './run-clocks';
import { settleClocks } from './settle-clocks';
import { startAnswered } from './start-answered';
import { startClocks, startEarlier } from './start-clocks';

/** The clock events of one append. */
export interface ClockEvents {
  /** Breaches that had happened by now and are not on record yet: they stand before the events of the case. */
  readonly before: readonly DatedClockEvent[];
  /** What the events of the case mean for the clocks: it stands after them. */
  readonly after: readonly DatedClockEvent[];
}

/**
 * What the events that a command gave mean for the clocks of the case. Pure, and the same whether or not a processor has
 * recorded the breaches until now, because whatever is due before `now` is recorded first.
 * @param before the case before the command; null when it is the receipt
 * @throws {CalendarRangeError} a promised calendar has not so much time
 * @throws {RangeError} a promised policy names a calendar that was not promised
 */
export function clockEvents(before: Case | null, caseEvents: readonly CaseEvent[], context: ClockContext): ClockEvents {
  if (before === null)
    return { before: [], after: clocksInOrder(null, pendingEvents(caseEvents, null, context), context) };
  const overdue = breachesToRecord(before.clocks, Date.parse(context.now));
  const state = evolveAll(before.id, before, pendingClockEvents(overdue, before, context.now)) as Case;
  const events = pendingEvents(caseEvents, state, context);
  const isLate = events.some((event) => isLateEntry(event, state));
  const after = isLate ? clocksOfLateEntry(state, events, context) : clocksInOrder(state, events, context);
  return { before: overdue, after };
}

/**
 * The clock events that follow from events of the case when nothing on record happened after them: the steps, in order.
 * @param events of one command, which is one moment
 */
export function clocksInOrder(
  before: Case | null,
  events: readonly RecordedEvent[],
  context: ClockContext,
): readonly DatedClockEvent[] {
  const clocks = before?.clocks ?? NO_CLOCKS;
  const writer = writerFrom(clocks);
  let state = before;
  for (const event of events) {
    const after: Case | null = state === null ? startOf(event, context) : happened(state, event);
    if (after === null) continue;
    settle(writer, event, state, after, context);
    state = after;
  }
  if (state !== null && events.length > 0) goOn(writer, clocks.owed, state, events, context);
  return writer.written;
}

/** Folds as it writes, so that each step sees what the one before decided. */
function writerFrom(clocks: Clocks) {
  let now = clocks;
  const written: DatedClockEvent[] = [];
  return {
    written,
    get clocks(): Clocks {
      return now;
    },
    fold(next: Clocks): void {
      now = next;
    },
    write(events: readonly DatedClockEvent[]): void {
      written.push(...events);
      now = events.reduce(withClockEvent, now);
    },
  };
}

type Writer = ReturnType<typeof writerFrom>;

function startOf(event: RecordedEvent, context: ClockContext): Case | null {
  return event.type === 'ComplaintReceived' ? received('', { ...event, occurredAt: context.occurredAt }) : null;
}

/** What each event ends, and what it gives more time. */
function settle(writer: Writer, event: RecordedEvent, before: Case | null, after: Case, context: ClockContext): void {
  const { owed, undated } = writer.clocks;
  const settled = settleClocks(writer.clocks, { event, before, after, owed, undated: undatedAfter(undated, event) });
  writer.fold(withCaseEvent(writer.clocks, event, before, after));
  writer.write(settled);
  writer.write(extendClocks(writer.clocks, event, context));
  writer.write(startAnswered(writer.clocks, event, after, context));
}

/** What depends on how the case stands when all events have happened: one command is one moment. */
function goOn(
  writer: Writer,
  owedBefore: Owed,
  state: Case,
  events: readonly RecordedEvent[],
  context: ClockContext,
): void {
  const isClassified = events.some(({ type }) => type === 'ComplaintClassified');
  if (isClassified) writer.write(retargetClocks(writer.clocks, state, context));
  writer.write(startEarlier(writer.clocks, owedBefore, context));
  writer.write(startClocks(writer.clocks, state, context, (metric, kind) => comesOver(events, metric, kind)));
  for (const event of events) writer.write(adoptClocks(writer.clocks, event, context));
  writer.write(runClocks(writer.clocks, context));
  // What was promised by now and is past due already: a late receipt, a shorter promise.
  writer.write(breachesToRecord(writer.clocks, Date.parse(context.now)));
}

/** What a merged case promised goes on as it is; but a reply to its messages is promised by either case, the earlier counts. */
function comesOver(events: readonly RecordedEvent[], metric: Metric, kind: ClockKind): boolean {
  if (metric === 'next-reply') return false;
  return events.some(
    ({ type, data }) =>
      type === 'MergeCompleted' && data.promises?.clocks.some((left) => left.metric === metric && left.kind === kind),
  );
}
