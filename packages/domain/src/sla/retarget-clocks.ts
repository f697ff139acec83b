import { type Case } from '../case/state';
import { type ClockContext } from './clock-context';
import { type ClockPromise, type DatedClockEvent } from './clock-events';
import { openClocks } from './clock-list';
import { type Clock, type Clocks, isLive } from './clock-state';
import { datedFrom, promiseFor } from './start-clocks';

/**
 * After a classification: every running clock as the policy that applies now promises it, counted from its original start.
 * What is over, kept or broken, stays as it is.
 */
export function retargetClocks(state: Clocks, after: Case, context: ClockContext): readonly DatedClockEvent[] {
  // A case that was promised nothing can only hold what another one left to it.
  if (context.promised === null) return [];
  return openClocks(state.clocks)
    .filter((clock) => clock.isOwed && isLive(clock))
    .flatMap((clock) => retargeted(clock, state, after, context));
}

function retargeted(clock: Clock, state: Clocks, after: Case, context: ClockContext): readonly DatedClockEvent[] {
  const { id, metric, kind, startedAt } = clock;
  const promise = promiseFor(metric, kind, startedAt, after, state, context, clock);
  const dated = datedFrom(startedAt, context);
  if (promise === null) return [{ type: 'ClockCancelled', data: { clock: id, reason: 'not-promised' }, ...dated }];
  if (isSame(promise, clock)) return [];
  return [{ type: 'ClockRetargeted', data: { clock: id, because: 'classified', ...promise }, ...dated }];
}

/** The same policy, calendar and terms give the same instants. */
function isSame(promise: ClockPromise, clock: Clock): boolean {
  return said(promise) === said(clock);
}

function said({ policy, calendar, terms }: Pick<ClockPromise, 'policy' | 'calendar' | 'terms'>): string {
  return JSON.stringify([policy.name, policy.version, calendar.name, calendar.version, inOrder(terms)]);
}

/** Members sorted, so that the same content reads the same. */
function inOrder(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(inOrder);
  if (typeof json !== 'object' || json === null) return json;
  const members = Object.entries(json).sort(([a], [b]) => (a < b ? -1 : 1));
  return members.map(([name, value]) => [name, inOrder(value)]);
}
