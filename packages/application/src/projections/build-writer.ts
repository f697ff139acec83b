import { type Position, type StoredEvent } from '@redress/event-store';
import { type Clock, isoInstant } from '../clock';
import { type Build } from './builds';
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
    const { database, projection } = this.options;
    const { builds } = database;
    const { id } = this.build;
    return this.write(slice, (checkpoint) => {
      const fresh = slice.events.filter((event) => event.position > checkpoint);
      const parked = builds.parkedStreams(id);
      for (const { stream } of fresh) if (parked.has(stream)) builds.countSkipped(id, stream);
      const followed = parked.size === 0 ? fresh : fresh.filter(({ stream }) => !parked.has(stream));
      if (followed.length > 0) projection.apply(database.tablesOf(this.build), followed);
    });
  }

  /** Follows the stream of the event no further, and takes away what it left. */
  park(event: StoredEvent, slice: Slice, code: string): Outcome {
    const { database, projection, clock } = this.options;
    return this.write(slice, (checkpoint) => {
      if (event.position <= checkpoint) return;
      projection.remove(database.tablesOf(this.build), event.stream);
      database.builds.park(this.build.id, event, code, isoInstant(clock.now()));
      this.tell(event, code);
    });
  }

  /** @param singly each stream by itself, and what cannot be applied is parked; else it throws */
  applyStreams({ events, after, cursor, atEnd }: StreamsSlice, singly: boolean): Outcome {
    const { database } = this.options;
    const { builds } = database;
    const { id } = this.build;
    return database.write(() => {
      const build = builds.find(id);
      if (build?.role !== 'building' || build.bulk?.cursor !== after) return 'lost';
      if (singly) for (const stream of Map.groupBy(events, ({ stream }) => stream).values()) this.applyOrPark(stream);
      else if (events.length > 0) this.options.projection.apply(database.tablesOf(this.build), events);
      const newest = latestOf(events);
      if (newest !== null && newest.position > (build.mark?.position ?? '')) builds.setMark(id, markOf(newest));
      builds.setBulk(id, atEnd ? null : { ...build.bulk, cursor });
      if (atEnd) builds.setPosition(id, build.bulk.upTo);
      return 'applied';
    });
  }

  private applyOrPark(stream: readonly StoredEvent[]): void {
    const { database, projection, clock } = this.options;
    let reached = 0;
    try {
      database.part(() => {
        for (const event of stream) {
          projection.apply(database.tablesOf(this.build), [event]);
          reached += 1;
        }
      });
    } catch (error) {
      const event = stream[reached];
      if (event === undefined || sqliteTrouble(error) !== null) throw error;
      const code = poisonCode(error);
      projection.remove(database.tablesOf(this.build), event.stream);
      database.builds.park(this.build.id, event, code, isoInstant(clock.now()), stream.length - reached - 1);
      this.tell(event, code);
    }
  }

  private tell({ stream, revision, type, schemaVersion }: StoredEvent, code: string): void {
    this.options.logger.warn(
      `${this.name} parks ${stream}: ${code} at revision ${revision} (${type}, version ${schemaVersion})`,
    );
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
      return 'applied';
    }, more);
  }
}

function latestOf(events: readonly StoredEvent[]): StoredEvent | null {
  return events.reduce<StoredEvent | null>((latest, event) => {
    return latest === null || event.position > latest.position ? event : latest;
  }, null);
}
