import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type EventStore, InMemoryEventStore } from '@redress/event-store';
import { SqliteEventStore, SqliteLog } from '@redress/event-store-sqlite';
import { UsageError } from './cli-command';
import { type VerifiableLog } from './verify/verify-log';

/** A log that is only read. */
export interface SourceLog extends VerifiableLog {
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
  /** Not in a file of this machine: no data directory belongs to it. */
  readonly isElsewhere: boolean;
  /** Whether there is one to open, as far as can be told without opening it. */
  exists(): boolean;
  /** Never makes a log. @throws {StoreUnusableError} there is none, or it cannot be read */
  openSource(): Promise<SourceLog>;
  /**
   * Makes the log when there is none.
   * @param lockPatienceMs so long an append may wait for another process that writes the same file; default the store's
   * @throws {StoreUnusableError | StoreUnavailableError}
   */
  openTarget(lockPatienceMs?: number): Promise<TargetLog>;
}

/** How an address of a log is to be read. */
export interface LogUrlOptions {
  /** What it was given as, for messages. Of the address itself they show nothing but its scheme: it may hold a password. */
  readonly source?: string;
  /** `memory:` is one too, for a log that is gone with the process. */
  readonly allowMemory?: boolean;
}

/**
 * @param text `sqlite:<file>`, the path of an SQLite file, or `esdb://` as EventStoreDB's clients take it
 * @throws {UsageError} this version cannot open it
 */
export function logUrl(text: string, { source, allowMemory = false }: LogUrlOptions = {}): LogUrl {
  const [, scheme, rest = ''] = /^([a-z][a-z0-9+.-]+):(.*)$/i.exec(text) ?? [undefined, 'sqlite', text];
  const from = source === undefined ? '' : `${source} is `;
  if (scheme === 'sqlite') {
    if (rest === '' || rest === ':memory:') {
      throw new UsageError(`${from}sqlite:${rest}, which names no file, and the record needs one: give sqlite:<file>`);
    }
    return sqliteLog(rest);
  }
  if (scheme === 'esdb' || scheme === 'esdb+discover') return eventStoreDbLog(text);
  if (scheme === 'memory' && rest === '' && allowMemory) return memoryLog();
  throw new UsageError(
    `${from}${scheme}:..., which cannot be opened by this version: give sqlite:<file>, the path of a file, or esdb://...`,
  );
}

/** @param path of a file that may not be there yet */
export function sqliteLog(path: string): LogUrl {
  const file = resolve(path);
  return {
    name: file,
    identity: `sqlite:${realPath(file)}`,
    isElsewhere: false,
    exists: () => existsSync(file),
    openSource: async () => SqliteLog.open(file),
    openTarget: async (lockPatienceMs) => {
      const patience = lockPatienceMs === undefined ? {} : { busyTimeoutMs: lockPatienceMs };
      return { store: await SqliteEventStore.open({ file, ...patience }), commitsTogether: true };
    },
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
    isElsewhere: true,
    exists: () => true,
    openSource: open,
    openTarget: async () => ({ store: await open(), commitsTogether: false }),
  };
}

/** Of use as a target: everything is read, appended and verified as in earnest, and nothing is left. */
function memoryLog(): LogUrl {
  return {
    name: 'memory:',
    identity: 'memory:',
    isElsewhere: false,
    exists: () => false,
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
