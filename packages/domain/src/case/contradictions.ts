import { type RecordedEvent } from './events';
import { happened } from './evolve-case';
import { standsAgainstResolving } from './decisions/resolve-complaint';
import { type Case } from './state';
import { factsBefore, placeOf } from './timeline';
import { isOpen } from './vocabulary';

/**
 * The ends on record that would have been refused, had a fact been entered in time. They stand, and the fact names them.
 * @param then the case as at the instant of the fact
 * @param entered the events of the fact
 * @returns ids of the events by which the case ended
 */
export function contradictedEnds(
  then: Case,
  entered: readonly RecordedEvent[],
  state: Case,
  timeZone: string,
): readonly string[] {
  const [first] = entered;
  if (first === undefined) return [];
  const later = state.timeline.toArray(factsBefore(state.timeline, placeOf(first, state.timeline)));
  const ends: string[] = [];
  let without = then;
  let withIt = entered.reduce(happened, then);
  for (const { event } of later) {
    if (isRefused(event, withIt, timeZone) && !isRefused(event, without, timeZone)) ends.push(event.id);
    without = happened(without, event);
    withIt = happened(withIt, event);
  }
  return ends;
}

function isRefused(event: RecordedEvent, state: Case, timeZone: string): boolean {
  switch (event.type) {
    case 'ComplaintResolved': {
      const isWaived = event.data.by === 'waiver' || event.data.by === 'closed-in-source';
      return isWaived ? !isOpen(state.status) : standsAgainstResolving(state, timeZone) !== null;
    }
    case 'ComplaintRejected':
      return !isOpen(state.status) || (event.data.ground === 'abuse' && state.warnings.length === 0);
    case 'ComplaintWithdrawn':
    case 'ComplaintReferred':
    case 'ComplaintMerged':
      return !isOpen(state.status);
    default:
      return false;
  }
}
