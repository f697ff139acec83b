import { performance } from 'node:perf_hooks';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import {
  type EventStore,
  type LogPage,
  type Position,
  type StoredEvent,
  StoreUnavailableError,
  type Subscription,
} from '@redress/event-store';
import { BuildWriter, type BuildWriterOptions, type Outcome, type Slice } from './build-writer';
import { type Build } from './builds';
import { isHopeless, poisonCode } from './errors';
import { isMarkOf, type LogMark, markOf } from './log-mark';
import { sqliteTrouble } from './sqlite-errors';

/** So long a slice of work may keep the process from anything else. */
const SLICE_MS = 10;
const LARGEST_SLICE = 500;
/** So long nothing is applied after the log's end was reached; short enough that nobody notices. Milliseconds. */
const SHORTEST_BREATH_MS = 15;
const LONGEST_BREATH_MS = 100;
/** So many times longer than it works a read model rests: under load, requests come first. */
const REST = 4;
/** A poison event is tried again after each of these pauses, then its stream is parked. Milliseconds. */
const POISON_PAUSES_MS = [20, 80, 320];
/** Another process holds the file; it does so for a slice of work. */
const BUSY_PAUSE_MS = 5;
/** The disk is full, or the like: nothing to do but to wait for somebody. */
const UNAVAILABLE_PAUSE_MS = 1_000;

export interface FeedOptions extends BuildWriterOptions {
  readonly store: EventStore;
  /** After every slice. `atEnd`: nothing more lay in the log. */
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
  private sliceSize = 16;
  private readonly writer: BuildWriter;

  constructor(
    readonly build: Build,
    private readonly options: FeedOptions,
  ) {
    this.position = build.position;
    this.mark = build.mark;
    this.writer = new BuildWriter(build, options);
  }

  start(): void {
    const { store, projection, logCheckMs } = this.options;
    this.checking = setInterval(() => void this.check().catch(() => undefined), logCheckMs).unref();
    this.subscription = store.subscribe({ after: this.position, filter: projection.filter }, (page) => this.read(page));
    this.subscription.closed.catch((error: unknown) => {
      if (this.stopping.signal.aborted) return;
      this.options.logger.error(
        `${this.writer.name} was cut off from the log (${poisonCode(error)}): subscribing again`,
      );
      this.lost('cut-off');
    });
  }

  /** Resolves when nothing is applied any more. Never call it from within a slice: it waits for it. */
  async stop(): Promise<void> {
    this.end();
    await this.subscription?.close();
  }

  private end(): void {
    clearInterval(this.checking);
    this.stopping.abort();
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

  private async read(page: LogPage): Promise<void> {
    const begun = performance.now();
    let rest = page.events;
    if (rest.length > 0) await this.checkInTime();
    do {
      if (this.stopping.signal.aborted) return;
      const events = rest.slice(0, this.sliceSize);
      rest = rest.slice(events.length);
      const end = rest.length === 0 ? page.position : (events.at(-1) as StoredEvent).position;
      const outcome = await this.apply({ events, after: this.position, end, more: rest.length > 0 || !page.atEnd });
      if (outcome === 'lost') return this.lost('cut-off');
      if (end > this.position) this.position = end;
      this.mark = events.length === 0 ? this.mark : markOf(events.at(-1) as StoredEvent);
      this.options.onPassed(this, rest.length === 0 && page.atEnd);
      if (rest.length > 0) await setImmediate();
    } while (rest.length > 0);
    // What comes in the meantime is applied together: under load, a transaction for every event would cost more than all else.
    if (page.atEnd && page.events.length > 0) await this.pause(breath(performance.now() - begun));
  }

  /** Nothing more may be applied after a slice that was not. */
  private lost(loss: Loss): void {
    if (this.stopping.signal.aborted) return;
    this.end();
    this.options.onLost(this, loss);
  }

  private async apply(slice: Slice): Promise<Outcome> {
    const { length } = slice.events;
    const begun = performance.now();
    try {
      const outcome = await this.persistently(() => this.writer.apply(slice));
      this.sliceSize = nextSliceSize(this.sliceSize, length, performance.now() - begun);
      return outcome;
    } catch (error) {
      const [event] = slice.events;
      if (event === undefined) throw error;
      return length > 1 ? this.applySingly(slice) : this.retryOrPark(event, slice, error);
    }
  }

  /** One of them is poison; the others are not to suffer from it. */
  private async applySingly({ events, after, end }: Slice): Promise<Outcome> {
    let passed = after;
    for (const [index, event] of events.entries()) {
      const to = index === events.length - 1 ? end : event.position;
      const outcome = await this.apply({ events: [event], after: passed, end: to, more: false });
      if (outcome === 'lost') return outcome;
      passed = to;
      await setImmediate();
    }
    return 'applied';
  }

  private async retryOrPark(event: StoredEvent, slice: Slice, first: unknown): Promise<Outcome> {
    let error = first;
    for (const pause of isHopeless(error) ? [] : POISON_PAUSES_MS) {
      await this.pause(pause);
      try {
        return await this.persistently(() => this.writer.apply(slice));
      } catch (again) {
        error = again;
      }
    }
    return this.persistently(() => this.writer.park(event, slice, poisonCode(error)));
  }

  /** Repeats what the file or the machine did not allow just now. What else goes wrong is the event's fault. */
  private async persistently(work: () => Outcome): Promise<Outcome> {
    for (;;) {
      if (this.stopping.signal.aborted) return 'lost';
      try {
        return work();
      } catch (error) {
        const trouble = sqliteTrouble(error);
        if (trouble === null) throw error;
        if (trouble === 'corrupt') {
          this.options.database.onDamage();
          return 'lost';
        }
        if (trouble === 'unavailable') {
          this.options.logger.error(`${this.writer.name} cannot be written: ${(error as Error).message}`);
        }
        await this.pause(trouble === 'busy' ? BUSY_PAUSE_MS : UNAVAILABLE_PAUSE_MS);
      }
    }
  }

  private async pause(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}

/** As many events as the time allowed for a slice would have taken, but never twice as many at once. */
function nextSliceSize(before: number, applied: number, milliseconds: number): number {
  if (applied === 0) return before;
  const fitting = Math.floor((applied * SLICE_MS) / Math.max(milliseconds, 0.1));
  return Math.max(1, Math.min(fitting, before * 2, LARGEST_SLICE));
}

/** Milliseconds. */
function breath(worked: number): number {
  return Math.min(Math.max(SHORTEST_BREATH_MS, worked * REST), LONGEST_BREATH_MS);
}
