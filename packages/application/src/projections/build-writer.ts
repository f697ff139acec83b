import { type Position, type StoredEvent } from '@redress/event-store';
import { type Clock, isoInstant } from '../clock';
import { type Build } from './builds';
import { markOf } from './log-mark';
import { type ProjectionLogger } from './logger';
import { type Projection } from './projection';
import { type ReadModelDatabase } from './read-model-database';
import { type Outcome, type Slice } from './slice';

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
    const { database, projection, clock, logger } = this.options;
    return this.write(slice, (checkpoint) => {
      if (event.position <= checkpoint) return;
      projection.remove(database.tablesOf(this.build), event.stream);
      database.builds.park(this.build.id, event, code, isoInstant(clock.now()));
      const { stream, revision, type, schemaVersion } = event;
      logger.warn(`${this.name} parks ${stream}: ${code} at revision ${revision} (${type}, version ${schemaVersion})`);
    });
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
