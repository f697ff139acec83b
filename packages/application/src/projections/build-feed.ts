import { performance } from 'node:perf_hooks';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import {
  type EventStore,
  type LogPage,
  type Position,
  type StoredEvent,
  type Subscription,
} from '@redress/event-store';
import { BuildWriter, type BuildWriterOptions, type Outcome, type Slice } from './build-writer';
import { type Build } from './builds';
import { isHopeless, poisonCode } from './errors';
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
  /** The build cannot be fed any further as it was begun: it was retired, or the file was replaced. */
  readonly onLost: (feed: BuildFeed) => void;
}

/** Feeds one build of a read model from its checkpoint on. */
export class BuildFeed {
  /** Up to here the build has read the log, skipped events included. */
  position: Position;
  private subscription: Subscription | null = null;
  private stopping = new AbortController();
  private sliceSize = 16;
  private readonly writer: BuildWriter;

  constructor(
    readonly build: Build,
    private readonly options: FeedOptions,
  ) {
    this.position = build.position;
    this.writer = new BuildWriter(build, options);
  }

  start(): void {
    const { store, projection } = this.options;
    this.subscription = store.subscribe({ after: this.position, filter: projection.filter }, (page) => this.read(page));
    this.subscription.closed.catch((error: unknown) => {
      if (this.stopping.signal.aborted) return;
      this.options.logger.error(
        `${this.writer.name} was cut off from the log (${poisonCode(error)}): subscribing again`,
      );
      this.options.onLost(this);
    });
  }

  /** Resolves when nothing is applied any more. Never call it from within a slice: it waits for it. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.subscription?.close();
  }

  private async read(page: LogPage): Promise<void> {
    const begun = performance.now();
    let rest = page.events;
    do {
      if (this.stopping.signal.aborted) return;
      const events = rest.slice(0, this.sliceSize);
      rest = rest.slice(events.length);
      const end = rest.length === 0 ? page.position : (events.at(-1) as StoredEvent).position;
      const outcome = await this.apply({ events, after: this.position, end, more: rest.length > 0 || !page.atEnd });
      if (outcome === 'lost') return this.lost();
      if (end > this.position) this.position = end;
      this.options.onPassed(this, rest.length === 0 && page.atEnd);
      if (rest.length > 0) await setImmediate();
    } while (rest.length > 0);
    // What comes in the meantime is applied together: under load, a transaction for every event would cost more than all else.
    if (page.atEnd && page.events.length > 0) await this.pause(breath(performance.now() - begun));
  }

  /** Nothing more may be applied after a slice that was not. */
  private lost(): void {
    if (this.stopping.signal.aborted) return;
    this.stopping.abort();
    this.options.onLost(this);
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
