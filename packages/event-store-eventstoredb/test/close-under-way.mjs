// Closes a store whose reads and subscription wait for a server that is not there; the process must end by itself, soon.
// Argument: connection string.
import { setTimeout as sleep } from 'node:timers/promises';
import { EventStoreDbEventStore } from '../dist/index.js';

const store = new EventStoreDbEventStore({ url: process.argv[2], timeoutMs: 60_000, tryMs: 30_000 });
store.subscribe({}, () => undefined);
const reads = Promise.allSettled([store.readAll(), store.head(), store.readStream('case-1')]);
await sleep(300);
await store.close();
process.stdout.write((await reads).map(({ reason }) => reason.code).join(' '));
