// Runs the built adapter against trouble of every kind; a rejection that nobody hears ends the process before it says so.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { EventStoreDbEventStore } from '../dist/index.js';
import { EventStoreDbTestServer } from '../dist/testing/index.js';

const event = () => ({ id: randomUUID(), type: 'T', schemaVersion: 1, data: '1', metadata: '{}', hash: null });
const short = { timeoutMs: 600, tryMs: 150 };
const server = await EventStoreDbTestServer.start();
const urls = [
  server.url,
  'esdb://127.0.0.1:1?tls=false',
  'esdb://127.0.0.1:1,127.0.0.1:2?tls=false&maxDiscoverAttempts=2',
  'esdb+discover://127.0.0.1:1?tls=false&maxDiscoverAttempts=2',
  `esdb://localhost:${server.port}?tls=true`,
];
const stores = urls.map((url) => new EventStoreDbEventStore({ url, ...short }));
const use = (store) => [
  store.append(`case-${randomUUID()}`, 'noStream', [event()]),
  store.append(`case-${randomUUID()}`, 'any', [event()]),
  store.readStream('case-1'),
  store.readAll(),
  store.head(),
];
for (const store of stores) store.subscribe({}, () => undefined).closed.catch(() => undefined);
for (const fault of ['drop-before', 'drop-after', 'not-leader', 'not-ready', 'delay', 'restart', 'freeze', undefined]) {
  server.misbehave = () => fault;
  const calls = Promise.allSettled(stores.flatMap(use));
  await sleep(20);
  server.dropSubscriptions();
  server.dropConnections();
  await calls;
}
// A leader that gives itself away without an address.
server.members = () => [];
await Promise.allSettled(stores.flatMap(use));
await server.stop();
await Promise.allSettled(stores.flatMap(use));
await Promise.all(stores.map((store) => store.close()));
await server.close();
await sleep(300);
process.stdout.write('nothing unheard\n');
