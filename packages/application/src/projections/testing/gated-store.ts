import {
  type AppendResult,
  type EventStore,
  type ExpectedRevision,
  type LogPage,
  type NewEvent,
  type Position,
  type ReadAllOptions,
  type ReadStreamOptions,
  START,
  type StoredEvent,
  type SubscribeOptions,
  type Subscriber,
  type Subscription,
} from '@redress/event-store';

/** A store that hands out the log from its start only so many pages at a time, as if it were very long. */
export class GatedStore implements EventStore {
  private readonly waiting = new Set<() => void>();

  /** @param allowed pages, before it waits until more are allowed; subscriptions from later on are not held up */
  constructor(
    private readonly inner: EventStore,
    private allowed: number,
    private readonly batchSize: number,
  ) {}

  allow(pages: number): void {
    this.allowed = pages;
    for (const resume of this.waiting) resume();
    this.waiting.clear();
  }

  subscribe(options: SubscribeOptions, subscriber: Subscriber): Subscription {
    if ((options.after ?? START) !== START) return this.inner.subscribe(options, subscriber);
    const subscription = this.inner.subscribe({ ...options, batchSize: this.batchSize }, async (page) => {
      while (this.allowed <= 0) await new Promise<void>((resume) => this.waiting.add(resume));
      this.allowed -= 1;
      await subscriber(page);
    });
    return {
      closed: subscription.closed,
      close: () => {
        // A page that waits at the gate would be waited for.
        this.allow(Infinity);
        return subscription.close();
      },
    };
  }

  append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult> {
    return this.inner.append(stream, expected, events);
  }

  readStream(stream: string, options?: ReadStreamOptions): Promise<readonly StoredEvent[]> {
    return this.inner.readStream(stream, options);
  }

  readAll(options?: ReadAllOptions): Promise<LogPage> {
    return this.inner.readAll(options);
  }

  head(): Promise<Position> {
    return this.inner.head();
  }

  close(): Promise<void> {
    return this.inner.close();
  }
}
