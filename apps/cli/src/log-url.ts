import { realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type EventStore, InMemoryEventStore } from '@redress/event-store';
import { SqliteEventStore, SqliteLog } from '@redress/event-store-sqlite';
import { UsageError } from './cli-command';

/** A log that is only read. */
export interface SourceLog extends Pick<EventStore, 'readAll' | 'head'> {
  close(): void | Promise<void>;
}

/** A log that is written to. */
export interface TargetLog {
  readonly store: EventStore;
  /**
   * Appends that are asked for at once are committed in that order, all or none. Where that is not so they are asked for
   * one by one, or a copy could hold them in another order.
   */
  readonly commitsTogether: boolean;
}

/** Where a log is: everything that differs between stores, in one place. */
export interface LogUrl {
  /** As people know it, without anything secret. */
  readonly name: string;
  /** The same for the same log. */
  readonly identity: string;
  /** Never makes a log. @throws {StoreUnusableError} there is none, or it cannot be read */
  openSource(): Promise<SourceLog>;
  /** Makes the log when there is none. @throws {StoreUnusableError | StoreUnavailableError} */
  openTarget(): Promise<TargetLog>;
}

/**
 * @param text `sqlite:<file>`, the path of an SQLite file, or `memory:` for one that is gone with the process
 * @throws {UsageError} this version cannot open it
 */
export function logUrl(text: string): LogUrl {
  const [, scheme, rest = ''] = /^([a-z][a-z0-9+.-]+):(.*)$/i.exec(text) ?? [undefined, 'sqlite', text];
  if (scheme === 'sqlite') return sqliteLog(rest);
  if (scheme === 'memory' && rest === '') return memoryLog();
  throw new UsageError(`${scheme}:... cannot be opened by this version: give sqlite:<file>, or the path of a file`);
}

function sqliteLog(path: string): LogUrl {
  if (path === '' || path === ':memory:') throw new UsageError('A log needs a file: give sqlite:<file>');
  const file = resolve(path);
  return {
    name: file,
    identity: `sqlite:${realPath(file)}`,
    openSource: () => Promise.resolve(SqliteLog.open(file)),
    openTarget: async () => ({ store: await SqliteEventStore.open({ file }), commitsTogether: true }),
  };
}

/** Of use as a target: everything is read, appended and verified as in earnest, and nothing is left. */
function memoryLog(): LogUrl {
  return {
    name: 'memory:',
    identity: 'memory:',
    openSource: () => Promise.resolve(new InMemoryEventStore()),
    openTarget: () => Promise.resolve({ store: new InMemoryEventStore(), commitsTogether: true }),
  };
}

/** The file that a path means, through links; of one that is not there yet, its directory's. */
function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    const parent = dirname(file);
    return parent === file ? file : join(realPath(parent), basename(file));
  }
}
