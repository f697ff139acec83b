import {
  type Carried,
  type ClockEvent,
  type ClockPromise,
  type ClockRetargeted,
  type ClockStarted,
} from './clock-events';
import { type Dated, type Timing } from './clock-events';
import { type Clock, type Clocks, type ClockStatus, type ClockWait, type Owed, pausesOf } from './clock-state';
import { laterOf } from './sure-order';

/** The clocks after an event of one of them. */
export function withClockEvent(state: Clocks, event: ClockEvent & Dated): Clocks {
  const { clock: id } = event.data;
  if (event.type === 'ClockStarted') {
    if (state.clocks.some((clock) => clock.id === id)) return state;
    const clocks = [...state.clocks, started(event)];
    const isOwed = event.data.doneAt === undefined;
    return { ...state, clocks, owed: isOwed ? owedSince(state.owed, event.data) : state.owed };
  }
  const clocks = state.clocks.map((clock) => (clock.id === id ? changed(clock, event, state.waits) : clock));
  const clock = state.clocks.find((it) => it.id === id);
  if (event.type !== 'ClockRetargeted' || clock === undefined) return { ...state, clocks };
  return { ...state, clocks, owed: owedSince(state.owed, { metric: clock.metric, startedAt: event.data.startedAt }) };
}

/** A promise that another case leaves may have begun earlier. */
function owedSince(owed: Owed, { metric, startedAt }: { metric: Clock['metric']; startedAt: string }): Owed {
  const since = owed[metric]?.since;
  if (typeof since === 'string' && Date.parse(since) <= Date.parse(startedAt)) return owed;
  return since === undefined ? owed : { ...owed, [metric]: { since: startedAt } };
}

function started({ data, occurredAt }: ClockStarted & Dated): Clock {
  const { clock, metric, kind, doneAt } = data;
  return {
    id: clock,
    metric,
    kind,
    status: 'running',
    isOwed: doneAt === undefined,
    ...promise(data, occurredAt),
    reached: [],
    isExtended: data.carried?.isExtended ?? false,
    takenOut: null,
    pausedAt: null,
    breachedAt: null,
    heldAt: null,
    endedAt: doneAt ?? null,
    cancelReason: null,
  };
}

function promise(data: ClockPromise, at: string) {
  const { policy, calendar, terms, startedAt } = data;
  const carried: Carried = data.carried ?? { pauses: [], waitsFrom: startedAt };
  return { policy, calendar, terms, startedAt, promisedAt: at, carried, ...timing(data) };
}

function timing({ dueAt, atRiskAt, escalateAt }: Timing): Pick<Clock, 'dueAt' | 'atRiskAt' | 'escalateAt'> {
  return { dueAt, atRiskAt: atRiskAt ?? null, escalateAt: escalateAt ?? [] };
}

function changed(clock: Clock, event: Exclude<ClockEvent, ClockStarted> & Dated, waits: readonly ClockWait[]): Clock {
  switch (event.type) {
    case 'ClockPaused':
      return { ...clock, status: 'paused', pausedAt: event.data.pausedAt };
    case 'ClockResumed':
      return { ...clock, status: 'running', pausedAt: null, ...timing(event.data) };
    case 'ClockExtended':
      return { ...clock, isExtended: true, ...timing(event.data) };
    case 'ClockRetargeted':
      return retargeted(clock, event);
    case 'ClockMet':
      // Of what had happened by an instant before the breach, none was on record to be mended.
      return over(clock, clock.status === 'breached' ? 'kept-late-entry' : 'met', event.occurredAt, waits);
    case 'ClockBreached':
      return { ...clock, status: 'breached', breachedAt: event.occurredAt, takenOut: pausesOf(clock, waits) };
    case 'ClockCancelled':
      return { ...over(clock, 'cancelled', event.occurredAt, waits), cancelReason: event.data.reason };
    case 'ClockThresholdReached':
      return { ...clock, reached: [...clock.reached, event.data.at] };
    default:
      // A newer version of Redress may have written types that this one does not know.
      return clock;
  }
}

/**
 * What was promised in another case has not stood still here for longer than it has been here, and was extended there or not
 * at all.
 */
function retargeted(clock: Clock, { data, occurredAt }: ClockRetargeted & Dated): Clock {
  const to = promise(data, occurredAt);
  const pausedAt = clock.pausedAt === null ? null : laterOf(clock.pausedAt, to.carried.waitsFrom);
  const isExtended = data.because === 'merged' ? (to.carried.isExtended ?? false) : clock.isExtended;
  return { ...clock, ...to, pausedAt, isExtended };
}

function over(clock: Clock, status: ClockStatus, endedAt: string, waits: readonly ClockWait[]): Clock {
  return { ...clock, status, isOwed: false, endedAt, takenOut: pausesOf(clock, waits) };
}
