import { evolveClocks } from '../sla/evolve-clocks';
import { type RecordedEvent } from './events';
import { evolveCase } from './evolve-case';
import { type Case } from './state';

/**
 * The case after one more event, its clocks too. Never throws; ignores what it does not know and whatever comes before
 * the receipt.
 * @param id the case's id, which stands in the stream's name and not in the events
 */
export function evolve(id: string, state: Case | null, event: RecordedEvent): Case | null {
  const after = evolveCase(id, state, event);
  if (after === null) return null;
  const clocks = evolveClocks(after.clocks, event, state, after);
  return clocks === after.clocks ? after : { ...after, clocks };
}

/** A whole stream, or the part of it that somebody wants to look at. */
export function foldCase(id: string, events: Iterable<RecordedEvent>): Case | null {
  let state: Case | null = null;
  for (const event of events) state = evolve(id, state, event);
  return state;
}
