import { type DatabaseSync, type StatementSync } from 'node:sqlite';
import { type Position, START } from '@redress/event-store';
import { type Asker, type QuestionLimits } from './asker';
import { BuildTables } from './build-tables';
import { type Build, Builds } from './builds';
import {
  type ConnectionSize,
  fileIdentity,
  openDatabaseFile,
  openDatabaseToRead,
  READER,
  throwAway,
} from './database-file';
import { ReadModelBehindError } from './errors';
import { type ProjectionLogger, silentLogger } from './logger';
import { sqliteTrouble } from './sqlite-errors';
import { LocalApplier, type LocalApplierOptions } from './local-applier';
import { ProjectionThread } from './projection-thread';
import { type Question } from './question';
import { QuestionThread } from './question-thread';
import { type SliceApplier } from './slice';
import { WriteBatch } from './write-batch';

export interface ReadModelDatabaseOptions {
  /** Path of the SQLite file, `read-models.db`; `:memory:` for one that nobody shares. */
  readonly file: string;
  /** Default none. */
  readonly logger?: ProjectionLogger;
  /**
   * Path of a module that exports `projections` and `questions`: read models are folded in a thread of their own then, and
   * what may take long is answered in another; both load it. Not for `:memory:`. Without it everything is done on the
   * calling thread, between whatever else it does.
   */
  readonly projectionsModule?: string;
  /** How many questions wait for that thread, and for how long; default {@link DEFAULT_QUESTION_LIMITS}. */
  readonly questions?: QuestionLimits;
  /** Default by whether there is such a thread. */
  readonly size?: ConnectionSize;
}

interface ReadModelThreads {
  readonly projections: ProjectionThread;
  readonly questions: QuestionThread;
}

/** A read model as it stands at one point of the log. */
export interface ReadModelSnapshot {
  /** `{name}` stands for the table of that name; see {@link ReadModelTables}. */
  prepare(sql: string): StatementSync;
  /** Up to here the answer is true. */
  readonly position: Position;
  /** So many cases are missing from every answer, because one of their events could not be applied. */
  readonly parked: number;
  /** The streams of these cases, no more than {@link MOST_PARKED_NAMED}: for who must not be told of all. */
  readonly parkedStreams: readonly string[];
}

/** Who may know of a parked case has to be found out one by one: of more than this nobody waits for it. */
export const MOST_PARKED_NAMED = 100;

/**
 * The SQLite file of the read models. One connection, on which everything is synchronous, so nobody in this process
 * ever sees half of a batch; a reader of another process sees what was committed last.
 */
export class ReadModelDatabase {
  /** Told when a question meets a damaged page; the runner throws the file away then. */
  onDamage: () => void = () => undefined;
  private batch: WriteBatch;
  private registry: Builds;
  private readonly tables = new Map<number, BuildTables>();
  private isOpen = true;

  private constructor(
    private readonly file: string,
    private readonly connect: () => DatabaseSync,
    private readonly logger: ProjectionLogger = silentLogger,
    private readonly threads: ReadModelThreads | null = null,
    private connection = connect(),
  ) {
    this.batch = this.newBatch();
    this.registry = new Builds(this.connection);
  }

  /** @throws {StoreUnusableError} the file is a database of something else */
  static open({
    file,
    logger = silentLogger,
    projectionsModule,
    questions,
    size,
  }: ReadModelDatabaseOptions): ReadModelDatabase {
    if (projectionsModule === undefined || file === ':memory:') {
      return new ReadModelDatabase(file, () => openDatabaseFile(file, logger, size), logger);
    }
    const data = { file, module: projectionsModule };
    const onDamage = (): void => database.onDamage();
    let identity: string | undefined;
    const threads = {
      projections: new ProjectionThread(data, logger, onDamage),
      questions: new QuestionThread(
        () => ({ ...data, ...(identity === undefined ? {} : { identity }) }),
        logger,
        onDamage,
        questions,
      ),
    };
    const connect = (): DatabaseSync => {
      const connection = openDatabaseFile(file, logger, READER);
      identity = fileIdentity(file);
      return connection;
    };
    const database = new ReadModelDatabase(file, connect, logger, threads);
    threads.projections.warm();
    return database;
  }

  /** A file that somebody else has opened and keeps; nothing is written. @throws {Error} from SQLite, when it cannot be read */
  static openToRead(file: string): ReadModelDatabase {
    return new ReadModelDatabase(file, () => openDatabaseToRead(file, READER));
  }

  get builds(): Builds {
    return this.registry;
  }

  /**
   * Answers a question from the build that serves, as of one point of the log.
   * @param versions of the read model whose tables the question knows
   * @throws {ReadModelBehindError} no build that it knows serves yet
   */
  read<T>(name: string, versions: readonly number[], question: (snapshot: ReadModelSnapshot) => T): T {
    if (!this.isOpen) throw new ReadModelBehindError(name, START, null);
    try {
      return this.batch.read(() => {
        const build = this.registry.inRole(name, 'serving');
        if (build === null || !versions.includes(build.version)) throw new ReadModelBehindError(name, START, null);
        const tables = this.tablesOf(build);
        const parked = this.registry.parkedCount(build.id);
        const parkedStreams = parked === 0 ? [] : this.registry.parkedFirst(build.id, MOST_PARKED_NAMED);
        return question({ prepare: (sql) => tables.prepare(sql), position: build.position, parked, parkedStreams });
      });
    } catch (error) {
      if (sqliteTrouble(error) === 'corrupt') this.onDamage();
      throw error;
    }
  }

  /**
   * Answers a question that may take long, holding up nobody else where there is a thread for it: as of a moment after it
   * was asked.
   * @param asker default one who waits for ever, all of these under one key
   * @throws {ReadModelBehindError} no build that it knows serves yet
   * @throws {TooManyQuestionsError | QuestionTimeoutError} where there is a thread for it
   * @throws the reason of the asker's signal
   */
  async ask<Asked, Answer>(question: Question<Asked, Answer>, asked: Asked, asker?: Asker): Promise<Answer> {
    asker?.signal.throwIfAborted();
    const ask = (): Answer => question.answer(this, asked);
    return this.threads === null || !this.isOpen ? ask() : this.threads.questions.ask(question, asked, ask, asker);
  }

  /**
   * All of `work` or nothing of it. The checkpoints read within are those that any other process sees, too.
   * @param more whether another write follows at once: then both may become durable together, a little later
   */
  write<T>(work: () => T, more = false): T {
    return this.batch.write(work, more);
  }

  /** All of `work` or nothing of it, as a part of the write under way. */
  part<T>(work: () => T): T {
    return this.batch.part(work);
  }

  /** Makes durable what was written with more to follow. */
  flush(): void {
    this.batch.flush();
  }

  private newBatch(): WriteBatch {
    // What tables remember may have been undone with the rest.
    return new WriteBatch(this.connection, () => this.tables.clear());
  }

  tablesOf(build: Pick<Build, 'id' | 'name'>): BuildTables {
    let tables = this.tables.get(build.id);
    if (tables === undefined) {
      tables = new BuildTables(this.connection, build);
      this.tables.set(build.id, tables);
    }
    return tables;
  }

  /** Where what is read of the log for a build is to be applied. */
  applierFor(build: Build, options: LocalApplierOptions): SliceApplier {
    return this.threads?.projections.applierFor(build, options.clock) ?? new LocalApplier(build, options);
  }

  /** Takes a retired build out of the books, when none of its tables is left. */
  forget(build: Build): void {
    this.write(() => this.registry.forget(build.id));
    this.tables.delete(build.id);
  }

  /** Throws the file away, because it turned out to be damaged, and begins with an empty one. */
  async startOver(reason: string): Promise<void> {
    await this.close();
    if (this.file !== ':memory:') throwAway(this.file, reason, this.logger);
    this.connection = this.connect();
    this.batch = this.newBatch();
    this.registry = new Builds(this.connection);
    this.tables.clear();
    this.isOpen = true;
  }

  /** Nobody may be feeding any more. Resolves when the file is let go of; without threads, at once. */
  async close(): Promise<void> {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.batch.end();
    if (this.threads !== null) {
      // Who only reads comes first: SQLite takes the write-ahead log away, and with it what was withheld since, when the last
      // connection is one that may write.
      await this.threads.questions.close();
      await this.threads.projections.close();
    }
    this.connection.close();
  }
}
