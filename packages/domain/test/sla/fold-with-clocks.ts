import { type RecordedEvent } from '../../src/case/events';
import { foldCase } from '../../src/case/evolve';
import { type Case } from '../../src/case/state';
import { type Clocks, NO_CLOCKS } from '../../src/sla/clock-state';

export interface CaseWithClocks {
  /** Null before the receipt. */
  readonly case: Case | null;
  readonly clocks: Clocks;
}

export function foldWithClocks(id: string, events: Iterable<RecordedEvent>): CaseWithClocks {
  const state = foldCase(id, events);
  return { case: state, clocks: state?.clocks ?? NO_CLOCKS };
}
