import { type Position, type StoredEvent } from '@redress/event-store';
import { type Clock, isoInstant } from '../clock';
import { type Build, type Bulk } from './builds';
import { poisonCode } from './errors';
import { markOf } from './log-mark';
import { type ProjectionLogger } from './logger';
import { type Projection } from './projection';
import { type ReadModelDatabase } from './read-model-database';
import { type Outcome, type Slice, type StreamsSlice } from './slice';
import { sqliteTrouble } from './sqlite-errors';

export interface BuildWriterOptions {
  readonly database: ReadModelDatabase;
  readonly projection: Projection;
  readonly clock: Clock;
  readonly logger: ProjectionLogger;
}

/** Writes slices into the tables of one build. Other processes may do the same: only the checkpoint says what is due. */
export class BuildWriter {
  constructor(
    private readonly build: Build,
    private readonly options: BuildWriterOptions,
  ) {}

  /** For the log. */
  get name(): string {
    return `Read model ${this.build.name} (build ${this.build.id})`;
  }

  apply(slice: Slice): Outcome {
    return this.write(slice, (checkpoint) => this.followed(slice.events, checkpoint));
  }

  /** Follows the stream of the first event, which cannot be applied, no further, and takes away what it left. */
  park(slice: Slice, code: string): Outcome {
    return this.write(slice, (checkpoint) => {
      const [event, ...others] = slice.events.filter(({ position }) => position > checkpoint);
      if (event !== undefined) this.parkStream(event, code, others.length);
    });
  }

  /** @param singly each stream by itself, and what cannot be applied is parked; else it throws */
  applyStreams({ events, after, cursor, atEnd }: StreamsSlice, singly: boolean): Outcome {
    return this.writeStreams(after, events, (fresh, bulk) => {
      const { builds } = this.options.database;
      if (singly) for (const stream of byStream(fresh)) this.applyOrPark(stream);
      else this.followed(fresh);
      const { upTo, within } = bulk;
      builds.setBulk(this.build.id, atEnd ? null : { upTo, cursor, ...(isAhead(within, events) ? { within } : {}) });
      if (atEnd) builds.setPosition(this.build.id, upTo);
    });
  }

  /** The events of one stream that are applied next, where a slice is applied stream by stream; none when all are. */
  nextPart({ events }: StreamsSlice): readonly StoredEvent[] {
    const fresh = behind(this.options.database.builds.find(this.build.id)?.bulk?.within, events);
    return leadingRun(fresh);
  }

  /**
   * That part of a slice, in a transaction of its own.
   * @param code why the stream is parked and not applied; null: it is applied
   */
  applyPart(part: readonly StoredEvent[], { events, after }: StreamsSlice, code: string | null): Outcome {
    return this.writeStreams(after, events, (fresh, bulk) => {
      const [first, ...others] = part;
      const last = part.at(-1);
      // Another process may have been faster.
      if (first === undefined || last === undefined || fresh[0]?.id !== first.id) return;
      if (code === null) this.applyOrPark(part);
      else this.parkStream(first, code, others.length);
      const { stream, revision } = last;
      this.options.database.builds.setBulk(this.build.id, { ...bulk, within: { stream, revision } });
    });
  }

  /** Writes down what is to be applied, and how often it was tried in a row: nobody can say so any more once the thread has ended. */
  begin(stream: string): number {
    const { database } = this.options;
    return database.write(() => {
      const before = database.builds.attempt(this.build.id);
      const tries = before?.stream === stream ? before.tries + 1 : 1;
      database.builds.beginAttempt(this.build.id, { stream, tries });
      return tries;
    });
  }

  private writeStreams(
    after: StreamsSlice['after'],
    events: readonly StoredEvent[],
    work: (fresh: readonly StoredEvent[], bulk: Bulk) => void,
  ): Outcome {
    const { database } = this.options;
    const { builds } = database;
    const { id } = this.build;
    return database.write(() => {
      const build = builds.find(id);
      if (build?.role !== 'building' || build.bulk?.cursor !== after) return 'lost';
      work(behind(build.bulk.within, events), build.bulk);
      // Every event of a slice is in this log, applied yet or not.
      const newest = latestOf(events);
      if (newest !== null && newest.position > (build.mark?.position ?? '')) builds.setMark(id, markOf(newest));
      builds.endAttempt(id);
      return 'applied';
    });
  }

  /** Applies what is not parked. */
  private followed(events: readonly StoredEvent[], checkpoint: Position = ''): void {
    const { database, projection } = this.options;
    const fresh = checkpoint === '' ? events : events.filter((event) => event.position > checkpoint);
    const unparked = this.withoutParked(fresh);
    if (unparked.length > 0) projection.apply(database.tablesOf(this.build), unparked);
  }

  private withoutParked(events: readonly StoredEvent[]): readonly StoredEvent[] {
    const { builds } = this.options.database;
    const { id } = this.build;
    const parked = builds.parkedStreams(id);
    if (parked.size === 0) return events;
    const passedOver = Map.groupBy(
      events.filter(({ stream }) => parked.has(stream)),
      ({ stream }) => stream,
    );
    for (const [stream, ofStream] of passedOver) builds.countSkipped(id, stream, ofStream.length);
    return passedOver.size === 0 ? events : events.filter(({ stream }) => !parked.has(stream));
  }

  private applyOrPark(events: readonly StoredEvent[]): void {
    const { database, projection } = this.options;
    const stream = this.withoutParked(events);
    const tables = () => database.tablesOf(this.build);
    if (stream.length === 0) return;
    try {
      return database.part(() => projection.apply(tables(), stream));
    } catch (error) {
      if (sqliteTrouble(error) !== null) throw error;
    }
    // Once more, to say which event it is.
    let reached = 0;
    try {
      database.part(() => {
        for (const event of stream) {
          projection.apply(tables(), [event]);
          reached += 1;
        }
      });
    } catch (error) {
      const event = stream[reached];
      if (event === undefined || sqliteTrouble(error) !== null) throw error;
      this.parkStream(event, poisonCode(error), stream.length - reached - 1);
    }
  }

  /** @param skipped events that follow it and are passed over at once */
  private parkStream(event: StoredEvent, code: string, skipped: number): void {
    const { database, projection, clock, logger } = this.options;
    const { stream, revision, type, schemaVersion } = event;
    projection.remove(database.tablesOf(this.build), stream);
    database.builds.park(this.build.id, event, code, isoInstant(clock.now()), skipped);
    logger.warn(`${this.name} parks ${stream}: ${code} at revision ${revision} (${type}, version ${schemaVersion})`);
  }

  private write({ events, after, end, more }: Slice, work: (checkpoint: Position) => void): Outcome {
    const { database } = this.options;
    const { id } = this.build;
    const known = database.builds.find(id);
    // Another process did it already: no need to wait for its next transaction.
    if (known !== null && known.role !== 'retired' && known.position >= end && end > after) return 'applied';
    return database.write(() => {
      const build = database.builds.find(id);
      // A checkpoint before ours means that the file lost what was committed, as it may when the machine loses power.
      if (build === null || build.role === 'retired' || build.position < after) return 'lost';
      work(build.position);
      const last = events.at(-1);
      if (last !== undefined && last.position > build.position) database.builds.setMark(id, markOf(last));
      if (end > build.position) database.builds.setPosition(id, end);
      database.builds.endAttempt(id);
      return 'applied';
    }, more);
  }
}

/** Streams in the order in which they come, each with all its events. */
function byStream(events: readonly StoredEvent[]): Iterable<readonly StoredEvent[]> {
  return Map.groupBy(events, ({ stream }) => stream).values();
}

/** The events of the first stream up to the first event of another one. */
export function leadingRun(events: readonly StoredEvent[]): readonly StoredEvent[] {
  const end = events.findIndex(({ stream }) => stream !== events[0]?.stream);
  return end === -1 ? events : events.slice(0, end);
}

function indexOf(events: readonly StoredEvent[], within: Bulk['within']): number {
  return events.findLastIndex(({ stream, revision }) => stream === within?.stream && revision === within.revision);
}

/** Whether all of these events come before the last one that is applied. */
function isAhead(within: Bulk['within'], events: readonly StoredEvent[]): boolean {
  return within !== undefined && indexOf(events, within) === -1;
}

/** What is not applied yet: behind a cursor, events come in the same order always. */
function behind(within: Bulk['within'], events: readonly StoredEvent[]): readonly StoredEvent[] {
  if (within === undefined) return events;
  const index = indexOf(events, within);
  return index === -1 ? [] : events.slice(index + 1);
}

function latestOf(events: readonly StoredEvent[]): StoredEvent | null {
  return events.reduce<StoredEvent | null>((latest, event) => {
    return latest === null || event.position > latest.position ? event : latest;
  }, null);
}
