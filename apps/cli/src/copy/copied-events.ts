import { createHash } from 'node:crypto';
import { type EventStore, START, type StoredEvent } from '@redress/event-store';
import { PROCESSOR_STREAMS } from '../unsealed-streams';

/** Events are read so many at a time. */
const PAGE = 1_000;

/** Of everything that a copy holds, in the order of the log, up to the end that the log has now. */
export async function* copiedEvents(log: Pick<EventStore, 'readAll' | 'head'>): AsyncGenerator<StoredEvent, void> {
  const end = await log.head();
  for (let after = START; after < end;) {
    const page = await log.readAll({ after, limit: PAGE });
    for (const event of page.events) {
      if (event.position > end) return;
      if (!event.stream.startsWith(PROCESSOR_STREAMS)) yield event;
    }
    if (page.atEnd) return;
    after = page.position;
  }
}

/** What a copy must have in common with its source: everything but positions. */
export function contentOf({ stream, revision, id, type, schemaVersion, hash, data, metadata }: StoredEvent): string {
  return JSON.stringify([stream, revision, id, type, schemaVersion, hash, data, metadata]);
}

/** Of events in their order. */
export class OrderDigest {
  private readonly hash = createHash('sha256');
  events = 0;

  add(event: StoredEvent): void {
    this.hash.update(`${contentOf(event)}\n`);
    this.events += 1;
  }

  /** Lower-case hex SHA-256. To be asked once. */
  hex(): string {
    return this.hash.digest('hex');
  }
}
