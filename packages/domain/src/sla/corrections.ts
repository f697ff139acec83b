import { type Case } from '../case/state';
import { type Fact, isClockEvent } from '../case/timeline';
import {
  type ClockBreached,
  type ClockCorrected,
  type ClockEvent,
  type ClockStarted,
  type Dated,
  type DatedClockEvent,
} from './clock-events';
import { type ClockKind, type Metric } from './policy';

/** The clocks as they were when a fact happened, what is on record after it, and what would be, had it been entered in time. */
export interface ToCorrect {
  readonly then: Case;
  readonly later: readonly Fact[];
  readonly played: readonly DatedClockEvent[];
}

/** What is on record of one clock from an instant on, or would be. */
interface Track {
  readonly id: string;
  /** Null when it had begun before. */
  readonly start: { readonly metric: Metric; readonly kind: ClockKind; readonly startedAt: string } | null;
  readonly events: readonly DatedClockEvent[];
  readonly breach: Breach | null;
}

/** The events that make of what is on record what would be on it, had a fact been entered in time; breaches stay. */
export function corrections({ then, later, played }: ToCorrect): readonly DatedClockEvent[] {
  const recorded = tracksOf(later.flatMap(({ event }) => (isClockEvent(event) ? [dated(event)] : [])));
  const wanted = tracksOf(played);
  const pairs = paired(recorded, wanted);
  const broken = new Set(then.clocks.clocks.filter((clock) => clock.breachedAt !== null).map((clock) => clock.id));
  const written = [
    ...wanted.flatMap((track) => corrected(pairs.get(track) ?? unrecorded(track), track, broken)),
    ...recorded.filter((track) => ![...pairs.values()].includes(track)).flatMap((track) => unowed(track, broken)),
  ];
  return renumbered(written, then).sort((a, b) => Date.parse(a.occurredAt) - Date.parse(b.occurredAt));
}

function dated(event: DatedClockEvent): DatedClockEvent {
  const { type, data, occurredAt, occurredAtPrecision } = event;
  return { type, data, occurredAt, occurredAtPrecision } as DatedClockEvent;
}

function tracksOf(events: readonly DatedClockEvent[]): readonly Track[] {
  const byClock = Map.groupBy(events, ({ data }) => data.clock);
  return [...byClock].map(([id, ofClock]) => {
    const [first] = ofClock;
    const isStart =
      first?.type === 'ClockStarted' || (first?.type === 'ClockRetargeted' && first.data.metric !== undefined);
    return {
      id,
      start: isStart ? (first.data as ClockStarted['data']) : null,
      events: ofClock.filter((event) => !isBreach(event) && event.type !== 'ClockThresholdReached'),
      breach: ofClock.find(isBreach) ?? null,
    };
  });
}

/** A promise was broken; or what is on record as broken was broken then. */
type Breach = (ClockBreached | (ClockCorrected & { readonly data: { readonly dueAt: string } })) & Dated;

function isBreach(event: DatedClockEvent): event is Breach {
  return event.type === 'ClockBreached' || (event.type === 'ClockCorrected' && event.data.dueAt !== undefined);
}

function unrecorded({ id }: Track): Track {
  return { id, start: null, events: [], breach: null };
}

/**
 * Which clock on record is which: one that had begun before is the same; others are the same where they began alike; and what
 * was broken under a wrong start is the wait that was broken, so that it counts once.
 */
function paired(recorded: readonly Track[], wanted: readonly Track[]): ReadonlyMap<Track, Track> {
  const pairs = new Map<Track, Track>();
  const left = new Set(recorded);
  const pair = (track: Track, found: Track | undefined): void => {
    if (found === undefined) return;
    pairs.set(track, found);
    left.delete(found);
  };
  for (const track of wanted)
    pair(
      track,
      [...left].find((it) => isSameClock(it, track)),
    );
  const brokenFirst = (a: Track, b: Track): number => Number(a.breach === null) - Number(b.breach === null);
  const unpaired = wanted.filter((track) => track.start !== null && !pairs.has(track)).sort(brokenFirst);
  for (const track of unpaired)
    pair(
      track,
      [...left].sort(brokenFirst).find((it) => isAlike(it, track)),
    );
  return pairs;
}

function isSameClock(a: Track, b: Track): boolean {
  if (a.start === null || b.start === null) return a.start === b.start && a.id === b.id;
  return isAlike(a, b) && Date.parse(a.start.startedAt) === Date.parse(b.start.startedAt);
}

function isAlike({ start: a }: Track, { start: b }: Track): boolean {
  return a !== null && b !== null && a.metric === b.metric && a.kind === b.kind;
}

function corrected(recorded: Track, wanted: Track, broken: ReadonlySet<string>): readonly DatedClockEvent[] {
  const { id } = recorded;
  const isBroken = recorded.breach !== null || broken.has(id);
  const isNew = !isBroken || (recorded.breach === null && wanted.breach?.type === 'ClockCorrected');
  const breach = wanted.breach === null || !isNew ? [] : [renamed(wanted.breach, id)];
  const moved = isMoved(recorded.breach, wanted.breach) ? [movedBreach(id, wanted.breach)] : [];
  const same = recorded.events.findIndex((event, index) => !isSame(event, wanted.events[index]));
  const from = same === -1 ? null : earliest(recorded.events[same], wanted.events[same]);
  // What is on record from the correction on, or after a moved breach, is taken back with it, and stands anew.
  const isTakenBack = ({ occurredAt }: Dated): boolean =>
    (from !== null && Date.parse(occurredAt) >= Date.parse(from)) ||
    moved.some((breach) => Date.parse(occurredAt) > Date.parse(breach.occurredAt));
  const isAnew = (event: Dated, index: number): boolean =>
    isTakenBack(event) || (from === null && index >= recorded.events.length);
  return [
    ...(from === null ? [] : [correction(id, from)]),
    ...moved,
    ...wanted.events.filter(isAnew).map((event) => asWritten(event, recorded, isBroken)),
    ...breach,
  ];
}

/** The promise on record as broken was broken at another instant, as is known now. */
function isMoved(recorded: Breach | null, wanted: Breach | null): wanted is Breach {
  return recorded !== null && wanted !== null && recorded.occurredAt !== wanted.occurredAt;
}

function movedBreach(clock: string, { occurredAt, data: { dueAt } }: Breach): DatedClockEvent {
  return {
    type: 'ClockCorrected',
    data: { clock, from: occurredAt, dueAt },
    occurredAt,
    occurredAtPrecision: 'instant',
  };
}

function correction(clock: string, from: string): DatedClockEvent {
  return { type: 'ClockCorrected', data: { clock, from }, occurredAt: from, occurredAtPrecision: 'instant' };
}

function earliest(a: DatedClockEvent | undefined, b: DatedClockEvent | undefined): string {
  const instants = [a, b].flatMap((event) => (event === undefined ? [] : [event.occurredAt]));
  return instants.reduce((one, other) => (Date.parse(other) < Date.parse(one) ? other : one));
}

/** A clock on record that began at another instant is retargeted; a promise that was kept after all says so. */
function asWritten(event: DatedClockEvent, recorded: Track, isBroken: boolean): DatedClockEvent {
  const mine = renamed(event, recorded.id);
  if (mine.type === 'ClockMet' && isBroken) return { ...mine, data: { ...mine.data, lateEntry: true } };
  if (mine.type !== 'ClockStarted' || recorded.start === null) return mine;
  if (Date.parse(mine.data.startedAt) === Date.parse(recorded.start.startedAt)) return mine;
  return { ...mine, type: 'ClockRetargeted', data: { because: 'late-entry', ...mine.data } };
}

function renamed<E extends DatedClockEvent>(event: E, clock: string): E {
  return { ...event, data: { ...event.data, clock } };
}

/** A clock that would never have been: it is gone, unless a breach of it is on record. */
function unowed({ id, start, events, breach }: Track, broken: ReadonlySet<string>): readonly DatedClockEvent[] {
  const [first, second, ...more] = events;
  if (first === undefined) return [];
  if (start === null || (breach === null && !broken.has(id))) return [correction(id, first.occurredAt)];
  const isSaid = second?.type === 'ClockCancelled' && second.data.reason === 'not-owed' && more.length === 0;
  if (isSaid) return [];
  const { occurredAt, occurredAtPrecision } = first;
  const cancelled: ClockEvent = { type: 'ClockCancelled', data: { clock: id, reason: 'not-owed' } };
  return [correction(id, occurredAt), first, { ...cancelled, occurredAt, occurredAtPrecision }];
}

function isSame(a: DatedClockEvent, b: DatedClockEvent | undefined): boolean {
  return b !== undefined && said(a) === said(b);
}

/** Without its name, and without what only says how it came to be on record. */
function said(event: DatedClockEvent): string {
  const { clock: _name, lateEntry: _late, because, personal: _texts, ...data } = event.data as Record<string, unknown>;
  const isStart = event.type === 'ClockStarted' || (event.type === 'ClockRetargeted' && data['metric'] !== undefined);
  const type = isStart ? 'ClockStarted' : event.type;
  return JSON.stringify([type, isStart ? null : (because ?? null), Date.parse(event.occurredAt), inOrder(data)]);
}

/** Members sorted, so that the same content reads the same. */
function inOrder(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(inOrder);
  if (typeof json !== 'object' || json === null) return json;
  const members = Object.entries(json).sort(([a], [b]) => (a < b ? -1 : 1));
  return members.map(([name, value]) => [name, inOrder(value)]);
}

/** New clocks take the next numbers, in the order in which they begin. */
function renumbered(events: readonly DatedClockEvent[], { clocks }: Case): DatedClockEvent[] {
  const next = new Map<Metric, number>();
  const names = new Map<string, string>();
  const starts = events.filter((event) => event.type === 'ClockStarted' || event.type === 'ClockRetargeted');
  for (const { data } of starts) {
    const metric = data.metric;
    if (metric === undefined) continue;
    const nth = Number(data.clock.slice(data.clock.lastIndexOf('-') + 1));
    const started = clocks.started[metric] ?? 0;
    if (nth <= started || names.has(data.clock)) continue;
    const number = (next.get(metric) ?? started) + 1;
    next.set(metric, number);
    names.set(data.clock, `${metric}-${number}`);
  }
  return events.map((event) => renamed(event, names.get(event.data.clock) ?? event.data.clock));
}
