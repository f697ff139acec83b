import { type RecordedEvent } from '../case/events';
import { evolve } from '../case/evolve';
import { type Case } from '../case/state';
import { type RecordedClockEvent } from './clock-events';
import { type Clocks, NO_CLOCKS } from './clock-state';
import { evolveClocks } from './evolve-clocks';

/** A case and its clocks. */
export interface CaseWithClocks {
  /** Null before the receipt. */
  readonly case: Case | null;
  readonly clocks: Clocks;
}

/** A whole stream, or the part of it that somebody wants to look at. */
export function foldWithClocks(id: string, events: Iterable<RecordedEvent | RecordedClockEvent>): CaseWithClocks {
  let state: CaseWithClocks = { case: null, clocks: NO_CLOCKS };
  for (const event of events) {
    // A clock event changes nothing of the case but where its stream stands.
    const after = evolve(id, state.case, event as RecordedEvent);
    state = { case: after, clocks: evolveClocks(state.clocks, event, state.case, after) };
  }
  return state;
}
