import { type EventStore, type Position, type StoredEvent } from '@redress/event-store';

/**
 * The last event that a build was given, kept beside its checkpoint: by it the log is known again. Ids are random, and
 * a log is only ever appended to, so one that holds this event at this place holds all that came before it too.
 */
export interface LogMark {
  readonly stream: string;
  readonly revision: number;
  readonly position: Position;
  readonly id: string;
}

export function markOf({ stream, revision, position, id }: StoredEvent): LogMark {
  return { stream, revision, position, id };
}

/** One look-up, however long the log is; without a mark nothing was ever read of any log. */
export async function isMarkOf(store: EventStore, mark: LogMark | null): Promise<boolean> {
  if (mark === null) return true;
  const [found] = await store.readStream(mark.stream, { from: mark.revision, limit: 1 });
  return found?.id === mark.id && found.position === mark.position;
}
