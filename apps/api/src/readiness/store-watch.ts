import { performance } from 'node:perf_hooks';
import { type EventStore, type Position, StoreUnusableError } from '@redress/event-store';
import { type RedressLogger } from '@redress/nestjs';
import { type ReadinessCheck, type Unready, unready } from './readiness-check';
import { Repeated } from './repeated';

const EVERY_MS = 2_000;
/** A leader that is lost is replaced within 2.5 s, and one call is tried for 5 s; what lasts longer than both is an outage. */
export const STORE_PATIENCE_MS = 10_000;
/** So long after an event every list must have read it. Also the settle horizon of a cluster. */
export const LAG_LIMIT_MS = 30_000;

interface Head {
  readonly position: Position;
  readonly at: number;
}

export interface StoreWatchOptions {
  readonly store: Pick<EventStore, 'head'>;
  readonly logger: RedressLogger;
  /** Milliseconds that only ever go on; for tests. */
  readonly now?: () => number;
}

/** Asks the store every 2 s how far its log goes, and remembers the answers for a while. */
export class StoreWatch implements ReadinessCheck {
  private readonly asking = new Repeated((stopped) => this.ask(stopped));
  private readonly now: () => number;
  /** Oldest first. */
  private heads: Head[] = [];
  private answeredAt: number;
  private isTold = false;

  constructor(private readonly options: StoreWatchOptions) {
    this.now = options.now ?? (() => performance.now());
    this.answeredAt = this.now();
  }

  /** To be called when the store has just answered. */
  start(): void {
    this.answeredAt = this.now();
    this.asking.start();
  }

  stop(): void {
    this.asking.stop();
  }

  /** Milliseconds since the store answered last. */
  get silentMs(): number {
    return this.now() - this.answeredAt;
  }

  get isReachable(): boolean {
    return this.silentMs <= STORE_PATIENCE_MS;
  }

  unready(): Unready | null {
    return this.isReachable ? null : unready('store-unreachable', `for ${Math.floor(this.silentMs / 1_000)} s`);
  }

  /** Where the log ended {@link LAG_LIMIT_MS} ago, or a little earlier; null when that is not known. */
  headAtLimit(): Position | null {
    const before = this.now() - LAG_LIMIT_MS;
    return this.heads.findLast(({ at }) => at <= before)?.position ?? null;
  }

  private async ask(stopped: AbortSignal): Promise<number> {
    const { store, logger } = this.options;
    try {
      const position = await store.head();
      if (this.isTold) logger.info('The event store can be reached again', { silentMs: Math.round(this.silentMs) });
      this.isTold = false;
      this.answeredAt = this.now();
      this.note({ position, at: this.answeredAt });
    } catch (error) {
      if (!this.isTold && !stopped.aborted) logger.warn('The event store cannot be reached', reasonOf(error));
      this.isTold = true;
    }
    return EVERY_MS;
  }

  private note(head: Head): void {
    const last = this.heads.at(-1);
    // A log that has become shorter is another one: what was known of the old one says nothing of it.
    const known = last !== undefined && head.position < last.position ? [] : this.heads;
    const old = known.findLastIndex(({ at }) => at <= head.at - LAG_LIMIT_MS);
    this.heads = [...known.slice(Math.max(old, 0)), head];
  }
}

/** What is wrong with the store itself, who feeds the read models tells. */
function reasonOf(error: unknown): object {
  return error instanceof StoreUnusableError ? {} : { reason: (error as Error).message };
}
