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
 * @param text `sqlite:<file>`, the path of an SQLite file, `esdb://` as EventStoreDB's clients take it, or `memory:` for one
 * that is gone with the process
 * @throws {UsageError} this version cannot open it
 */
export function logUrl(text: string): LogUrl {
  const [, scheme, rest = ''] = /^([a-z][a-z0-9+.-]+):(.*)$/i.exec(text) ?? [undefined, 'sqlite', text];
  if (scheme === 'sqlite') return sqliteLog(rest);
  if (scheme === 'esdb' || scheme === 'esdb+discover') return eventStoreDbLog(text);
  if (scheme === 'memory' && rest === '') return memoryLog();
  throw new UsageError(
    `${scheme}:... cannot be opened by this version: give sqlite:<file>, the path of a file, or esdb://...`,
  );
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

function eventStoreDbLog(url: string): LogUrl {
  // User and password stand before the hosts, and nobody is to see them.
  const [, hosts = ''] = /^[^:]+:\/\/(?:[^@/?]*@)?([^/?]*)/.exec(url) ?? [];
  const name = `esdb://${hosts}`;
  const open = async (): Promise<EventStore> => {
    // Loaded only where it is used: its client would make every other command slower.
    const { EventStoreDbEventStore } = await import('@redress/event-store-eventstoredb');
    return new EventStoreDbEventStore({ url });
  };
  return {
    name,
    identity: name.toLowerCase(),
    openSource: open,
    openTarget: async () => ({ store: await open(), commitsTogether: false }),
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
