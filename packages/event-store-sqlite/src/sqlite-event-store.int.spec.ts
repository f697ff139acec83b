import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventStoreContract } from '@redress/event-store/contract';
import { SqliteEventStore } from './sqlite-event-store';

let directory = '';
const file = (): string => join(directory, 'log.db');

eventStoreContract({
  name: 'SqliteEventStore',
  open: () => {
    directory = mkdtempSync(join(tmpdir(), 'redress-log-'));
    return SqliteEventStore.open({ file: file() });
  },
  reopen: () => SqliteEventStore.open({ file: file() }),
  openSecond: () => SqliteEventStore.open({ file: file() }),
  cleanup: () => rmSync(directory, { recursive: true }),
  startsEmpty: true,
});
