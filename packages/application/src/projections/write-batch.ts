import { performance } from 'node:perf_hooks';
import { type DatabaseSync } from 'node:sqlite';
import { sqliteTrouble } from './sqlite-errors';

/** So long writes that follow each other are gathered before they become durable, and another process is kept waiting. */
const LONGEST_MS = 30;
const READ_TIMEOUT_MS = 1_000;

/**
 * The transactions of one connection. Committing costs as much as applying a few hundred events, so while a read model
 * catches up its slices share a transaction, each behind a savepoint of its own. Nobody in this process can tell: a
 * question reads the checkpoint together with the tables, be they durable yet or not.
 */
export class WriteBatch {
  private isOpen = false;
  private begunAt = 0;
  private timer: NodeJS.Timeout | undefined;

  /** @param onUndone called after anything that was written is undone, whether or not somebody is told by an error */
  constructor(
    private readonly connection: DatabaseSync,
    private readonly onUndone: () => void,
  ) {}

  /**
   * All of `work` or nothing of it.
   * @param more whether another write follows at once
   */
  write<T>(work: () => T, more: boolean): T {
    this.open();
    this.connection.exec('SAVEPOINT slice');
    let result: T;
    try {
      result = work();
    } catch (error) {
      this.undoSlice();
      throw error;
    }
    this.connection.exec('RELEASE slice');
    if (!more || performance.now() - this.begunAt > LONGEST_MS) this.flush();
    return result;
  }

  /** All of `work` or nothing of it, within a write. */
  part<T>(work: () => T): T {
    this.connection.exec('SAVEPOINT part');
    try {
      return work();
    } catch (error) {
      this.attempt('ROLLBACK TO part');
      this.onUndone();
      throw error;
    } finally {
      this.attempt('RELEASE part');
    }
  }

  /** Sees one state of the file from begin to end. */
  read<T>(work: () => T): T {
    if (this.isOpen) return work();
    try {
      return this.readAlone(work);
    } catch (error) {
      if (sqliteTrouble(error) !== 'busy') throw error;
      // Readers wait only for another process that opens or closes the file, and that does not take long.
      this.connection.exec(`PRAGMA busy_timeout = ${READ_TIMEOUT_MS}`);
      try {
        return this.readAlone(work);
      } finally {
        this.connection.exec('PRAGMA busy_timeout = 0');
      }
    }
  }

  /** Makes durable what has been written. When it cannot be, it is gone, and the checkpoints say so. */
  flush(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    clearTimeout(this.timer);
    try {
      this.connection.exec('COMMIT');
    } catch (error) {
      this.attempt('ROLLBACK');
      this.onUndone();
      throw error;
    }
  }

  private readAlone<T>(work: () => T): T {
    this.connection.exec('BEGIN');
    try {
      return work();
    } finally {
      this.attempt('COMMIT');
    }
  }

  /** Nothing more will be written. What cannot be made durable is read from the log again. */
  end(): void {
    this.tryFlush();
  }

  private open(): void {
    if (this.isOpen) return;
    this.connection.exec('BEGIN IMMEDIATE');
    this.isOpen = true;
    this.begunAt = performance.now();
    // When nothing follows after all. A failure shows at the next write, whose checkpoint is not where it was left.
    this.timer = setTimeout(() => this.tryFlush(), LONGEST_MS);
    this.timer.unref();
  }

  private undoSlice(): void {
    this.attempt('ROLLBACK TO slice');
    this.onUndone();
    this.tryFlush();
  }

  private tryFlush(): void {
    try {
      this.flush();
    } catch {
      // After some failures SQLite has undone everything by itself, and there is nothing left to commit.
    }
  }

  private attempt(statement: string): void {
    try {
      this.connection.exec(statement);
    } catch {
      // Nothing was open any more.
    }
  }
}
