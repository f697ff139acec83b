import { type Clocks } from '../sla/clock-state';
import { evolveClocks } from '../sla/evolve-clocks';
import { METRICS } from '../sla/policy';
import { entered, withByEntry } from './by-entry';
import { type RecordedEvent } from './events';
import { happened, received } from './evolve-case';
import { folding } from './growing';
import { type Case } from './state';
import { type Fact, factsBefore, insert, isInTimeline, NO_FACTS, type Timeline } from './timeline';

/**
 * The case after one more event, its clocks too. What happened is folded in the order in which it happened: an event that
 * is entered late takes its place, and what followed is folded anew. Never throws; ignores what it does not know and
 * whatever comes before the receipt.
 * @param id the case's id, which stands in the stream's name and not in the events
 */
export function evolve(id: string, state: Case | null, event: RecordedEvent): Case | null {
  return evolveAll(id, state, [event]);
}

/** The same for several events in the order in which they were recorded: folded anew at most once. */
export function evolveAll(id: string, state: Case | null, events: Iterable<RecordedEvent>): Case | null {
  return folding(() => folded(id, state, events));
}

function folded(id: string, state: Case | null, events: Iterable<RecordedEvent>): Case | null {
  let now = state;
  let isToBeFoldedAnew = false;
  for (const event of events) {
    if (now === null) {
      now = event.type === 'ComplaintReceived' ? first(id, event) : null;
      continue;
    }
    const after = entered(now, event);
    if (!isInTimeline(event) || event.type === 'ComplaintReceived') {
      now = after;
      continue;
    }
    const { timeline, isInOrder } = insert(now.timeline, event);
    isToBeFoldedAnew ||= !isInOrder;
    const fact = timeline.at(-1) as Fact;
    const isAdded = !isToBeFoldedAnew && timeline.length > now.timeline.length;
    now = isAdded ? { ...step(after, fact), timeline } : numbered({ ...after, timeline }, event);
  }
  return isToBeFoldedAnew && now !== null ? foldedTo(now, now.timeline.length) : now;
}

/** A whole stream, or the part of it that somebody wants to look at. */
export function foldCase(id: string, events: Iterable<RecordedEvent>): Case | null {
  return evolveAll(id, null, events);
}

/** The case as it was at a place in its timeline, as far as is known now; what counts by entry is as it is now. */
export function asAt(state: Case, place: number): Case {
  return folding(() => foldedTo(state, factsBefore(state.timeline, place)));
}

/** A fold anew, with what counts by entry taken from the case after one more event. */
export function refolded(folded: Case | null, state: Case, event: RecordedEvent): Case {
  const after = entered(state, event);
  return folded === null ? after : withByEntry(folded, after);
}

/**
 * The case as of each of several instants, as if only what had happened by then were on record.
 * @param facts in the order in which they were recorded
 * @param instants ascending, in the form that `instantOf` gives
 * @returns null where nothing had happened
 */
export function foldEach(
  id: string,
  facts: readonly RecordedEvent[],
  instantOf: (event: RecordedEvent) => string,
  instants: readonly string[],
): readonly (Case | null)[] {
  const timeline = evolveAll(id, null, facts)?.timeline ?? NO_FACTS;
  const happened = timeline.toArray().map(({ event }) => instantOf(event));
  const isByInstant = happened.every((at, index) => index === 0 || (happened[index - 1] as string) <= at);
  // Where a day or an unknown instant stands behind what is dated later, each instant has an order of its own.
  if (!isByInstant)
    return instants.map((at) =>
      foldCase(
        id,
        facts.filter((event) => instantOf(event) <= at),
      ),
    );
  let count = 0;
  let now: Case | null = null;
  return instants.map((at) => {
    for (; count < happened.length && (happened[count] as string) <= at; count++) {
      const fact = timeline.at(count) as Fact;
      now = now === null ? first(id, fact.event as Receipt) : step(now, fact);
    }
    return now === null ? null : { ...now, timeline: timeline.first(count) };
  });
}

/** The case after one more fact, which follows all others; its timeline is left as it was. */
export function step(state: Case, { event }: Fact): Case {
  const after = happened(state, event);
  const clocks = evolveClocks(after.clocks, event, state, after);
  return clocks === after.clocks ? after : { ...after, clocks };
}

type Receipt = RecordedEvent & { readonly type: 'ComplaintReceived' };

function first(id: string, event: Receipt): Case {
  const start = received(id, event);
  const { timeline } = insert(start.timeline, event);
  const clocks = evolveClocks(start.clocks, event, null, start);
  return { ...start, timeline, clocks };
}

/** The first facts of the timeline, folded anew. */
function foldedTo(state: Case, count: number): Case {
  const facts: Timeline = state.timeline;
  const receipt = (facts.at(0) as Fact).event as Receipt;
  let now = withByEntry(first(state.id, receipt), state);
  for (let index = 1; index < count; index++) now = step(now, facts.at(index) as Fact);
  return {
    ...now,
    timeline: count === facts.length ? facts : facts.first(count),
    clocks: { ...now.clocks, started: mostOf(now.clocks.started, state.clocks.started) },
  };
}

/** Numbers of clocks that were corrected away are not given again. */
function mostOf(a: Clocks['started'], b: Clocks['started']): Clocks['started'] {
  const metrics = METRICS.filter((metric) => a[metric] !== undefined || b[metric] !== undefined);
  return Object.fromEntries(metrics.map((metric) => [metric, Math.max(a[metric] ?? 0, b[metric] ?? 0)]));
}

/** The number of a clock is given, whatever becomes of the clock. */
function numbered(state: Case, event: RecordedEvent): Case {
  if (event.type !== 'ClockStarted') return state;
  const { clock, metric } = event.data;
  const nth = Number(clock.slice(clock.lastIndexOf('-') + 1));
  return { ...state, clocks: { ...state.clocks, started: mostOf(state.clocks.started, { [metric]: nth }) } };
}
