import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AppendResult,
  CatchUpSubscription,
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

const LOOK_MS = 2;

/**
 * A store whose log a test replaces by another one while it is read, as when a cluster is restored from a backup under
 * a running service: subscriptions go on from where they were. Counts what it hands out.
 */
export class ReplaceableStore implements EventStore {
  /** Events handed out so far, by whatever method. */
  handedOut = 0;
  /** Subscriptions are told that more lies in the log, but not what. */
  isHeldUp = false;
  /** What whoever asks is told. */
  failure: Error | null = null;
  /** The same, but subscriptions go on. */
  lookUpFailure: Error | null = null;

  constructor(private log: EventStore) {}

  replaceBy(log: EventStore): void {
    this.log = log;
  }

  append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult> {
    return this.log.append(stream, expected, events);
  }

  async readStream(stream: string, options?: ReadStreamOptions): Promise<readonly StoredEvent[]> {
    this.assertAnswering();
    const events = await this.log.readStream(stream, options);
    this.handedOut += events.length;
    return events;
  }

  async readAll(options?: ReadAllOptions): Promise<LogPage> {
    if (this.failure !== null) throw this.failure;
    const page = await this.log.readAll(options);
    this.handedOut += page.events.length;
    return page;
  }

  async head(): Promise<Position> {
    this.assertAnswering();
    return this.log.head();
  }

  subscribe(options: SubscribeOptions, subscriber: Subscriber): Subscription {
    const onGrowth = (listener: () => void): (() => void) => {
      const timer = setInterval(listener, LOOK_MS).unref();
      return () => clearInterval(timer);
    };
    const readAll = async (page: ReadAllOptions): Promise<LogPage> => {
      if (!this.isHeldUp) return this.readAll(page);
      await sleep(LOOK_MS);
      return { events: [], position: page.after ?? START, atEnd: false };
    };
    return new CatchUpSubscription({ readAll, onGrowth }, options, subscriber);
  }

  close(): Promise<void> {
    return this.log.close();
  }

  private assertAnswering(): void {
    const failure = this.failure ?? this.lookUpFailure;
    if (failure !== null) throw failure;
  }
}
