import { type EventStore, type Position, START } from '@redress/event-store';
import { type Clock, systemClock } from '../clock';
import { type Loss } from './build-feed';
import { UnknownReadModelError } from './errors';
import { type ProjectionLogger, silentLogger } from './logger';
import { type ReadModelProgress } from './progress';
import { type Projection } from './projection';
import { Projector } from './projector';
import { type ReadModelDatabase } from './read-model-database';
import { type ReadModelStatus } from './read-model-status';

const RETRY_MS = 1_000;
const DEFAULT_LOG_CHECK_MS = 1_000;

export interface ProjectorRunnerOptions {
  readonly store: EventStore;
  readonly database: ReadModelDatabase;
  /** Several versions of one name: the highest is the one to have, an older one is fed until that has caught up. */
  readonly projections: readonly Projection[];
  /** Default the system's. */
  readonly clock?: Clock;
  /** Default none. */
  readonly logger?: ProjectionLogger;
  /** How often to make sure that the log is still the one that was read so far; milliseconds, default 1,000. */
  readonly logCheckMs?: number;
  /** The log was replaced by another one while it was read: whatever else was remembered of it is worth nothing. */
  readonly onOtherLog?: () => void;
}

/** Keeps read models up to date with the log, each on its own. */
export class ProjectorRunner {
  private readonly projectors: readonly Projector[];
  private readonly store: EventStore;
  private readonly database: ReadModelDatabase;
  private readonly logger: ProjectionLogger;
  /** Read again when the log was lost sight of. Null until started. */
  private headAtStart: Position | null = null;
  private isRunning = false;
  private recovery: Promise<void> | null = null;

  constructor(options: ProjectorRunnerOptions) {
    const { store, database, projections, clock = systemClock, logger = silentLogger } = options;
    const { logCheckMs = DEFAULT_LOG_CHECK_MS, onOtherLog } = options;
    const onLoss = async (loss: Loss): Promise<void> => {
      // Another log ends elsewhere.
      this.headAtStart = await store.head();
      if (loss === 'other-log') onOtherLog?.();
    };
    this.store = store;
    this.database = database;
    this.logger = logger;
    const names = [...new Set(projections.map(({ name }) => name))];
    this.projectors = names.map((name) => {
      const versions = projections.filter((projection) => projection.name === name);
      return new Projector(versions, { store, database, clock, logger, logCheckMs, onLoss });
    });
    database.onDamage = () => this.recover();
  }

  /** Resolves when every read model is being fed; {@link ready} tells when they have caught up. */
  async start(): Promise<void> {
    this.headAtStart = await this.store.head();
    this.isRunning = true;
    await Promise.all(this.projectors.map((projector) => projector.start()));
  }

  /** Stops feeding; who waits for a position is turned away. */
  async stop(): Promise<void> {
    this.isRunning = false;
    await this.recovery;
    await Promise.all(this.projectors.map((projector) => projector.stop()));
  }

  /** Every read model has reached the log's end as found at the start, and is being fed. */
  get ready(): boolean {
    return this.headAtStart !== null && this.caughtUpWith(this.headAtStart);
  }

  caughtUpWith(position: Position): boolean {
    const hasReached = (projector: Projector): boolean => !projector.isCutOff && projector.position >= position;
    return this.isRunning && this.projectors.every(hasReached);
  }

  /**
   * Resolves when a read model has passed a position; those of events that it filters out count too.
   * @param name default every read model
   * @throws {ReadModelBehindError} it has not within so many milliseconds
   * @throws {UnknownReadModelError}
   */
  async waitFor(position: Position, timeoutMs: number, name?: string): Promise<void> {
    const asked = name === undefined ? this.projectors : [this.named(name)];
    await Promise.all(asked.map((projector) => projector.waitFor(position, timeoutMs)));
  }

  /**
   * How far read models are, for who has something to do when they get further.
   * @param name default every read model: as far as the last of them
   * @throws {UnknownReadModelError}
   */
  progress(name?: string): ReadModelProgress {
    const asked = name === undefined ? this.projectors : [this.named(name)];
    return {
      get position(): Position {
        return asked.map(({ position }) => position).sort()[0] ?? START;
      },
      onAdvance: (listener) => {
        const unwatch = asked.map((projector) => projector.onAdvance(listener));
        return () => {
          for (const stop of unwatch) stop();
        };
      },
    };
  }

  /** How each read model stands; counts what it has still to read, so ask every few seconds, not every few milliseconds. */
  status(): Promise<readonly ReadModelStatus[]> {
    return Promise.all(this.projectors.map((projector) => projector.status()));
  }

  /**
   * Builds a read model anew beside the one that serves, which it replaces when it has caught up; parked streams are
   * tried again. Resolves when the build has begun. A build under way goes on.
   * @throws {UnknownReadModelError}
   */
  async rebuild(name: string): Promise<void> {
    await this.named(name).rebuild();
  }

  private named(name: string): Projector {
    const found = this.projectors.find((projector) => projector.name === name);
    if (found === undefined) throw new UnknownReadModelError(name);
    return found;
  }

  /** The file is damaged, but nothing in it is worth saving: everything is folded anew. */
  private recover(): void {
    if (!this.isRunning || this.recovery !== null) return;
    this.recovery = this.startOver()
      .catch((error: unknown) => {
        this.logger.error(`The read models could not be begun anew: ${(error as Error).message}`);
        setTimeout(() => this.recover(), RETRY_MS).unref();
      })
      .finally(() => {
        this.recovery = null;
      });
  }

  private async startOver(): Promise<void> {
    await Promise.all(this.projectors.map((projector) => projector.pause()));
    await this.database.startOver('is damaged');
    await Promise.all(this.projectors.map((projector) => projector.start()));
  }
}
