import { type CaseEventType, eventTypes, type RecordedEvent } from './events';
import { AppendList } from './append-list';
import { LATE_ENTRY_EXCEPTIONS } from './late-entry-exceptions';
import { type ClockCorrected, isClockEventType, type RecordedClockEvent } from '../sla/clock-events';

const DAY_MS = 24 * 60 * 60 * 1000;

/** An event in its place among what happened to the case, without what a person wrote. */
export interface Fact {
  readonly event: RecordedEvent;
  /** Where it stands; epoch ms. Never before the fact in front of it. */
  readonly place: number;
}

/** What happened to the case, in the order in which it happened; the receipt first. */
export type Timeline = AppendList<Fact>;

export const NO_FACTS: Timeline = AppendList.EMPTY;

/**
 * These count from when they were entered, whenever they happened: they change nothing that other facts depend on. They
 * are applied to the case as they come, and have no place in the timeline.
 */
const BY_ENTRY: ReadonlySet<string> = new Set<CaseEventType>([
  'NoteAdded',
  'CasesLinked',
  'CasesUnlinked',
  'ComplainantCorrected',
  'ContentRedacted',
  'AccessRestricted',
  'AccessUnrestricted',
  'SourceRowNoted',
  'MergeAccepted',
  'MergeAborted',
]);

/** On record they stand where they were entered, whatever is entered later about the time before them. */
const AT_THE_END: ReadonlySet<string> = new Set<CaseEventType>([
  ...LATE_ENTRY_EXCEPTIONS.merge.events,
  ...LATE_ENTRY_EXCEPTIONS.threshold.events,
]);

/** On record, they are never taken back. */
const NEVER_UNSAID: ReadonlySet<string> = new Set<CaseEventType>([
  ...LATE_ENTRY_EXCEPTIONS.breach.events,
  ...LATE_ENTRY_EXCEPTIONS.threshold.events,
]);

/** Whether an event has a place among what happened; the others count from when they were entered. */
export function isInTimeline({ type }: { readonly type: string }): boolean {
  // A type that this version does not know says nothing; it may bear the name of something that every object has.
  return Object.hasOwn(eventTypes, type) && !BY_ENTRY.has(type);
}

/** What an event says of when it happened. */
export type Placed = Pick<RecordedEvent, 'type' | 'occurredAt' | 'occurredAtPrecision'> & { readonly data?: object };

/**
 * Where an event stands. What is dated by the day stands as late on that day as it can; what has no known instant, where it
 * was entered. Both therefore come after everything that was entered before and is not sure to have happened later.
 */
export function placeOf(event: Placed, timeline: Timeline): number {
  const { type, occurredAt, occurredAtPrecision } = event;
  const at = Date.parse(occurredAt) - (isBrokenByTime(event) ? 0.5 : 0);
  const last = timeline.at(-1)?.place ?? at;
  if (AT_THE_END.has(type) || occurredAtPrecision === 'unknown') return Math.max(last, at);
  if (occurredAtPrecision === 'day') return Math.min(Math.max(last, at), at + DAY_MS - 1);
  return at;
}

/** A breach comes a millisecond after the due instant, in front of all else that happened then: that came too late. */
function isBrokenByTime({ type, occurredAt, data }: Placed): boolean {
  if (type !== 'ClockBreached') return false;
  const { dueAt } = data as { readonly dueAt: string };
  return Date.parse(occurredAt) === Date.parse(dueAt) + 1;
}

/**
 * A timeline of which only the end is known. It takes what happens next, and tells what is entered late; that can only be
 * folded with all facts.
 * @param place of the last fact; epoch ms
 */
export function endOfTimeline(place: number): Timeline {
  return NO_FACTS.with({ event: UNSEEN, place });
}

const UNSEEN = { type: 'SourceRowNoted', data: {} } as unknown as RecordedEvent;

/** Whether nothing on record happened after an event, so that it need not be folded anew. */
export function isInOrder(event: Placed, timeline: Timeline): boolean {
  if (event.type === 'ClockCorrected') return false;
  return placeOf(event, timeline) >= (timeline.at(-1)?.place ?? -Infinity);
}

/** How many facts stand in front of a place: the receipt always does. */
export function factsBefore(timeline: Timeline, place: number): number {
  let count = timeline.length;
  while (count > 1 && (timeline.at(count - 1) as Fact).place > place) count--;
  return count;
}

/** The timeline with one more event; the same list when it goes to the end, so that it need not be folded anew. */
export interface Inserted {
  readonly timeline: Timeline;
  readonly isInOrder: boolean;
}

export function insert(timeline: Timeline, recorded: RecordedEvent): Inserted {
  if (recorded.type === 'ClockCorrected') {
    const kept = timeline.toArray().filter((fact) => !isCorrected(fact, recorded.data));
    const corrected = { timeline: AppendList.of(kept), isInOrder: kept.length === timeline.length };
    return recorded.data.dueAt === undefined ? corrected : withBreachMoved(corrected.timeline, recorded);
  }
  const placed = placeOf(recorded, timeline);
  const before = notBeforeItsStart(recorded, timeline, factsBefore(timeline, placed));
  const place = Math.max(placed, timeline.at(before - 1)?.place ?? placed);
  const fact = { event: withoutTexts(recorded), place };
  if (before === timeline.length) return { timeline: timeline.with(fact), isInOrder: true };
  const facts = timeline.toArray();
  facts.splice(before, 0, fact);
  return { timeline: AppendList.of(beginningEarlier(facts, before)), isInOrder: false };
}

/** The breach of a clock, at the instant at which it turns out to have been broken. */
function withBreachMoved(timeline: Timeline, event: RecordedEvent & { readonly type: 'ClockCorrected' }): Inserted {
  const { clock, dueAt = '' } = event.data;
  const others = timeline
    .toArray()
    .filter((fact) => fact.event.type !== 'ClockBreached' || fact.event.data.clock !== clock);
  const breach: RecordedEvent = { ...event, type: 'ClockBreached', data: { clock, dueAt } };
  return { timeline: insert(AppendList.of(others), breach).timeline, isInOrder: false };
}

/**
 * What becomes of a clock comes after its start, also where the fact that started it is dated by the day only; and in front
 * of its breach, where that is as old.
 */
function notBeforeItsStart(event: RecordedEvent, timeline: Timeline, index: number): number {
  if (!isClockEvent(event)) return index;
  const front = inFrontOfItsBreach(event, timeline, index);
  if (event.type === 'ClockStarted' || isStart(event) || front < index) return front;
  for (let after = timeline.length; after > index; after--) {
    const { event: other } = timeline.at(after - 1) as Fact;
    if (other.type === 'ClockStarted' && other.data.clock === event.data.clock) return after;
  }
  return index;
}

/** A promise that was past due already when it came to be, or was changed, is broken after all else of that instant. */
function inFrontOfItsBreach(event: RecordedClockEvent, timeline: Timeline, index: number): number {
  const place = Date.parse(event.occurredAt);
  for (let before = index; before > 1; before--) {
    const fact = timeline.at(before - 1) as Fact;
    if (fact.place !== place || !isClockEvent(fact.event)) return index;
    if (fact.event.type === 'ClockBreached' && fact.event.data.clock === event.data.clock) return before - 1;
  }
  return index;
}

/** A clock that is found to have begun before the start on record. */
function isStart(event: RecordedEvent): boolean {
  if (event.type !== 'ClockRetargeted') return false;
  return event.data.because === 'earlier-message' || event.data.because === 'late-entry';
}

/**
 * What a correction says of a clock no longer counts from its instant on; but a breach or a threshold on record does. A breach
 * that it moves comes after what became of the clock at the same instant.
 */
function isCorrected({ event }: Fact, { clock, from, dueAt }: ClockCorrected['data']): boolean {
  if (!isClockEvent(event) || event.data.clock !== clock || NEVER_UNSAID.has(event.type)) return false;
  const [at, since] = [Date.parse(event.occurredAt), Date.parse(from)];
  return dueAt === undefined ? at >= since : at > since;
}

/** A clock that is found to have begun before the start on record begins there, and has one start. */
function beginningEarlier(facts: Fact[], index: number): Fact[] {
  const fact = facts[index] as Fact;
  if (fact.event.type !== 'ClockRetargeted' || !isStart(fact.event)) return facts;
  const { clock } = fact.event.data;
  const start = facts.findIndex(({ event }) => event.type === 'ClockStarted' && event.data.clock === clock);
  const started = facts[start]?.event;
  if (start < index || started?.type !== 'ClockStarted') return facts;
  const { metric, kind } = started.data;
  const moved: RecordedEvent = { ...fact.event, data: { metric, kind, ...fact.event.data } };
  return facts.flatMap((it, at) => (at === start ? [] : [at === index ? { ...fact, event: moved } : it]));
}

/** An event as it stands in the timeline: texts are long, and nothing that happens depends on them. */
export function withoutTexts(event: RecordedEvent): RecordedEvent {
  if (event.data.personal === undefined && event.source === undefined) return event;
  const { personal: _texts, ...data } = event.data;
  const { source: _source, ...fact } = event;
  return { ...fact, data } as unknown as RecordedEvent;
}

export function isClockEvent(event: RecordedEvent): event is RecordedClockEvent {
  return isClockEventType(event.type);
}
