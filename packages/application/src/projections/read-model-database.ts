import { type DatabaseSync, type StatementSync } from 'node:sqlite';
import { type Position, START } from '@redress/event-store';
import { type Build, Builds } from './builds';
import { openDatabaseFile, throwAway } from './database-file';
import { ReadModelBehindError } from './errors';
import { type ProjectionLogger, silentLogger } from './logger';
import { type ReadModelTables } from './projection';
import { sqliteTrouble } from './sqlite-errors';

/** Questions with other filters are other statements; more than this many are not kept. */
const MAX_STATEMENTS = 500;

export interface ReadModelDatabaseOptions {
  /** Path of the SQLite file, `read-models.db`; `:memory:` for one that nobody shares. */
  readonly file: string;
  readonly logger?: ProjectionLogger;
}

/** A read model as it stands at one point of the log. */
export interface ReadModelSnapshot {
  /** `{name}` stands for the table of that name; see {@link ReadModelTables}. */
  prepare(sql: string): StatementSync;
  /** Up to here the answer is true. */
  readonly position: Position;
  /** So many cases are missing from every answer, because one of their events could not be applied. */
  readonly parked: number;
}

/**
 * The SQLite file of the read models. One connection: transactions are synchronous and short, so within this process
 * nobody ever sees half of one, and a reader of another process sees the last committed state.
 */
export class ReadModelDatabase {
  /** Told when a question meets a damaged page; the runner throws the file away then. */
  onDamage: () => void = () => undefined;
  private builds_: Builds;
  private isOpen = true;
  private readonly tables = new Map<number, BuildTables>();

  private constructor(
    private connection: DatabaseSync,
    private readonly file: string,
    private readonly logger: ProjectionLogger,
  ) {
    this.builds_ = new Builds(connection);
  }

  /** @throws {StoreUnusableError} the file is a database of something else */
  static open({ file, logger = silentLogger }: ReadModelDatabaseOptions): ReadModelDatabase {
    return new ReadModelDatabase(openDatabaseFile(file, logger), file, logger);
  }

  get builds(): Builds {
    return this.builds_;
  }

  /**
   * Answers a question from the build that serves, as of one point of the log.
   * @param versions of the read model whose tables the question knows
   * @throws {ReadModelBehindError} no build that it knows serves yet
   */
  read<T>(name: string, versions: readonly number[], question: (snapshot: ReadModelSnapshot) => T): T {
    try {
      return this.transaction('BEGIN', () => {
        const build = this.builds_.inRole(name, 'serving');
        if (build === null || !versions.includes(build.version)) throw new ReadModelBehindError(name, START, null);
        const tables = this.tablesOf(build);
        return question({
          prepare: (sql) => tables.prepare(sql),
          position: build.position,
          parked: this.builds_.parkedCount(build.id),
        });
      });
    } catch (error) {
      if (sqliteTrouble(error) === 'corrupt') this.onDamage();
      throw error;
    }
  }

  /** All of it or nothing. The checkpoints read within are those that any other process sees, too. */
  write<T>(work: () => T): T {
    return this.transaction('BEGIN IMMEDIATE', work);
  }

  tablesOf({ id, name }: Pick<Build, 'id' | 'name'>): ReadModelTables {
    let tables = this.tables.get(id);
    if (tables === undefined) {
      tables = new BuildTables(this.connection, `${name.replaceAll('-', '_')}_${id}`);
      this.tables.set(id, tables);
    }
    return tables;
  }

  /** The next table to drop of a retired build; null when none is left. */
  nextTable({ id, name }: Build): string | null {
    // A virtual table comes first: dropping it drops the tables behind it.
    const sql =
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB ? ORDER BY sql LIKE 'CREATE VIRTUAL%' DESC LIMIT 1";
    const found = this.connection.prepare(sql).get(`${name.replaceAll('-', '_')}_${id}_*`);
    return (found?.['name'] as string | undefined) ?? null;
  }

  dropTable(table: string): void {
    this.connection.exec(`DROP TABLE IF EXISTS "${table}"`);
  }

  /** Its statements are of no use any more. */
  forget(build: Build): void {
    this.tables.delete(build.id);
  }

  /** Throws the file away, because it turned out to be damaged, and begins with an empty one. */
  startOver(reason: string): void {
    this.close();
    this.tables.clear();
    if (this.file !== ':memory:') throwAway(this.file, reason, this.logger);
    this.connection = openDatabaseFile(this.file, this.logger);
    this.builds_ = new Builds(this.connection);
    this.isOpen = true;
  }

  close(): void {
    if (this.isOpen) this.connection.close();
    this.isOpen = false;
  }

  private transaction<T>(begin: string, work: () => T): T {
    const { connection } = this;
    connection.exec(begin);
    try {
      const result = work();
      connection.exec('COMMIT');
      return result;
    } catch (error) {
      rollBack(connection);
      throw error;
    }
  }
}

function rollBack(connection: DatabaseSync): void {
  try {
    connection.exec('ROLLBACK');
  } catch {
    // After some failures SQLite has rolled back by itself and says that no transaction is active.
  }
}

class BuildTables implements ReadModelTables {
  private readonly statements = new Map<string, StatementSync>();

  constructor(
    private readonly connection: DatabaseSync,
    private readonly prefix: string,
  ) {}

  prepare(sql: string): StatementSync {
    let statement = this.statements.get(sql);
    if (statement === undefined) {
      statement = this.connection.prepare(this.named(sql));
      const oldest = this.statements.size < MAX_STATEMENTS ? undefined : this.statements.keys().next().value;
      if (oldest !== undefined) this.statements.delete(oldest);
      this.statements.set(sql, statement);
    }
    return statement;
  }

  exec(sql: string): void {
    this.connection.exec(this.named(sql));
  }

  private named(sql: string): string {
    return sql.replaceAll(/\{(\w+)\}/g, `${this.prefix}_$1`);
  }
}
