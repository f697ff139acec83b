import { randomUUID } from 'node:crypto';
import { type EventFilter, type EventStore, type NewEvent, type Position, type StoredEvent } from '../event-store';

/** Names are random because the store may hold what an earlier run left. */
export function newStream(prefix = 'contract'): string {
  return `${prefix}-${randomUUID()}`;
}

export function newEvent(overrides: Partial<NewEvent> = {}): NewEvent {
  return {
    id: randomUUID(),
    type: 'NoteAdded',
    schemaVersion: 1,
    data: '{"personal":{"text":"a note"}}',
    metadata: '{"actor":{"id":"ann","kind":"person","role":"agent"},"recordedAt":"2026-03-02T09:00:00.000Z"}',
    hash: null,
    ...overrides,
  };
}

export function newEvents(count: number, overrides: Partial<NewEvent> = {}): NewEvent[] {
  return Array.from({ length: count }, () => newEvent(overrides));
}

export function idsOf(events: Iterable<NewEvent>): string[] {
  return Array.from(events, ({ id }) => id);
}

/** From a position to the end, page by page. */
export async function readToEnd(
  store: EventStore,
  after: Position,
  filter?: EventFilter,
  limit?: number,
): Promise<{ events: StoredEvent[]; position: Position }> {
  const events: StoredEvent[] = [];
  let position = after;
  for (;;) {
    const page = await store.readAll({
      after: position,
      ...(filter && { filter }),
      ...(limit !== undefined && { limit }),
    });
    events.push(...page.events);
    position = page.position;
    if (page.atEnd) return { events, position };
  }
}
