import { type EventFilter, type EventStore, openEnvelope, type Position, type StoredEvent } from '@redress/event-store';
import { type Clock } from '../clock';

/** Further than this nobody counts: the answer to "how far behind" is then "very". */
export const MOST_LAG_EVENTS = 10_000;
const PAGE = 500;

export interface Lag {
  /** Events that are in the log and not in the read model yet, up to {@link MOST_LAG_EVENTS}. */
  readonly lagEvents: number;
  /** For so long the oldest of them has been on record; 0 when there is none. */
  readonly lagSeconds: number;
}

/** How far a read model is behind the log, by looking at what it has still to read. */
export async function measureLag(
  store: EventStore,
  clock: Clock,
  position: Position,
  filter: EventFilter,
): Promise<Lag> {
  let after = position;
  let lagEvents = 0;
  let oldest: StoredEvent | undefined;
  for (;;) {
    const page = await store.readAll({ after, filter, limit: PAGE });
    oldest ??= page.events[0];
    lagEvents += page.events.length;
    after = page.position;
    if (page.atEnd || lagEvents >= MOST_LAG_EVENTS) break;
  }
  return { lagEvents, lagSeconds: oldest === undefined ? 0 : ageInSeconds(oldest, clock) };
}

function ageInSeconds(event: StoredEvent, clock: Clock): number {
  try {
    return Math.max(0, (clock.now() - Date.parse(openEnvelope(event).metadata.recordedAt)) / 1000);
  } catch {
    // What cannot be read will be parked when its turn comes; it is no reason to give no status.
    return 0;
  }
}
