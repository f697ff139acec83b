import {
  type CaseModule,
  type Clock,
  type DueCases,
  isoInstant,
  type Moment,
  ProjectorRunner,
  type PublicationStreams,
  ReadModelDatabase,
  type ReadModelProgress,
  type ReadModelStatus,
  systemClock,
} from '@redress/application';
import { type EventStore, type Position, START } from '@redress/event-store';
import { caseListProjection, DueClocks, projectionsModule, publicationStreams, Questions } from '@redress/read-models';
import { assertMinPosition } from '../http/position';
import { defaultLogger } from '../redress-logger';
import { DEFAULT_READ_MODEL_WAIT_MS, type RedressOptions } from '../redress-options';

/** As of when, and read at least how far, an answer is asked for. */
export interface Freshness {
  readonly moment: Moment;
  readonly minPosition: Position | undefined;
}

/** The lists and reports, and what keeps them up to date with the log. */
export class ReadModels {
  readonly questions: Questions;
  /** What falls due, for the processor that puts it on record. */
  readonly dueCases: DueCases;
  private readonly store: EventStore;
  private readonly database: ReadModelDatabase;
  private readonly runner: ProjectorRunner;
  private readonly waitMs: number;
  private readonly clock: Clock;

  constructor(
    options: RedressOptions,
    private readonly cases: CaseModule,
  ) {
    const {
      store,
      clock = systemClock,
      logger = defaultLogger,
      readModelWaitMs = DEFAULT_READ_MODEL_WAIT_MS,
    } = options;
    this.store = store;
    this.clock = clock;
    this.waitMs = readModelWaitMs;
    const { file, thread = true, questions } = options.readModels;
    this.database = ReadModelDatabase.open({
      file,
      logger,
      ...(thread ? { projectionsModule: projectionsModule() } : {}),
      ...(questions === undefined ? {} : { questions }),
    });
    const projections = [caseListProjection];
    const onOtherLog = (): void => cases.startOver();
    this.runner = new ProjectorRunner({ store, database: this.database, projections, clock, logger, onOtherLog });
    this.questions = new Questions(this.database);
    this.dueCases = new DueClocks(this.database);
  }

  /** The instant at which a question is asked, ISO 8601 UTC. */
  now(): string {
    return isoInstant(this.clock.now());
  }

  /** Resolves when every read model is being fed; {@link ready} tells when they have caught up. */
  start(): Promise<void> {
    return this.runner.start();
  }

  /** Stops feeding; what has been read can still be asked for. */
  stop(): Promise<void> {
    return this.runner.stop();
  }

  close(): Promise<void> {
    return this.database.close();
  }

  /** Every read model has reached the log's end as found at the start, and is being fed. */
  get ready(): boolean {
    return this.runner.ready;
  }

  /** Every read model has read at least so far, and is being fed. */
  caughtUpWith(position: Position): boolean {
    return this.runner.caughtUpWith(position);
  }

  /** How far the last of them is, for who has something to do when they get further. */
  get progress(): ReadModelProgress {
    return this.runner.progress();
  }

  /** How each read model stands; counts what it has still to read, so ask every few seconds, not every few milliseconds. */
  status(): Promise<readonly ReadModelStatus[]> {
    return this.runner.status();
  }

  /** The streams of policies and calendars, as far as the log was read by an earlier start; of none, when nobody can say. */
  publications(): PublicationStreams {
    try {
      return publicationStreams(this.database);
    } catch {
      // Reading the log takes longer, and that is all. Of a damaged file the runner has been told.
      return { streams: [], upTo: START };
    }
  }

  /** @throws {UnknownReadModelError} */
  rebuild(name: string): Promise<void> {
    return this.runner.rebuild(name);
  }

  /**
   * Resolves when the lists can answer for the moment, and have read as far as is asked for.
   * @throws {ReadModelBehindError | FutureInstantError | Problem}
   */
  async reached({ moment, minPosition }: Freshness): Promise<void> {
    if (minPosition !== undefined) await assertMinPosition(this.store, minPosition);
    await this.cases.reader.settled(moment);
    const isPast = moment.asOf !== undefined || moment.asOfOccurred !== undefined;
    // Whatever was recorded by that instant is in the log by now, and must be in the answer, or it would change later.
    if (isPast) await this.runner.waitFor(await this.store.head(), this.waitMs);
    if (minPosition !== undefined) await this.runner.waitFor(minPosition, this.waitMs);
  }
}
