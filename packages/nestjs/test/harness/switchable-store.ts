import {
  type AppendResult,
  type EventStore,
  type ExpectedRevision,
  InMemoryEventStore,
  type LogPage,
  type NewEvent,
  type Position,
  type ReadAllOptions,
  type ReadStreamOptions,
  type StoredEvent,
  type SubscribeOptions,
  type Subscriber,
  type Subscription,
} from '@redress/event-store';

/** A store that fails as long as a test wants it to; subscriptions go on. */
export class SwitchableStore implements EventStore {
  /** What whoever asks is told. */
  failure: Error | null = null;
  /** Only appends fail. */
  appendFailure: Error | null = null;

  constructor(private readonly inner: EventStore = new InMemoryEventStore()) {}

  async append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult> {
    if (this.appendFailure !== null) throw this.appendFailure;
    return this.working().append(stream, expected, events);
  }

  async readStream(stream: string, options?: ReadStreamOptions): Promise<readonly StoredEvent[]> {
    return this.working().readStream(stream, options);
  }

  async readAll(options?: ReadAllOptions): Promise<LogPage> {
    return this.working().readAll(options);
  }

  async head(): Promise<Position> {
    return this.working().head();
  }

  subscribe(options: SubscribeOptions, subscriber: Subscriber): Subscription {
    return this.inner.subscribe(options, subscriber);
  }

  close(): Promise<void> {
    return this.inner.close();
  }

  private working(): EventStore {
    if (this.failure !== null) throw this.failure;
    return this.inner;
  }
}
