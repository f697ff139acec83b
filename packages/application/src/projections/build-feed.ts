import { performance } from 'node:perf_hooks';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import {
  type EventStore,
  type LogPage,
  type Position,
  type StoredEvent,
  type Subscription,
} from '@redress/event-store';
import { type Clock, isoInstant } from '../clock';
import { type Build } from './builds';
import { isHopeless, poisonCode } from './errors';
import { type ProjectionLogger } from './logger';
import { type Projection } from './projection';
import { type ReadModelDatabase } from './read-model-database';
import { sqliteTrouble } from './sqlite-errors';

/** So long a slice of work may keep the process from anything else. */
const SLICE_MS = 10;
const LARGEST_SLICE = 500;
/** So long nothing is applied after the log's end was reached; short enough that nobody notices. */
const BREATH_MS = 15;
/** A poison event is tried again after each of these pauses, then its stream is parked. Milliseconds. */
export const POISON_PAUSES_MS = [20, 80, 320];
/** Another process holds the file; it does so for a slice of work. */
const BUSY_PAUSE_MS = 5;
/** The disk is full, or the like: nothing to do but to wait for somebody. */
const UNAVAILABLE_PAUSE_MS = 1_000;

export interface FeedOptions {
  readonly store: EventStore;
  readonly database: ReadModelDatabase;
  readonly projection: Projection;
  readonly clock: Clock;
  readonly logger: ProjectionLogger;
  /** After every slice. `atEnd`: nothing more lay in the log. */
  readonly onPassed: (feed: BuildFeed, atEnd: boolean) => void;
  /** The build cannot be fed any further as it was begun: it was retired, or the file was replaced. */
  readonly onLost: (feed: BuildFeed) => void;
}

/** Slices are applied in one transaction with their checkpoint: `lost` says that the build is no longer what it was. */
type Outcome = 'applied' | 'lost';

/** Feeds one build of a read model from its checkpoint on. */
export class BuildFeed {
  /** Up to here the build has read the log, skipped events included. */
  position: Position;
  private subscription: Subscription | null = null;
  private stopping = new AbortController();
  private sliceSize = 16;

  constructor(
    readonly build: Build,
    private readonly options: FeedOptions,
  ) {
    this.position = build.position;
  }

  start(): void {
    const { store, projection } = this.options;
    this.subscription = store.subscribe({ after: this.position, filter: projection.filter }, (page) => this.read(page));
    this.subscription.closed.catch((error: unknown) => {
      if (this.stopping.signal.aborted) return;
      this.options.logger.error(`${this.name} was cut off from the log (${poisonCode(error)}): subscribing again`);
      this.options.onLost(this);
    });
  }

  /** Resolves when nothing is applied any more. Never call it from within a slice: it waits for it. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.subscription?.close();
  }

  private get name(): string {
    return `Read model ${this.build.name} (build ${this.build.id})`;
  }

  private async read(page: LogPage): Promise<void> {
    let rest = page.events;
    do {
      if (this.stopping.signal.aborted) return;
      const slice = rest.slice(0, this.sliceSize);
      rest = rest.slice(slice.length);
      const end = rest.length === 0 ? page.position : (slice.at(-1) as StoredEvent).position;
      const outcome = await this.applySlice(slice, end, rest.length > 0 || !page.atEnd);
      if (outcome === 'lost') return this.lost();
      if (end > this.position) this.position = end;
      this.options.onPassed(this, rest.length === 0 && page.atEnd);
      if (rest.length > 0) await setImmediate();
    } while (rest.length > 0);
    // What comes in the meantime is applied together: under load, a transaction for every event would cost more than all else.
    if (page.atEnd && page.events.length > 0) await this.pause(BREATH_MS);
  }

  /** Nothing more may be applied after a slice that was not. */
  private lost(): void {
    if (this.stopping.signal.aborted) return;
    this.stopping.abort();
    this.options.onLost(this);
  }

  private async applySlice(slice: readonly StoredEvent[], end: Position, more: boolean): Promise<Outcome> {
    const begun = performance.now();
    try {
      const outcome = await this.persistently(() => this.transact(slice, end, more));
      this.sliceSize = nextSliceSize(this.sliceSize, slice.length, performance.now() - begun);
      return outcome;
    } catch (error) {
      if (slice.length > 1) return this.applySingly(slice, end);
      const [event] = slice;
      if (event === undefined) throw error;
      return this.retryOrPark(event, end, error);
    }
  }

  /** One of them is poison; the others are not to suffer from it. */
  private async applySingly(slice: readonly StoredEvent[], end: Position): Promise<Outcome> {
    for (const [index, event] of slice.entries()) {
      const outcome = await this.applySlice([event], index === slice.length - 1 ? end : event.position, false);
      if (outcome === 'lost') return outcome;
      await setImmediate();
    }
    return 'applied';
  }

  private async retryOrPark(event: StoredEvent, end: Position, first: unknown): Promise<Outcome> {
    let error = first;
    for (const pause of isHopeless(error) ? [] : POISON_PAUSES_MS) {
      await this.pause(pause);
      if (this.stopping.signal.aborted) return 'lost';
      try {
        return await this.persistently(() => this.transact([event], end, false));
      } catch (again) {
        error = again;
      }
    }
    return this.persistently(() => this.park(event, end, poisonCode(error)));
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
        if (trouble === 'unavailable')
          this.options.logger.error(`${this.name} cannot be written: ${(error as Error).message}`);
        await this.pause(trouble === 'busy' ? BUSY_PAUSE_MS : UNAVAILABLE_PAUSE_MS);
      }
    }
  }

  private transact(slice: readonly StoredEvent[], end: Position, more: boolean): Outcome {
    const { database, projection } = this.options;
    const { builds } = database;
    return this.fromCheckpoint(end, more, (checkpoint) => {
      // What another process has applied since is not applied again.
      const fresh = slice.filter((event) => event.position > checkpoint);
      const parked = builds.parkedStreams(this.build.id);
      for (const { stream } of fresh) if (parked.has(stream)) builds.countSkipped(this.build.id, stream);
      const followed = parked.size === 0 ? fresh : fresh.filter(({ stream }) => !parked.has(stream));
      if (followed.length > 0) projection.apply(database.tablesOf(this.build), followed);
      if (end > checkpoint) builds.setPosition(this.build.id, end);
    });
  }

  private park(event: StoredEvent, end: Position, code: string): Outcome {
    const { database, projection, clock, logger } = this.options;
    return this.fromCheckpoint(end, false, (checkpoint) => {
      if (event.position <= checkpoint) return;
      projection.remove(database.tablesOf(this.build), event.stream);
      database.builds.park(this.build.id, event, code, isoInstant(clock.now()));
      database.builds.setPosition(this.build.id, end);
      logger.warn(
        `${this.name} parks ${event.stream}: ${code} at revision ${event.revision} (${event.type}, version ${event.schemaVersion})`,
      );
    });
  }

  private fromCheckpoint(end: Position, more: boolean, work: (checkpoint: Position) => void): Outcome {
    const { database } = this.options;
    const known = database.builds.find(this.build.id);
    // Another process did it already: no need to wait for its next transaction.
    if (known !== null && known.role !== 'retired' && known.position >= end && end > this.position) return 'applied';
    return database.write(() => {
      const build = database.builds.find(this.build.id);
      // A checkpoint before ours means that the file lost what was committed, as it may when the machine loses power.
      if (build === null || build.role === 'retired' || build.position < this.position) return 'lost';
      work(build.position);
      return 'applied';
    }, more);
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
