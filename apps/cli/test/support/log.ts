import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type EventStore, START, type StoredEvent } from '@redress/event-store';
import { SqliteEventStore } from '@redress/event-store-sqlite';

export async function withLog<T>(dataDir: string, use: (store: EventStore) => Promise<T>): Promise<T> {
  const store = await SqliteEventStore.open({ file: join(dataDir, 'log.db') });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

/** The whole log, in its order. */
export async function* everyEvent(store: EventStore): AsyncGenerator<StoredEvent> {
  for (let after = START; ;) {
    const { events, position, atEnd } = await store.readAll({ after, limit: 5000 });
    yield* events;
    if (atEnd) return;
    after = position;
  }
}

export interface LogDigest {
  readonly events: number;
  readonly streams: number;
  readonly sha256: string;
}

/**
 * What a log says: streams, types, data, and when and by whom things happened; not when they were recorded, nor in
 * which order the streams were written.
 */
export async function digestOf(store: EventStore): Promise<LogDigest> {
  const streams = new Map<string, ReturnType<typeof createHash>>();
  let events = 0;
  for await (const { stream, revision, type, data, metadata } of everyEvent(store)) {
    // The fingerprint of the secret is put on record by whoever comes first.
    if (stream.startsWith('settings-')) continue;
    const hash = streams.get(stream) ?? createHash('sha256');
    streams.set(stream, hash);
    const { occurredAt, occurredAtPrecision, actor, commandId, source } = JSON.parse(metadata) as Record<
      string,
      unknown
    >;
    hash.update(JSON.stringify([revision, type, data, occurredAt, occurredAtPrecision, actor, commandId, source]));
    events += 1;
  }
  const whole = createHash('sha256');
  for (const stream of [...streams.keys()].sort()) whole.update(`${stream} ${streams.get(stream)?.digest('hex')}\n`);
  return { events, streams: streams.size, sha256: whole.digest('hex') };
}
