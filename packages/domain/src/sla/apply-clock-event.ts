import {
  type Carried,
  type ClockBreached,
  type ClockEvent,
  type ClockPromise,
  type ClockRetargeted,
  type ClockStarted,
  type Dated,
  type Timing,
} from './clock-events';
import { placeOfClock, withClock, withNewClock } from './clock-list';
import { type Clock, type Clocks, type ClockWait, isLive, type Owed, pausesOf } from './clock-state';
import { type ClockKind, type Metric } from './policy';
import { laterOf } from './sure-order';

/** The clocks after an event of one of them, in the order in which things happened. */
export function withClockEvent(state: Clocks, event: ClockEvent & Dated): Clocks {
  const start = startOf(event, state);
  if (start !== null) return withStart(state, start);
  const { clock: id } = event.data;
  const place = placeOfClock(state.clocks, id);
  const clock = state.clocks[place];
  if (clock === undefined || event.type === 'ClockStarted') return state;
  const clocks = withClock(state.clocks, place, changed(clock, event, state.waits));
  if (event.type !== 'ClockRetargeted') return { ...state, clocks };
  return { ...state, clocks, owed: owedSince(state.owed, { metric: clock.metric, startedAt: event.data.startedAt }) };
}

type Start = Omit<ClockStarted, 'type'> & Dated;

/** A clock begins as it is started, or as it is found to have begun before that. */
function startOf(event: ClockEvent & Dated, { clocks }: Clocks): Start | null {
  if (event.type !== 'ClockStarted' && event.type !== 'ClockRetargeted') return null;
  if (placeOfClock(clocks, event.data.clock) !== -1) return null;
  if (event.type === 'ClockStarted') return event;
  const { metric, kind } = event.data;
  return metric === undefined || kind === undefined ? null : { ...event, data: { ...event.data, metric, kind } };
}

function withStart(state: Clocks, start: Start): Clocks {
  const { clock, metric, doneAt } = start.data;
  const nth = Number(clock.slice(clock.lastIndexOf('-') + 1));
  return {
    ...state,
    clocks: withNewClock(state.clocks, started(start)),
    owed: doneAt === undefined ? owedSince(state.owed, start.data) : state.owed,
    started: { ...state.started, [metric]: Math.max(nth, state.started[metric] ?? 0) },
  };
}

/** A promise that another case leaves may have begun earlier. A reply is owed since the oldest message that counts here. */
function owedSince(owed: Owed, { metric, startedAt }: { metric: Metric; startedAt: string }): Owed {
  const mine = owed[metric];
  if (mine === undefined || metric === 'next-reply') return owed;
  if (mine.since !== null && Date.parse(mine.since) <= Date.parse(startedAt)) return owed;
  return { ...owed, [metric]: { ...mine, since: startedAt } };
}

function started({ data, occurredAt }: Start): Clock {
  const { clock, metric, kind, doneAt } = data;
  return {
    id: clock,
    metric,
    kind: kind satisfies ClockKind,
    status: 'running',
    course: 'running',
    isOwed: doneAt === undefined,
    ...promise(data, occurredAt),
    reached: data.carried?.reached ?? [],
    isExtended: data.carried?.isExtended ?? false,
    takenOut: null,
    pausedAt: null,
    breachedAt: null,
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
      return { ...onCourse(clock, 'paused'), pausedAt: event.data.pausedAt };
    case 'ClockResumed':
      return { ...onCourse(clock, 'running'), pausedAt: null, ...timing(event.data) };
    case 'ClockExtended':
      return { ...clock, isExtended: true, ...timing(event.data) };
    case 'ClockRetargeted':
      return retargeted(clock, event);
    case 'ClockMet':
      return over(clock, 'met', event.occurredAt, waits);
    case 'ClockBreached':
      return breached(clock, event, waits);
    case 'ClockCancelled':
      return { ...over(clock, 'cancelled', event.occurredAt, waits), cancelReason: event.data.reason };
    case 'ClockCorrected':
      return event.data.dueAt === undefined ? clock : broken(clock, event, waits);
    case 'ClockThresholdReached':
      return { ...clock, reached: [...clock.reached, event.data.at] };
    default:
      // A newer version of Redress may have written types that this one does not know.
      return clock;
  }
}

/** What is on record as broken reads so, however it goes on. */
function onCourse(clock: Clock, course: 'running' | 'paused'): Clock {
  return { ...clock, course, status: clock.breachedAt === null ? course : 'breached' };
}

/**
 * A breach is never unsaid. Where the facts in front of it show that the promise had been kept by then, or was not owed, the
 * record was mistaken, and says both; where they show that it was not due yet, it runs on.
 */
function breached(clock: Clock, { occurredAt }: ClockBreached & Dated, waits: readonly ClockWait[]): Clock {
  const isBroken = clock.course === 'running' && Date.parse(occurredAt) > Date.parse(clock.dueAt);
  if (isBroken) return broken(clock, { occurredAt }, waits);
  if (isLive(clock)) return { ...clock, status: 'breached', breachedAt: occurredAt };
  if (clock.status === 'breached') return clock;
  return { ...clock, status: 'kept-late-entry', breachedAt: occurredAt };
}

function broken(clock: Clock, { occurredAt }: Pick<Dated, 'occurredAt'>, waits: readonly ClockWait[]): Clock {
  return { ...clock, status: 'breached', course: 'over', breachedAt: occurredAt, takenOut: pausesOf(clock, waits) };
}

/**
 * What was promised in another case has not stood still here for longer than it has been here, and was extended there or not
 * at all. An escalation that the new terms ask for at a share that was reached under the old ones is still to come, where
 * it goes higher.
 */
function retargeted(clock: Clock, { data, occurredAt }: ClockRetargeted & Dated): Clock {
  const to = promise(data, occurredAt);
  const pausedAt = clock.pausedAt === null ? null : laterOf(clock.pausedAt, to.carried.waitsFrom);
  const isExtended = data.because === 'merged' ? (to.carried.isExtended ?? false) : clock.isExtended;
  const levelAt = (at: number) => clock.terms.escalate?.find((it) => it.at === at)?.level ?? 0;
  const isDone = (at: number) => (data.terms.escalate?.find((it) => it.at === at)?.level ?? 0) <= levelAt(at);
  return {
    ...clock,
    ...to,
    pausedAt,
    isExtended,
    reached: [...clock.reached.filter(isDone), ...(to.carried.reached ?? [])],
  };
}

function over(clock: Clock, status: 'met' | 'cancelled', endedAt: string, waits: readonly ClockWait[]): Clock {
  const outcome = clock.breachedAt === null ? status : 'kept-late-entry';
  return { ...clock, status: outcome, course: 'over', isOwed: false, endedAt, takenOut: pausesOf(clock, waits) };
}
