import {
  assertAppendable,
  CatchUpSubscription,
  pageLimit,
  StoreUnusableError,
  type AppendResult,
  type EventStore,
  type ExpectedRevision,
  type LogPage,
  type NewEvent,
  type Position,
  type ReadableLog,
  type ReadAllOptions,
  type ReadStreamOptions,
  type StoredEvent,
  type SubscribeOptions,
  type Subscriber,
  type Subscription,
} from '@redress/event-store';
import { Appender } from './appender';
import { LogClient } from './client';
import { parseConnectionString } from './connection-string';
import { LiveTail } from './live-tail';
import { LogReader } from './log-reader';
import { type ClockReading, readServerClock } from './server-clock';

export interface EventStoreDbEventStoreOptions {
  /** `esdb://` or `esdb+discover://`, with TLS, user and certificates as EventStoreDB's clients take them. */
  readonly url: string;
  /** Within so many milliseconds every append and read has an answer; default 5,000. */
  readonly timeoutMs?: number;
  /**
   * After so many milliseconds without any answer a call is tried anew, over a new connection; default 1,500. A server that
   * stays silent is given more time with each try from the third on.
   */
  readonly tryMs?: number;
  /**
   * An append that the server gets to more than so many milliseconds after it was sent is not written any more; default
   * 10,000. The clocks of both must agree better than that, or nothing is ever written.
   */
  readonly lateMs?: number;
}

const TIMEOUT_MS = 5_000;
const TRY_MS = 1_500;
const LATE_MS = 10_000;
const ALIVE_MS = 1_000;

/** The log in an EventStoreDB, of one node or a cluster, shared by any number of processes. Reads and writes at the leader. */
export class EventStoreDbEventStore implements EventStore {
  /** Hosts and ports, without user and password. */
  readonly name: string;
  private readonly client: LogClient;
  private readonly appender: Appender;
  private readonly reader: LogReader;
  /** For subscriptions: it stops when the store is about to close, while their subscribers may still read. */
  private readonly followed: LogReader;
  private readonly tail: LiveTail;
  private readonly leaving = new AbortController();
  private readonly subscriptions = new Set<CatchUpSubscription>();
  private closing: Promise<void> | undefined;
  private isClosed = false;

  /**
   * Connects with the first call: a server that is down makes that call wait or fail, not this.
   * @throws {StoreUnusableError} the connection string is wrong; the message holds no secret
   */
  constructor({ url, timeoutMs = TIMEOUT_MS, tryMs = TRY_MS, lateMs = LATE_MS }: EventStoreDbEventStoreOptions) {
    const target = parseConnectionString(url);
    this.name = target.name;
    this.client = new LogClient(target, lateMs);
    this.appender = new Appender(this.client, timeoutMs, tryMs);
    this.reader = new LogReader(this.client, timeoutMs, tryMs);
    this.followed = new LogReader(this.client, timeoutMs, tryMs, this.leaving.signal);
    this.tail = new LiveTail({ client: this.client, head: () => this.followed.head() });
  }

  async append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult> {
    this.assertOpen();
    assertAppendable(stream, expected, events);
    return this.appender.append(stream, expected, events);
  }

  async readStream(stream: string, options: ReadStreamOptions = {}): Promise<readonly StoredEvent[]> {
    this.assertOpen();
    return this.reader.stream(stream, options);
  }

  async readAll(options: ReadAllOptions = {}): Promise<LogPage> {
    this.assertOpen();
    return this.reader.page(options);
  }

  async head(): Promise<Position> {
    this.assertOpen();
    return this.reader.head();
  }

  /**
   * How our clock stands to the leader's. Appends a small event for it, so ask every few minutes at most.
   * @throws {StoreUnavailableError | StoreUnusableError} it cannot be told just now
   */
  async compareClocks(): Promise<ClockReading> {
    this.assertOpen();
    return this.reader.patiently((tryMs) => readServerClock(this.client, tryMs));
  }

  subscribe(options: SubscribeOptions, subscriber: Subscriber): Subscription {
    if (this.closing !== undefined) throw closedError();
    const subscription = new CatchUpSubscription(this.subscribed(), options, subscriber);
    this.subscriptions.add(subscription);
    subscription.onEnd(() => this.subscriptions.delete(subscription));
    return subscription;
  }

  close(): Promise<void> {
    this.closing ??= this.end();
    return this.closing;
  }

  /** Reads until the end was reached once, so that what had been there is there; from then on what comes live. */
  private subscribed(): ReadableLog {
    let caughtUp = false;
    return {
      onGrowth: (listener) => this.tail.onGrowth(listener),
      readAll: async (options) => {
        const live = caughtUp ? this.tail.page(options, pageLimit(options)) : undefined;
        if (live !== undefined) return live;
        const page = await this.followed.page(options);
        caughtUp ||= page.atEnd;
        return page;
      },
    };
  }

  private async end(): Promise<void> {
    // A subscription that waits for a server to come back does not keep the process alive; who closes it waits all the same.
    const alive = setInterval(() => undefined, ALIVE_MS);
    this.leaving.abort();
    try {
      // While these finish their batch they may still read and append.
      await Promise.all([...this.subscriptions].map((subscription) => subscription.close()));
      this.isClosed = true;
      await this.appender.idle();
      this.client.close();
    } finally {
      clearInterval(alive);
    }
  }

  private assertOpen(): void {
    if (this.isClosed) throw closedError();
  }
}

function closedError(): StoreUnusableError {
  return new StoreUnusableError('The event store is closed: open another');
}
