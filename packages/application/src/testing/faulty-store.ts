import {
  type AppendResult,
  type EventStore,
  type ExpectedRevision,
  type LogPage,
  type NewEvent,
  OutcomeUnknownError,
  type Position,
  type ReadAllOptions,
  type ReadStreamOptions,
  type StoredEvent,
  StoreUnavailableError,
  type SubscribeOptions,
  type Subscriber,
  type Subscription,
} from '@redress/event-store';

/**
 * What goes wrong with an append: the request is lost, or the answer is, and the caller cannot tell the two apart; the
 * disk is full; or the store never says anything again.
 */
export type Fault = 'lost-request' | 'lost-answer' | 'full-disk' | 'silence';

/** A store behind a bad line. Faults are taken from a queue, one for each append; none left: all goes well. */
export class FaultyStore implements EventStore {
  readonly faults: (Fault | null)[] = [];
  appends = 0;

  constructor(private readonly inner: EventStore) {}

  async append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult> {
    this.appends += 1;
    const fault = this.faults.shift() ?? null;
    if (fault === 'lost-request') throw new OutcomeUnknownError('The connection broke before the append arrived');
    if (fault === 'full-disk') throw new StoreUnavailableError('The disk is full');
    if (fault === 'silence') return new Promise(() => undefined);
    const result = await this.inner.append(stream, expected, events);
    if (fault === 'lost-answer') throw new OutcomeUnknownError('The connection broke before the answer arrived');
    return result;
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

  subscribe(options: SubscribeOptions, subscriber: Subscriber): Subscription {
    return this.inner.subscribe(options, subscriber);
  }

  close(): Promise<void> {
    return this.inner.close();
  }
}
