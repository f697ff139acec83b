import { type RecordedEvent } from '../case/events';
import { type ClockContext } from './clock-context';
import { type ClockPromise, type ClockRetargeted, type ClockStarted, type Dated } from './clock-events';
import { openClocks } from './clock-list';
import { type Clock, type Clocks, isLive, pausesOf } from './clock-state';
import { type LeftClock } from './merge-clocks';
import { datedFrom, nextId } from './start-clocks';
import { timingOf } from './timing';

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
    const mine = openClocks(state.clocks).find(
      ({ metric, kind, isOwed }) => metric === left.metric && kind === left.kind && isOwed,
    );
    const dated = datedFrom(left.startedAt, context);
    const promise = promiseOf(left, dated.occurredAt);
    if (mine === undefined) {
      const clock = nextId(state, left.metric, adopted.filter(({ data }) => isOf(left, data.clock)).length);
      const { metric, kind } = left;
      adopted.push({ type: 'ClockStarted', data: { clock, metric, kind, ...promise }, ...dated });
    } else if (isLive(mine) && Date.parse(left.dueAt) < Date.parse(dueAtMerge(mine, state, context))) {
      adopted.push({ type: 'ClockRetargeted', data: { clock: mine.id, because: 'merged', ...promise }, ...dated });
    }
  }
  return adopted;
}

/**
 * When it is due if whoever is waited for answers at the merge. What stands still, or is about to, is due later than on record
 * by what it has waited; what another case leaves is told in the same way, and from the merge on both wait alike.
 */
function dueAtMerge(clock: Clock, { waits }: Clocks, { occurredAt, calendar }: ClockContext): string {
  const ended = waits.map((wait) => ({ ...wait, until: wait.until ?? occurredAt }));
  return timingOf(clock, pausesOf(clock, ended), calendar).dueAt;
}

function isOf({ metric }: LeftClock, clock: string): boolean {
  return clock.slice(0, clock.lastIndexOf('-')) === metric;
}

function promiseOf(left: LeftClock, adoptedAt: string): ClockPromise {
  const { metric: _metric, kind: _kind, pauses, isExtended, reached, ...promise } = left;
  const carried = {
    pauses,
    waitsFrom: adoptedAt,
    ...(isExtended === undefined ? {} : { isExtended }),
    ...(reached === undefined ? {} : { reached }),
  };
  return { ...promise, carried };
}
