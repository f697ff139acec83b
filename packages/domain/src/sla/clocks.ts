import { SYSTEM_ACTOR } from '../actor';
import { type CaseEvent, type RecordedEvent } from '../case/events';
import { evolveCase } from '../case/evolve-case';
import { type Case } from '../case/state';
import { adoptClocks } from './adopt-clocks';
import { withClockEvent } from './apply-clock-event';
import { type ClockContext } from './clock-context';
import { type DatedClockEvent } from './clock-events';
import { type Clocks, type Owed } from './clock-state';
import { breachesDue } from './due-clocks';
import { undatedAfter, withCaseEvent } from './evolve-clocks';
import { retargetClocks } from './retarget-clocks';
import { extendClocks, runClocks } from './run-clocks';
import { settleClocks } from './settle-clocks';
import { startAnswered } from './start-answered';
import { startClocks, startEarlier } from './start-clocks';

/** The clock events of one append. */
export interface ClockEvents {
  /** Breaches that had happened by now and that nobody has recorded yet: they stand before the events of the case. */
  readonly before: readonly DatedClockEvent[];
  /** What the events of the case mean for the clocks: it stands after them. */
  readonly after: readonly DatedClockEvent[];
}

/**
 * What the events that a command gave mean for the clocks of the case. Pure, and the same whether or not a processor has
 * recorded the breaches until now, because whatever is due before `now` is recorded first.
 * @param before the case before the command; null when it is the receipt
 * @param clocks the clocks before the command
 * @throws {CalendarRangeError} a promised calendar has not so much time
 * @throws {RangeError} a promised policy names a calendar that was not promised
 */
export function clockEvents(
  before: Case | null,
  caseEvents: readonly CaseEvent[],
  context: ClockContext,
  clocks: Clocks,
): ClockEvents {
  const overdue = breachesDue(clocks, Date.parse(context.now));
  const writer = writerFrom(overdue.reduce(withClockEvent, clocks));
  let state = before;
  for (const [index, caseEvent] of caseEvents.entries()) {
    const event = pending(caseEvent, index, state, context);
    const after = evolveCase(before?.id ?? '', state, event);
    if (after !== null) applyCaseEvent(writer, event, state, after, context);
    state = after;
  }
  if (state !== null && caseEvents.length > 0) applyRest(writer, clocks.owed, state, caseEvents, context);
  return { before: overdue, after: writer.written };
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

function applyCaseEvent(
  writer: Writer,
  event: RecordedEvent,
  before: Case | null,
  after: Case,
  context: ClockContext,
): void {
  const { owed, undated } = writer.clocks;
  const turn = { event, before, after, owed, undated: undatedAfter(undated, event) };
  const settled = settleClocks(writer.clocks, turn, context.calendar);
  writer.fold(withCaseEvent(writer.clocks, event, before, after));
  writer.write(settled);
  writer.write(extendClocks(writer.clocks, event, context));
  writer.write(startAnswered(writer.clocks, event, after, context));
}

/** What depends on how the case stands when all events have happened: one command is one moment. */
function applyRest(
  writer: Writer,
  owedBefore: Owed,
  state: Case,
  caseEvents: readonly CaseEvent[],
  context: ClockContext,
): void {
  const isClassified = caseEvents.some(({ type }) => type === 'ComplaintClassified');
  if (isClassified) writer.write(retargetClocks(writer.clocks, state, context));
  writer.write(startEarlier(writer.clocks, owedBefore, context));
  writer.write(startClocks(writer.clocks, state, context));
  for (const [index, caseEvent] of caseEvents.entries()) {
    writer.write(adoptClocks(writer.clocks, pending(caseEvent, index, state, context), context));
  }
  writer.write(runClocks(writer.clocks, context));
  // What was promised by now and is past due already: a late receipt, a shorter promise, an answer that was entered late.
  writer.write(breachesDue(writer.clocks, Date.parse(context.now)));
}

/** An event as it will be recorded, as far as clocks and the case look at it; ids that nobody keeps. */
function pending(event: CaseEvent, index: number, state: Case | null, context: ClockContext): RecordedEvent {
  return {
    ...event,
    id: `pending-${index}`,
    revision: (state?.revision ?? -1) + 1,
    occurredAt: context.occurredAt,
    occurredAtPrecision: context.precision,
    recordedAt: context.now,
    actor: SYSTEM_ACTOR,
  };
}
