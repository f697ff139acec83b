import { randomUUID } from 'node:crypto';
import {
  type EventStore,
  InMemoryEventStore,
  type LogPage,
  type ReadAllOptions,
  type ReadStreamOptions,
  type ReadStreamsOptions,
  seal,
  type StoredEvent,
  type StreamsPage,
  verifyStream,
} from '@redress/event-store';

type Change = (event: StoredEvent) => Partial<StoredEvent>;

/** A store in which somebody who can write the file has changed events. */
export class TamperedStore extends InMemoryEventStore {
  private readonly changes = new Map<string, Change>();

  /** From now on the event reads as changed. */
  tamper(stream: string, revision: number, change: Change): void {
    this.changes.set(`${stream} ${revision}`, change);
  }

  override async readStream(stream: string, options?: ReadStreamOptions): Promise<readonly StoredEvent[]> {
    return (await super.readStream(stream, options)).map((event) => this.asRead(event));
  }

  override async readAll(options?: ReadAllOptions): Promise<LogPage> {
    const page = await super.readAll(options);
    return { ...page, events: page.events.map((event) => this.asRead(event)) };
  }

  override async readStreams(options: ReadStreamsOptions): Promise<StreamsPage> {
    const page = await super.readStreams(options);
    return { ...page, events: page.events.map((event) => this.asRead(event)) };
  }

  private asRead(event: StoredEvent): StoredEvent {
    const change = this.changes.get(`${event.stream} ${event.revision}`);
    return change === undefined ? event : { ...event, ...change(event) };
  }
}

/** What a newer version of Redress, or something else that seals its events, writes into a case. */
export async function appendFromElsewhere(
  store: EventStore,
  caseId: string,
  type: string,
  schemaVersion = 1,
): Promise<void> {
  const stream = `case-${caseId}`;
  const stored = await store.readStream(stream);
  const end = verifyStream(stored);
  const now = '2026-03-02T09:00:00.000Z';
  const metadata = {
    actor: { id: 'somebody', kind: 'system' as const, role: 'system' as const },
    occurredAt: now,
    occurredAtPrecision: 'instant' as const,
    recordedAt: now,
    correlationId: 'elsewhere',
    commandId: randomUUID(),
  };
  await store.append(stream, end.revision, seal(stream, end, [{ type, schemaVersion, data: {}, metadata }]));
}
