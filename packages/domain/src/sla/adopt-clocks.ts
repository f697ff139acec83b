import { type RecordedEvent } from '../case/events';
import { type ClockContext } from './clock-context';
import { type ClockPromise, type ClockRetargeted, type ClockStarted, type Dated } from './clock-events';
import { type Clocks, isLive } from './clock-state';
import { type LeftClock } from './merge-clocks';
import { datedFrom, nextId } from './start-clocks';

/**
 * What the other case promised goes on here, as far as this one owes the same: of two due times the earlier one counts, with
 * the start and the terms that gave it. What is broken already stays broken, and is not broken twice.
 */
export function adoptClocks(
  state: Clocks,
  event: RecordedEvent,
  context: ClockContext,
): readonly ((ClockStarted | ClockRetargeted) & Dated)[] {
  if (event.type !== 'MergeCompleted') return [];
  const { promises } = event.data;
  const adopted: ((ClockStarted | ClockRetargeted) & Dated)[] = [];
  for (const left of promises?.clocks ?? []) {
    if (state.owed[left.metric] === undefined) continue;
    const mine = state.clocks.find(
      ({ metric, kind, isOwed }) => metric === left.metric && kind === left.kind && isOwed,
    );
    const dated = datedFrom(left.startedAt, context);
    const promise = promiseOf(left, dated.occurredAt);
    if (mine === undefined) {
      const clock = nextId(state, left.metric, adopted.filter(({ data }) => isOf(left, data.clock)).length);
      const { metric, kind } = left;
      adopted.push({ type: 'ClockStarted', data: { clock, metric, kind, ...promise }, ...dated });
    } else if (isLive(mine) && Date.parse(left.dueAt) < Date.parse(mine.dueAt)) {
      adopted.push({ type: 'ClockRetargeted', data: { clock: mine.id, because: 'merged', ...promise }, ...dated });
    }
  }
  return adopted;
}

function isOf({ metric }: LeftClock, clock: string): boolean {
  return clock.slice(0, clock.lastIndexOf('-')) === metric;
}

function promiseOf(left: LeftClock, adoptedAt: string): ClockPromise {
  const { metric: _metric, kind: _kind, pauses, ...promise } = left;
  return { ...promise, carried: { pauses, waitsFrom: adoptedAt } };
}
