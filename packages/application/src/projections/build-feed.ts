import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type EventStore,
  type LogPage,
  type Position,
  type StoredEvent,
  StoreUnavailableError,
  type Subscription,
} from '@redress/event-store';
import { type BuildWriterOptions } from './build-writer';
import { type Build } from './builds';
import { poisonCode } from './errors';
import { isMarkOf, type LogMark, markOf } from './log-mark';
import { type SliceApplier } from './slice';
import { Window } from './window';

/** So long nothing is applied after the log's end was reached; short enough that nobody notices. Milliseconds. */
const SHORTEST_BREATH_MS = 15;
const LONGEST_BREATH_MS = 100;
/** So many times longer than it works a read model rests: under load, requests come first. */
const REST = 4;
/** The log cannot be read. */
const UNAVAILABLE_PAUSE_MS = 1_000;

export interface FeedOptions extends BuildWriterOptions {
  readonly store: EventStore;
  /** After every transaction. `atEnd`: nothing more lay in the log. */
  readonly onPassed: (feed: BuildFeed, atEnd: boolean) => void;
  /** The build cannot be fed any further as it was begun. */
  readonly onLost: (feed: BuildFeed, loss: Loss) => void;
  /** How often to make sure that the log is still the one that the build is folded from; milliseconds. */
  readonly logCheckMs: number;
}

/** Why a feed ends: the log is another one; or the build was retired, the file replaced, the subscription cut off. */
export type Loss = 'other-log' | 'cut-off';

/** Feeds one build of a read model from its checkpoint on. */
export class BuildFeed {
  /** Up to here the build has read the log, skipped events included. */
  position: Position;
  private mark: LogMark | null;
  private checkedAt = performance.now();
  private checking: NodeJS.Timeout | undefined;
  private subscription: Subscription | null = null;
  private stopping = new AbortController();
  private readonly applier: SliceApplier;
  /** Read, and not yet given to the applier. */
  private readonly gathered: Window;
  /** What the applier was given last. */
  private applying: Promise<void> = Promise.resolve();

  constructor(
    readonly build: Build,
    private readonly options: FeedOptions,
  ) {
    this.position = build.position;
    this.mark = build.mark;
    this.applier = options.database.applierFor(build, options);
    this.gathered = new Window(this.applier.window);
  }

  start(): void {
    const { store, projection, logCheckMs } = this.options;
    this.checking = setInterval(() => void this.check().catch(() => undefined), logCheckMs).unref();
    this.subscription = store.subscribe({ after: this.position, filter: projection.filter }, (page) => this.read(page));
    this.subscription.closed.catch((error: unknown) => this.cutOff(error));
  }

  /** Resolves when nothing is applied any more. Never call it from within a slice: it waits for it. */
  async stop(): Promise<void> {
    this.end();
    await this.subscription?.close();
    await this.applying;
  }

  private end(): void {
    clearInterval(this.checking);
    this.stopping.abort();
    this.applier.stop();
  }

  private cutOff(error: unknown): void {
    if (this.stopping.signal.aborted) return;
    const { name, id } = this.build;
    this.options.logger.error(
      `Read model ${name} (build ${id}) was cut off from the log (${poisonCode(error)}): subscribing again`,
    );
    this.lost('cut-off');
  }

  /**
   * Makes sure that the log is the one that was read so far. It may be restored from a backup while the service runs:
   * then the subscription goes on from a place that means something else, or lies behind its end.
   */
  private async check(): Promise<void> {
    const { store } = this.options;
    const { mark, position } = this;
    const isMarked = await isMarkOf(store, mark);
    if (isMarked && (await store.head()) >= position) this.checkedAt = performance.now();
    else this.lost(isMarked ? 'cut-off' : 'other-log');
  }

  /** Before anything is applied: once it is, the mark is an event of the log as it is now, whatever came before. */
  private async checkInTime(): Promise<void> {
    while (!this.stopping.signal.aborted && performance.now() - this.checkedAt > this.options.logCheckMs) {
      try {
        return await this.check();
      } catch (error) {
        if (!(error instanceof StoreUnavailableError)) throw error;
        await this.pause(UNAVAILABLE_PAUSE_MS);
      }
    }
  }

  /** On a long way to the log's end, one window is read while the one before is applied. */
  private async read(page: LogPage): Promise<void> {
    this.gathered.add(page.events);
    if (!page.atEnd && !this.gathered.isFull) return;
    await this.applying;
    if (this.stopping.signal.aborted) return;
    const begun = performance.now();
    const events = this.gathered.take();
    if (events.length > 0) await this.checkInTime();
    this.applying = this.apply(events, page).catch((error: unknown) => this.cutOff(error));
    if (page.atEnd || this.applier.window === 0) await this.applying;
    // What comes in the meantime is applied together: under load, a transaction for every event would cost more than all else.
    if (page.atEnd && events.length > 0) await this.pause(breath(performance.now() - begun));
  }

  private async apply(events: readonly StoredEvent[], { position: end, atEnd }: LogPage): Promise<void> {
    const last = events.at(-1);
    const outcome = await this.applier.apply({ events, after: this.position, end, more: !atEnd }, (to) => {
      if (to > this.position) this.position = to;
      if (last !== undefined && to >= last.position) this.mark = markOf(last);
      this.options.onPassed(this, atEnd && to >= end);
    });
    if (outcome === 'lost') this.lost('cut-off');
  }

  /** Nothing more may be applied after a slice that was not. */
  private lost(loss: Loss): void {
    if (this.stopping.signal.aborted) return;
    this.end();
    this.options.onLost(this, loss);
  }

  private async pause(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}

/** Milliseconds. */
function breath(worked: number): number {
  return Math.min(Math.max(SHORTEST_BREATH_MS, worked * REST), LONGEST_BREATH_MS);
}
