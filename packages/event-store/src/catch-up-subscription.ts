import { setImmediate, setTimeout } from 'node:timers/promises';
import { StoreUnavailableError } from './errors';
import {
  START,
  type LogPage,
  type Position,
  type ReadAllOptions,
  type SubscribeOptions,
  type Subscriber,
  type Subscription,
} from './event-store';

/** What a subscription needs of a store that can be read page by page. */
export interface ReadableLog {
  readAll(options: ReadAllOptions): Promise<LogPage>;
  /** Calls back after the log has grown, maybe more often; returns how to stop that. */
  onGrowth(listener: () => void): () => void;
}

/** How long to wait after the log could not be read, in milliseconds. */
const RETRY_MS = 100;

/** A subscription for adapters that can read pages and notice that there is more: reads to the end, waits, reads on. */
export class CatchUpSubscription implements Subscription {
  readonly closed: Promise<void>;
  /** As `closed`, but never rejects. Apart from it, so that whoever forgets to handle `closed` hears of a failure. */
  private readonly ended: Promise<void>;
  private closing = false;
  private grown = false;
  private wake: () => void = () => undefined;

  constructor(
    private readonly log: ReadableLog,
    private readonly options: SubscribeOptions,
    private readonly subscriber: Subscriber,
  ) {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.closed = promise;
    this.ended = this.run().then(resolve, reject);
  }

  /** Calls back when it has ended, however it did. */
  onEnd(listener: () => void): void {
    void this.ended.then(listener);
  }

  close(): Promise<void> {
    this.closing = true;
    this.wake();
    return this.ended;
  }

  private async run(): Promise<void> {
    const unwatch = this.log.onGrowth(() => {
      this.grown = true;
      this.wake();
    });
    try {
      await this.follow(this.options.after ?? START);
    } finally {
      unwatch();
    }
  }

  private async follow(after: Position): Promise<void> {
    let position = after;
    let caughtUp = false;
    while (!this.closing) {
      this.grown = false;
      const page = await this.read(position);
      if (page === undefined) continue;
      if (this.closing) return;
      if (page.position !== position || (page.atEnd && !caughtUp)) await this.subscriber(page);
      position = page.position;
      caughtUp = page.atEnd;
      if (page.atEnd) await this.growth();
      // A long way to the end must leave timers and sockets their turn.
      else await setImmediate();
    }
  }

  /** Undefined when the store has no answer just now. */
  private async read(after: Position): Promise<LogPage | undefined> {
    const { filter, batchSize } = this.options;
    try {
      return await this.log.readAll({
        after,
        ...(filter === undefined ? {} : { filter }),
        ...(batchSize === undefined ? {} : { limit: batchSize }),
      });
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) throw error;
      await setTimeout(RETRY_MS, undefined, { ref: false });
      return undefined;
    }
  }

  private async growth(): Promise<void> {
    if (this.grown || this.closing) return;
    await new Promise<void>((resolve) => {
      this.wake = resolve;
    });
  }
}
