import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventStoreContract } from '@redress/event-store/contract';
import { SqliteEventStore } from './sqlite-event-store';

/** Of the test that runs, last opened last. */
const directories: string[] = [];
const open = (): Promise<SqliteEventStore> => SqliteEventStore.open({ file: join(directories.at(-1) ?? '', 'log.db') });

eventStoreContract({
  name: 'SqliteEventStore',
  open: () => {
    directories.push(mkdtempSync(join(tmpdir(), 'redress-log-')));
    return open();
  },
  reopen: open,
  openSecond: open,
  cleanup: () => {
    for (const directory of directories.splice(0)) rmSync(directory, { recursive: true });
  },
  startsEmpty: true,
  readsStreams: true,
});
