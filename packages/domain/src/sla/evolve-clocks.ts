import { type RecordedEvent } from '../case/events';
import { type Case } from '../case/state';
import { withClockEvent } from './apply-clock-event';
import { type Dated, isClockEventType, type RecordedClockEvent } from './clock-events';
import { type Clock, type Clocks, type ClockWait, isLive } from './clock-state';
import { type OwedChange, owedChanges } from './owed';
import { laterOf, surelyBefore } from './sure-order';

/**
 * The clocks after one more event of the case, or of a clock. Never throws; ignores what it does not know.
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
  return {
    ...changed,
    clocks: heldBy(event, changed.clocks),
    undated,
    waits: waitsAfter(clocks.waits, event),
  };
}

/** The messages without a known instant, with the one of this event. */
export function undatedAfter(undated: readonly string[], event: RecordedEvent): readonly string[] {
  if (event.type === 'MessageReceived') {
    return event.occurredAtPrecision === 'unknown' ? [...undated, event.id] : undated;
  }
  if (event.type !== 'MergeCompleted') return undated;
  const { promises } = event.data;
  return [...undated, ...(promises?.undated ?? [])];
}

function withChange(state: Clocks, change: OwedChange, event: Dated): Clocks {
  const { metric } = change;
  const { [metric]: owedNow, ...others } = state.owed;
  switch (change.type) {
    case 'done':
    case 'dropped': {
      const at = change.type === 'done' && event.occurredAtPrecision !== 'unknown' ? event.occurredAt : null;
      return { ...state, owed: others, clocks: settled(state.clocks, metric, at) };
    }
    case 'earlier':
      return { ...state, owed: { ...others, [metric]: { since: change.since } } };
    case 'owed': {
      const mine = state.clocks.filter((clock) => clock.metric === metric && clock.isOwed);
      const isStanding = mine.length === 0 ? typeof owedNow?.since === 'string' : mine.some(isLive);
      if (isStanding || (owedNow !== undefined && !isLater(change.since, owedNow.since))) return state;
      return {
        ...state,
        owed: { ...others, [metric]: { since: change.since } },
        clocks: settled(state.clocks, metric, null),
      };
    }
  }
}

/** A holding response gives a broken promise no more time; but entered late it may have come in time. */
function heldBy(event: RecordedEvent, clocks: readonly Clock[]): readonly Clock[] {
  if (event.type !== 'ResponseIssued' || event.data.kind !== 'holding') return clocks;
  if (event.occurredAtPrecision === 'unknown') return clocks;
  return clocks.map((clock) => {
    const isHeld = clock.heldAt !== null && Date.parse(clock.heldAt) <= Date.parse(event.occurredAt);
    if (clock.status !== 'breached' || isHeld || surelyBefore(event, clock.startedAt)) return clock;
    return { ...clock, heldAt: event.occurredAt };
  });
}

/** What is owed since an unknown instant, or from before, is no new promise. */
function isLater(since: string | null, than: string | null): boolean {
  return since !== null && (than === null || Date.parse(since) > Date.parse(than));
}

/** What was promised is done, or owed no more; of a broken promise it is remembered when. */
function settled(clocks: readonly Clock[], metric: Clock['metric'], doneAt: string | null): readonly Clock[] {
  return clocks.map((clock) => {
    if (clock.metric !== metric || !clock.isOwed) return clock;
    return { ...clock, isOwed: false, endedAt: clock.status === 'breached' ? doneAt : clock.endedAt };
  });
}

/** Waits that begin or end by an event. What has no known instant pauses nothing. */
export function waitsAfter(waits: readonly ClockWait[], event: RecordedEvent): readonly ClockWait[] {
  switch (event.type) {
    case 'InformationRequested': {
      if (event.occurredAtPrecision === 'unknown') return waits;
      const { requestId, from } = event.data;
      return [...waits, { requestId, from, since: event.occurredAt, until: null }];
    }
    case 'InformationReceived':
      return waits.map((wait) => (wait.requestId === event.data.requestId ? endedAt(wait, event.occurredAt) : wait));
    case 'ComplaintResolved':
    case 'ComplaintWithdrawn':
    case 'ComplaintRejected':
    case 'ComplaintReferred':
    case 'ComplaintMerged':
      return waits.map((wait) => endedAt(wait, event.occurredAt));
    default:
      return waits;
  }
}

function endedAt(wait: ClockWait, at: string): ClockWait {
  return wait.until === null ? { ...wait, until: laterOf(wait.since, at) } : wait;
}
