import { type EventStore, type StoredEvent } from '@redress/event-store';

/** So much is read, checked and folded in one go: a few milliseconds. */
const PAGE_EVENTS = 200;
const PAGE_CHARACTERS = 1024 * 1024;

export interface StreamPage {
  readonly events: readonly StoredEvent[];
  /** The stream had no more events when the page was read. */
  readonly isLast: boolean;
}

/**
 * A part of a stream, bounded by its events and by their texts.
 * @param from revision of the first one
 * @param limit fewer than a page holds, when no more are needed
 */
export async function readPage(
  store: EventStore,
  stream: string,
  from: number,
  limit = PAGE_EVENTS,
): Promise<StreamPage> {
  const most = Math.min(limit, PAGE_EVENTS);
  const events = await store.readStream(stream, { from, limit: most, characters: PAGE_CHARACTERS });
  const characters = events.reduce((sum, { data, metadata }) => sum + data.length + metadata.length, 0);
  return { events, isLast: events.length < most && characters < PAGE_CHARACTERS };
}
