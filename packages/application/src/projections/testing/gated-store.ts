import {
  type AppendResult,
  type EventStore,
  type ExpectedRevision,
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

/** A store whose subscriptions hand out so many pages, and then wait until more are allowed. */
export class GatedStore implements EventStore {
  private open: () => void = () => undefined;

  /** @param allowed pages, over all subscriptions */
  constructor(
    private readonly inner: EventStore,
    private allowed: number,
    private readonly batchSize: number,
  ) {}

  allow(pages: number): void {
    this.allowed = pages;
    this.open();
  }

  subscribe(options: SubscribeOptions, subscriber: Subscriber): Subscription {
    const subscription = this.inner.subscribe({ ...options, batchSize: this.batchSize }, async (page) => {
      while (this.allowed <= 0) {
        await new Promise<void>((resolve) => {
          this.open = resolve;
        });
      }
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
