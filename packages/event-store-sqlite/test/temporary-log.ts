import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteEventStore, type SqliteEventStoreOptions } from '../src';

/** A file for each test, and stores that are closed after it. Call inside `describe`. */
export function temporaryLog(): {
  readonly file: () => string;
  readonly open: (options?: Partial<SqliteEventStoreOptions>) => Promise<SqliteEventStore>;
} {
  // A disk that others use too may take milliseconds for each commit.
  jest.setTimeout(30_000);
  let directory = '';
  const opened: SqliteEventStore[] = [];
  const file = (): string => join(directory, 'log.db');
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'redress-log-'));
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()));
    rmSync(directory, { recursive: true });
  });
  return {
    file,
    open: async (options) => {
      const store = await SqliteEventStore.open({ file: file(), ...options });
      opened.push(store);
      return store;
    },
  };
}
