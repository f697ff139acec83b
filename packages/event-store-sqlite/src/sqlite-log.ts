import { resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type LogPage, type Position, type ReadAllOptions } from '@redress/event-store';
import { assertLog } from './connection';
import { LogReader } from './log-reader';
import { fromPosition, toPosition } from './positions';

/**
 * The log in one SQLite file, for who only reads it: a file is never made, and nothing in it is changed, also while a
 * service writes it.
 */
export class SqliteLog {
  private constructor(private readonly reader: LogReader) {}

  /** @throws {StoreUnusableError} there is no such file, it is no log, of another schema, or damaged */
  static open(path: string): SqliteLog {
    const file = resolve(path);
    assertLog(file);
    return new SqliteLog(new LogReader(file));
  }

  /** As `EventStore.readAll`. @throws {StoreUnusableError} the file is damaged there */
  async readAll(options: ReadAllOptions = {}): Promise<LogPage> {
    const page = this.reader.page(options);
    if (!page.atEnd) await setImmediate();
    return page;
  }

  /** The position of the last event, START when there is none. */
  async head(): Promise<Position> {
    return Promise.resolve(toPosition(this.reader.head()));
  }

  /** How many events are missing between two that follow one another: this store gives out positions without holes. */
  missingBetween(before: Position, after: Position): number {
    return fromPosition(after) - fromPosition(before) - 1;
  }

  close(): void {
    this.reader.close();
  }
}
