import {
  AppendRefusedError,
  OutcomeUnknownError,
  StoreUnavailableError,
  StoreUnusableError,
  WrongExpectedRevisionError,
} from '@redress/event-store';
import { idsOf, newEvent, newEvents, newStream, recorder } from '@redress/event-store/contract';
import { LogClient } from './client';
import { parseConnectionString } from './connection-string';
import { EventStoreDbEventStore } from './eventstoredb-event-store';
import { EventStoreDbTestServer, type TestServerOptions } from './testing';

/** What only the operator of the server can mend, and what is said of it. */

const servers: EventStoreDbTestServer[] = [];
const stores: EventStoreDbEventStore[] = [];

async function start(options?: TestServerOptions): Promise<EventStoreDbTestServer> {
  servers.push(await EventStoreDbTestServer.start(options));
  return servers.at(-1) as EventStoreDbTestServer;
}

function open(url: string, timeoutMs: number, tryMs = 1_000): EventStoreDbEventStore {
  stores.push(new EventStoreDbEventStore({ url, timeoutMs, tryMs }));
  return stores.at(-1) as EventStoreDbEventStore;
}

afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.close()));
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function rejection(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => new Error('It was not rejected'),
    (reason: Error) => reason,
  );
}

it('a user who may only read is told so at the first append, and reads', async () => {
  const server = await start({ mayOnlyRead: true });
  server.log.append('case-1', 'noStream', [
    {
      id: newEvent().id,
      type: 'T',
      contentType: 'application/json',
      data: Buffer.from('{}'),
      metadata: Buffer.from('{}'),
    },
  ]);
  const store = open(server.url, 30_000);
  const error = await rejection(store.append(newStream(), 'noStream', newEvents(1)));
  expect(error).toBeInstanceOf(StoreUnusableError);
  expect(error.message).toMatch(/denies access.*give a user who may write/);
  expect(server.appends).toBe(1);
  expect((await store.readAll()).events).toHaveLength(1);
});

it('a node that is read-only and knows no leader is asked again until the deadline, and the answer says what it said', async () => {
  const server = await start();
  const store = open(server.url, 1_000, 500);
  server.misbehave = () => 'read-only';
  const error = await rejection(store.append(newStream(), 'noStream', newEvents(1)));
  expect(error).toBeInstanceOf(OutcomeUnknownError);
  expect(error.message).toContain('No leader info available in response');
  expect(server.log.all).toEqual([]);
});

it('a server whose disk is full ends itself: what was under way is unknown, what comes later was not written', async () => {
  const server = await start();
  const store = open(server.url, 1_500, 500);
  const seen = recorder();
  store.subscribe({}, seen.subscriber);
  await store.append(newStream(), 'noStream', newEvents(1));
  let isFull = true;
  server.misbehave = () => {
    if (isFull) void server.stop();
    return isFull ? 'drop-before' : undefined;
  };
  const stream = newStream();
  const batch = newEvents(2);
  expect(await rejection(store.append(stream, 'noStream', batch))).toBeInstanceOf(OutcomeUnknownError);
  const later = await rejection(store.append(newStream(), 'noStream', newEvents(1)));
  expect(later).toBeInstanceOf(StoreUnavailableError);
  expect(later.message).toMatch(/cannot be reached.*nothing was written/);
  // Somebody makes room and starts it again.
  isFull = false;
  await server.listen();
  expect((await open(server.url, 30_000).append(stream, 'noStream', batch)).revision).toBe(1);
  await seen.until(() => seen.events.length === 3);
  expect(idsOf(seen.events).slice(1)).toEqual(idsOf(batch));
}, 60_000);

it('a server that was down at the start is waited for by a subscription', async () => {
  const server = await start();
  await server.stop();
  const store = open(server.url, 500, 200);
  const seen = recorder();
  store.subscribe({}, seen.subscriber);
  expect(await rejection(store.head())).toBeInstanceOf(StoreUnavailableError);
  await server.listen();
  const batch = newEvents(1);
  await open(server.url, 30_000).append(newStream(), 'noStream', batch);
  await seen.until(() => seen.events.length === 1);
  expect(idsOf(seen.events)).toEqual(idsOf(batch));
}, 60_000);

it('what the server cannot make sense of is refused with its words, and not sent again', async () => {
  const server = await start();
  const client = new LogClient(parseConnectionString(server.url), 10_000);
  const record = { id: newEvent().id, type: '', data: Buffer.from('{}'), metadata: Buffer.from('{}') };
  const error = await rejection(client.append(newStream(), 'noStream', [record], 10_000));
  expect(error).toMatchObject({ reason: { kind: 'refused' }, message: expect.stringMatching(/No type/) as string });
  await client.close();
});

it('where a stream has to exist, one that was deleted does not', async () => {
  const server = await start();
  const store = open(server.url, 30_000);
  const [soft, hard] = [newStream(), newStream()];
  for (const stream of [soft, hard]) await store.append(stream, 'noStream', newEvents(1));
  server.log.softDelete(soft);
  server.log.tombstone(hard);
  for (const stream of [soft, hard]) {
    const error = await rejection(store.append(stream, 'streamExists', newEvents(1)));
    expect(error).toBeInstanceOf(WrongExpectedRevisionError);
    expect(error).toMatchObject({ actual: null });
  }
});

it('a refusal after an answer that never came is looked into: what was written is not said to be refused', async () => {
  const server = await start();
  const store = open(server.url, 30_000, 200);
  const faults = ['lose-answer', 'too-large'] as const;
  let appends = 0;
  server.misbehave = () => faults[appends++];
  const stream = newStream();
  const batch = newEvents(2);
  expect((await store.append(stream, 'noStream', batch)).revision).toBe(1);
  expect(idsOf(await store.readStream(stream))).toEqual(idsOf(batch));
  server.misbehave = () => 'too-large';
  await expect(store.append(newStream(), 'noStream', newEvents(1))).rejects.toBeInstanceOf(AppendRefusedError);
});

it('a wrong revision that the first try of the same batch has caused is none', async () => {
  const server = await start();
  const store = open(server.url, 30_000);
  const stream = newStream();
  const results = [];
  server.misbehave = () => 'wrong-version-after';
  results.push(await store.append(stream, 'noStream', newEvents(2)));
  results.push(await store.append(stream, 1, newEvents(1)));
  expect(results.map(({ revision }) => revision)).toEqual([1, 2]);
  expect((await store.readStream(stream)).map(({ position }) => position).slice(1)).toEqual(
    results.map(({ position }) => position),
  );
});
