import { type RecordedEvent } from '../case/events';
import { grown } from '../case/growing';
import { type Case } from '../case/state';
import { isOpen } from '../case/vocabulary';
import { withClockEvent } from './apply-clock-event';
import { type Dated, isClockEventType, type RecordedClockEvent } from './clock-events';
import { mapOpen, openClocks, placeOfClock, withClock } from './clock-list';
import { type Clock, type Clocks, type ClockWait, isLive } from './clock-state';
import { type OwedChange, owedChanges } from './owed';
import { laterOf } from './sure-order';

/**
 * The clocks after one more event of the case, or of a clock, in the order in which things happened. Never throws; ignores
 * what it does not know.
 * @param before the case before the event; null at the receipt
 * @param after the case after it
 */
export function evolveClocks(
  clocks: Clocks,
  event: RecordedEvent | RecordedClockEvent,
  before: Case | null,
  after: Case | null,
): Clocks {
  if (isClockEvent(event)) return withClockEvent(clocks, event);
  return after === null ? clocks : withCaseEvent(clocks, event, before, after);
}

function isClockEvent(event: RecordedEvent | RecordedClockEvent): event is RecordedClockEvent {
  return isClockEventType(event.type);
}

/** What an event of the case changes in what is owed and waited for; what comes of it for the clocks is told by events of theirs. */
export function withCaseEvent(clocks: Clocks, event: RecordedEvent, before: Case | null, after: Case): Clocks {
  const undated = undatedAfter(clocks.undated, event);
  const changes = owedChanges({ event, before, after, owed: clocks.owed, undated });
  const changed = changes.reduce((it, change) => withChange(it, change, event), clocks);
  const held = heldAfter(clocks.held, event);
  const waits = waitsAfter(clocks.waits, event, before);
  const isSame = changed === clocks && held === clocks.held && waits === clocks.waits && undated === clocks.undated;
  return isSame ? clocks : { ...changed, undated, held, waits };
}

/** The messages that start no clock, with the one of this event. */
export function undatedAfter(undated: readonly string[], event: RecordedEvent): readonly string[] {
  if (event.type === 'MessageReceived') {
    return event.occurredAtPrecision === 'unknown' ? grown(undated, event.id) : undated;
  }
  if (event.type !== 'MergeCompleted') return undated;
  const { promises, duties, openMessages } = event.data;
  // What was broken there is not broken here again: one wait is one promise, whichever of its messages is the oldest.
  const isBroken = duties?.broken.some(({ metric }) => metric === 'next-reply') === true;
  const more = [...(promises?.undated ?? []), ...(isBroken ? openMessages.map((message) => message.event) : [])];
  return more.length === 0 ? undated : [...undated, ...more];
}

function heldAfter(held: readonly string[], event: RecordedEvent): readonly string[] {
  if (event.type === 'MergeCompleted') return [...held, ...(event.data.duties?.held ?? [])];
  if (event.type !== 'ResponseIssued' || event.data.kind !== 'holding') return held;
  return event.occurredAtPrecision === 'unknown' ? held : grown(held, event.occurredAt);
}

function withChange(state: Clocks, change: OwedChange, event: RecordedEvent): Clocks {
  const { metric } = change;
  const { [metric]: owedNow, ...others } = state.owed;
  switch (change.type) {
    case 'done':
    case 'dropped': {
      const at = change.type === 'done' && event.occurredAtPrecision !== 'unknown' ? event.occurredAt : null;
      return { ...state, owed: others, clocks: settled(state.clocks, metric, at) };
    }
    case 'earlier':
      return { ...state, owed: { ...others, [metric]: { ...owedNow, since: change.since } } };
    case 'owed': {
      const again = brokenBefore(state.clocks, metric, event);
      if (again !== undefined) return owedAgain(state, again);
      const mine = openClocks(state.clocks).filter((clock) => clock.metric === metric && clock.isOwed);
      const isStanding = mine.length === 0 ? typeof owedNow?.since === 'string' : mine.some(isLive);
      if (isStanding || (owedNow !== undefined && !isLater(change.since, owedNow.since))) return state;
      const { since, brokenElsewhere } = change;
      return {
        ...state,
        owed: { ...others, [metric]: { since, ...(brokenElsewhere === undefined ? {} : { brokenElsewhere }) } },
        clocks: settled(state.clocks, metric, null),
      };
    }
  }
}

/** A case that ended before anybody acknowledged it is reopened: the broken promise of that is owed still. */
function brokenBefore(clocks: readonly Clock[], metric: Clock['metric'], event: RecordedEvent): Clock | undefined {
  if (event.type !== 'ComplaintReopened' || metric !== 'acknowledgement') return undefined;
  return clocks.findLast(
    (clock) =>
      clock.metric === metric && clock.kind === 'promise' && clock.status === 'breached' && clock.endedAt === null,
  );
}

function owedAgain(state: Clocks, broken: Clock): Clocks {
  const clocks = withClock(state.clocks, placeOfClock(state.clocks, broken.id), { ...broken, isOwed: true });
  return { ...state, clocks, owed: { ...state.owed, [broken.metric]: { since: broken.startedAt } } };
}

/** What is owed since an unknown instant, or from before, is no new promise. */
function isLater(since: string | null, than: string | null): boolean {
  return since !== null && (than === null || Date.parse(since) > Date.parse(than));
}

/** What was promised is done, or owed no more; of a broken promise it is remembered when. */
function settled(clocks: readonly Clock[], metric: Clock['metric'], doneAt: string | null): readonly Clock[] {
  return mapOpen(clocks, (clock) => {
    if (clock.metric !== metric || !clock.isOwed) return clock;
    return { ...clock, isOwed: false, endedAt: clock.status === 'breached' ? doneAt : clock.endedAt };
  });
}

/** Waits that begin or end by an event. What has no known instant pauses nothing. */
export function waitsAfter(
  waits: readonly ClockWait[],
  event: RecordedEvent,
  before: Case | null,
): readonly ClockWait[] {
  switch (event.type) {
    case 'InformationRequested': {
      if (event.occurredAtPrecision === 'unknown' || (before !== null && !isOpen(before.status))) return waits;
      const { requestId, from } = event.data;
      return grown(waits, { requestId, from, since: event.occurredAt, until: null });
    }
    case 'InformationReceived':
      return endedWhere(waits, event, (wait) => wait.requestId === event.data.requestId);
    case 'MessageReceived':
      if (event.data.endsWaits === false) return waits;
      return endedWhere(waits, event, (wait) => wait.from === 'complainant');
    case 'MergeCompleted': {
      // Before the merge they held up another case. From it on both wait alike.
      const left = event.data.duties?.waits ?? [];
      if (left.length === 0 || (before !== null && !isOpen(before.status))) return waits;
      return [
        ...waits,
        ...left.map(({ requestId, from }) => ({ requestId, from, since: event.occurredAt, until: null })),
      ];
    }
    case 'ComplaintResolved':
    case 'ComplaintWithdrawn':
    case 'ComplaintRejected':
    case 'ComplaintReferred':
    case 'ComplaintMerged':
      return endedWhere(waits, event, () => true);
    default:
      return waits;
  }
}

function endedWhere(
  waits: readonly ClockWait[],
  { occurredAt }: Dated,
  isEnded: (wait: ClockWait) => boolean,
): readonly ClockWait[] {
  if (!waits.some((wait) => wait.until === null && isEnded(wait))) return waits;
  return waits.map((wait) =>
    wait.until === null && isEnded(wait) ? { ...wait, until: laterOf(wait.since, occurredAt) } : wait,
  );
}
