import { setTimeout as sleep } from 'node:timers/promises';
import {
  AppendRefusedError,
  OutcomeUnknownError,
  StoreUnavailableError,
  StoreUnusableError,
} from '@redress/event-store';
import { idsOf, newEvent, newEvents, newStream, readToEnd, recorder } from '@redress/event-store/contract';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { EventStoreDbEventStore } from './eventstoredb-event-store';
import { type AppendFault, EventStoreDbTestServer, type Member, type TestServerOptions } from './testing';

/** What the client and the server do that a caller must not notice. */

const servers: EventStoreDbTestServer[] = [];
const stores: EventStoreDbEventStore[] = [];

async function start(options?: TestServerOptions): Promise<EventStoreDbTestServer> {
  const server = await EventStoreDbTestServer.start(options);
  servers.push(server);
  return server;
}

function open(url: string, timeoutMs = 2_000, tryMs = 150, lateMs = 10_000): EventStoreDbEventStore {
  const store = new EventStoreDbEventStore({ url, timeoutMs, tryMs, lateMs });
  stores.push(store);
  return store;
}

/** One fault after the other, then none. */
function inTurn(...faults: AppendFault[]): () => AppendFault | undefined {
  return () => faults.shift();
}

/** What it rejects with, and after how many milliseconds. */
async function rejection(promise: Promise<unknown>): Promise<{ error: unknown; after: number }> {
  const from = performance.now();
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return { error, after: performance.now() - from };
}

afterEach(async () => {
  for (const server of servers) server.thawed();
  await Promise.all(stores.splice(0).map((store) => store.close()));
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

describe('an unknown outcome', () => {
  it.each<AppendFault>([
    'drop-before',
    'drop-after',
    'lose-answer',
    'not-ready',
    'not-leader',
    'read-only',
    'disk-full',
    'deadline-exceeded',
    'restart',
    'freeze',
  ])('after %s is settled by the same batch, written once', async (fault) => {
    const server = await start();
    const store = open(server.url);
    server.misbehave = inTurn(fault, fault);
    const stream = newStream();
    const batch = newEvents(3);
    expect((await store.append(stream, 'noStream', batch)).revision).toBe(2);
    expect(idsOf(await store.readStream(stream))).toEqual(idsOf(batch));
    expect(server.log.all).toHaveLength(3);
    expect(server.appends).toBeGreaterThan(1);
  });

  it.each(['any', 'streamExists'] as const)('at %s is told, and the batch is not sent again', async (expected) => {
    const server = await start();
    const store = open(server.url);
    const stream = newStream();
    await store.append(stream, 'noStream', newEvents(1));
    const before = server.appends;
    server.misbehave = inTurn('drop-before');
    await expect(store.append(stream, expected, newEvents(1))).rejects.toBeInstanceOf(OutcomeUnknownError);
    expect(server.appends - before).toBe(1);
  });

  it('that nothing settles is told within the deadline', async () => {
    const server = await start();
    const store = open(server.url, 600, 100);
    server.misbehave = () => 'lose-answer';
    const { error, after } = await rejection(store.append(newStream(), 'noStream', newEvents(1)));
    expect(error).toBeInstanceOf(OutcomeUnknownError);
    expect(after).toBeLessThan(1_500);
  });
});

describe('a deadline holds', () => {
  it('when the server hangs: append, readStream, readAll and head', async () => {
    const server = await start();
    const store = open(server.url, 500, 100);
    await store.append(newStream(), 'noStream', newEvents(1));
    server.freeze();
    const answers = await Promise.all([
      rejection(store.append(newStream(), 'noStream', newEvents(1))),
      rejection(store.readStream(newStream())),
      rejection(store.readAll()),
      rejection(store.head()),
    ]);
    expect(answers.map(({ error }) => (error as Error).name)).toEqual([
      'OutcomeUnknownError',
      'StoreUnavailableError',
      'StoreUnavailableError',
      'StoreUnavailableError',
    ]);
    for (const { after } of answers) expect(after).toBeLessThan(1_500);
  });

  it('of a read that asks the server twice, too', async () => {
    const server = await start();
    const store = open(server.url, 1_000, 1_000);
    const stream = newStream();
    await store.append(stream, 'noStream', newEvents(3));
    let reads = 0;
    server.beforeRead = () => (reads++ === 0 ? sleep(800) : sleep(5_000));
    const { error, after } = await rejection(store.readStream(stream, { direction: 'backwards', from: 1 }));
    expect([(error as Error).name, reads]).toEqual(['StoreUnavailableError', 2]);
    expect(after).toBeLessThan(1_500);
  });

  it('also on the server: what is too late is not written any more', async () => {
    const server = await start();
    const store = open(server.url, 200, 100, 150);
    // Connected, or nothing would be sent.
    await store.head();
    server.freeze();
    const stream = newStream();
    await expect(store.append(stream, 'noStream', newEvents(1))).rejects.toBeInstanceOf(OutcomeUnknownError);
    await sleep(150);
    server.thawed();
    expect(await open(server.url).readStream(stream)).toEqual([]);
    expect(server.log.all).toEqual([]);
  });

  it('for closing too, while the server hangs', async () => {
    const server = await start();
    const store = open(server.url, 300, 100);
    store.subscribe({}, () => undefined);
    await sleep(50);
    server.freeze();
    const append = rejection(store.append(newStream(), 'noStream', newEvents(1)));
    const from = performance.now();
    await store.close();
    expect(performance.now() - from).toBeLessThan(1_500);
    expect((await append).error).toBeInstanceOf(OutcomeUnknownError);
  });
});

describe('a server that hangs before it was connected to', () => {
  it('is told apart from an unknown outcome too: nothing was sent, and nothing is written when it goes on', async () => {
    const server = await start();
    server.freeze();
    const store = open(server.url, 500, 100);
    await expect(store.append(newStream(), 'noStream', newEvents(1))).rejects.toBeInstanceOf(StoreUnavailableError);
    server.thawed();
    await open(server.url).head();
    await server.quiet();
    expect(server.appends).toBe(0);
  });
});

describe('a server that is down', () => {
  it('is told apart from an unknown outcome: nothing was sent', async () => {
    const server = await start();
    await server.stop();
    const store = open(server.url, 500);
    const { error, after } = await rejection(store.append(newStream(), 'noStream', newEvents(1)));
    expect(error).toBeInstanceOf(StoreUnavailableError);
    expect((error as Error).message).toContain(`127.0.0.1:${server.port} cannot be reached`);
    expect(after).toBeLessThan(1_500);
  });

  it('is waited for within the deadline', async () => {
    const server = await start();
    await server.stop();
    const store = open(server.url, 5_000);
    const append = store.append(newStream(), 'noStream', newEvents(1));
    const read = store.readAll();
    await sleep(200);
    await server.listen();
    expect((await append).revision).toBe(0);
    await read;
  });

  it('is met again soon after it is back, however long it was away', async () => {
    const server = await start();
    const store = open(server.url, 20_000, 1_000);
    await store.append(newStream(), 'noStream', newEvents(1));
    await server.stop();
    const append = store.append(newStream(), 'noStream', newEvents(1));
    // Left to itself the connection would wait longer after each refusal: 1 s, then 1.6, 2.6 and 4.1.
    await sleep(5_500);
    await server.listen();
    const from = performance.now();
    await append;
    expect(performance.now() - from).toBeLessThan(1_500);
  }, 30_000);
});

describe('stores of one process', () => {
  it('do not hear of each other: a connection that breaks for one fails no append of another', async () => {
    const [first, second] = [await start(), await start()];
    const [breaking, calm] = [open(first.url), open(second.url)];
    first.misbehave = inTurn('drop-before');
    second.misbehave = inTurn('delay');
    await Promise.all([
      breaking.append(newStream(), 'noStream', newEvents(1)),
      calm.append(newStream(), 'noStream', newEvents(1)),
    ]);
    expect(second.appends).toBe(1);
  });

  it('do not fail each other either when the server is not ready for one of their appends', async () => {
    const server = await start();
    const store = open(server.url, 2_000, 1_000);
    server.misbehave = inTurn('delay', 'not-ready');
    const append = (): Promise<unknown> => store.append(newStream(), 'noStream', newEvents(1));
    await Promise.all([append(), append()]);
    // The one that the server was about to write was not sent again.
    expect(server.appends).toBe(3);
  });

  it('survive an answer that comes after they have given up waiting', async () => {
    const server = await start();
    const store = open(server.url, 2_000, 20);
    server.misbehave = inTurn('delay', 'delay');
    const stream = newStream();
    const batch = newEvents(1);
    await store.append(stream, 'noStream', batch);
    await sleep(150);
    expect(idsOf(await store.readStream(stream))).toEqual(idsOf(batch));
  });
});

describe('the leader', () => {
  /** Two nodes of one log; `lead` says which of them leads. */
  async function cluster(): Promise<{ nodes: EventStoreDbTestServer[]; url: string; lead: (index: number) => void }> {
    const first = await start();
    const nodes = [first, await start({ log: first.log })];
    let leader = 0;
    const down = new Set<number>();
    const members = (): Member[] =>
      nodes.map(({ port }, index) => ({
        host: '127.0.0.1',
        port,
        isLeader: index === leader,
        isAlive: !down.has(index),
      }));
    for (const node of nodes) node.members = members;
    const hosts = nodes.map(({ port }) => `127.0.0.1:${port}`).join(',');
    const lead = (index: number): void => {
      leader = index;
    };
    return { nodes, url: `esdb://${hosts}?tls=false`, lead };
  }

  it('is where everything is read and written', async () => {
    const { nodes, url, lead } = await cluster();
    lead(1);
    const store = open(url, 5_000, 1_000);
    await store.append(newStream(), 'noStream', newEvents(1));
    expect(nodes.map(({ appends }) => appends)).toEqual([0, 1]);
  });

  it('is followed when it changes: appends, reads and subscriptions go on', async () => {
    const { nodes, url, lead } = await cluster();
    const store = open(url, 5_000, 1_000);
    const seen = recorder();
    store.subscribe({}, seen.subscriber);
    const stream = newStream();
    await store.append(stream, 'noStream', newEvents(1));
    lead(1);
    await store.append(stream, 0, newEvents(1));
    expect(nodes.map(({ log }) => log.all.length)).toEqual([2, 2]);
    expect(nodes[1]?.appends).toBe(1);
    expect(await store.readStream(stream)).toHaveLength(2);
    await seen.until(() => seen.events.length === 2);
  });

  it('is followed when it dies', async () => {
    const { nodes, url, lead } = await cluster();
    const store = open(url, 5_000);
    const seen = recorder();
    store.subscribe({}, seen.subscriber);
    const stream = newStream();
    await store.append(stream, 'noStream', newEvents(1));
    await nodes[0]?.stop();
    lead(1);
    await store.append(stream, 0, newEvents(1));
    await seen.until(() => seen.events.length === 2);
    expect(seen.events.map(({ revision }) => revision)).toEqual([0, 1]);
  });

  it('that has died is not believed in, though the others go on naming it', async () => {
    const { nodes, url, lead } = await cluster();
    const store = open(url, 5_000, 3_000);
    const stream = newStream();
    await store.append(stream, 'noStream', newEvents(1));
    await nodes[0]?.stop();
    const append = store.append(stream, 0, newEvents(1));
    await sleep(300);
    // Neither it nor who names it was asked to write anything meanwhile.
    expect(nodes.map(({ appends }) => appends)).toEqual([1, 0]);
    lead(1);
    expect((await append).revision).toBe(1);
    expect(nodes.map(({ appends }) => appends)).toEqual([1, 1]);
  });

  it('is taken up within a moment of being named, however long there was none', async () => {
    const { nodes, url, lead } = await cluster();
    const store = open(url, 10_000, 10_000);
    const stream = newStream();
    await store.append(stream, 'noStream', newEvents(1));
    await nodes[0]?.stop();
    const append = store.append(stream, 0, newEvents(1));
    await sleep(3_000);
    lead(1);
    const from = performance.now();
    await append;
    expect(performance.now() - from).toBeLessThan(1_000);
  }, 20_000);

  it('that nobody has is told as out of reach: nothing was sent', async () => {
    const { nodes, url, lead } = await cluster();
    lead(-1);
    const store = open(url, 700, 300);
    const { error } = await rejection(store.append(newStream(), 'noStream', newEvents(1)));
    expect(error).toBeInstanceOf(StoreUnavailableError);
    expect((error as Error).message).toContain('says that it leads');
    expect(nodes.map(({ appends }) => appends)).toEqual([0, 0]);
  });

  it('that nobody knows is no error of the process: the call fails in time, and says so', async () => {
    const { nodes, url } = await cluster();
    for (const node of nodes) await node.stop();
    const store = open(url, 1_000, 300);
    const { error, after } = await rejection(store.head());
    expect(error).toBeInstanceOf(StoreUnavailableError);
    expect(after).toBeLessThan(2_500);
  });
});

describe('what is too large', () => {
  it('is refused before it is sent', async () => {
    const server = await start();
    const store = open(server.url);
    const large = newEvent({ data: JSON.stringify('x'.repeat(1024 * 1024)) });
    await expect(store.append(newStream(), 'noStream', [large])).rejects.toThrow(/over the limit of 1048576/);
    expect(server.appends).toBe(0);
  });

  it('fits when it is just below the limit, also at the server', async () => {
    const store = open((await start()).url, 8_000, 4_000);
    const stream = newStream();
    const large = newEvent({ data: JSON.stringify('x'.repeat(1024 * 1024 - 1_000)), hash: 'a'.repeat(64) });
    await store.append(stream, 'noStream', [large]);
    expect(await store.readStream(stream)).toMatchObject([large]);
  });

  it('for this server alone is refused with its limit', async () => {
    const store = open((await start({ maxAppendBytes: 500 })).url);
    const refused = store.append(newStream(), 'noStream', newEvents(9));
    await expect(refused).rejects.toBeInstanceOf(AppendRefusedError);
    await expect(refused).rejects.toThrow(/MaxAppendSize/);
  });
});

describe('what the server writes for itself', () => {
  it('is left out of the log, by the server, and does not hide what comes after it', async () => {
    const server = await start();
    const store = open(server.url);
    const batches = Array.from({ length: 5 }, () => newEvents(1));
    for (const batch of batches) {
      for (let i = 0; i < 20; i++) server.log.writeSystem('$stats-127.0.0.1:2113', '$statsCollected', '{}');
      await store.append(newStream(), 'noStream', batch);
    }
    server.log.writeSystem('$stats-127.0.0.1:2113', '$statsCollected', '{}');
    const head = await store.head();
    const sent = server.eventsSent;
    const { events, position } = await readToEnd(store, '', undefined, 2);
    expect(idsOf(events)).toEqual(batches.flatMap(idsOf));
    expect(position).toBe(head);
    expect(server.eventsSent - sent).toBeLessThan(25);
  });

  it('comes over no subscription, but checkpoints do no harm', async () => {
    const server = await start();
    const store = open(server.url);
    const seen = recorder();
    store.subscribe({}, seen.subscriber);
    await seen.until(() => seen.pages.length > 0);
    for (let i = 0; i < 200; i++) server.log.writeSystem('$stats', '$statsCollected', '{}');
    server.dropSubscriptions();
    const batch = newEvents(3);
    await store.append(newStream(), 'noStream', batch);
    await seen.until(() => seen.events.length >= 3);
    expect(idsOf(seen.events)).toEqual(idsOf(batch));
  });
});

describe('a stream that was deleted on the server', () => {
  it('softly reads as empty, takes a first event again, and keeps counting', async () => {
    const server = await start();
    const store = open(server.url);
    const stream = newStream('key');
    await store.append(stream, 'noStream', newEvents(2));
    const client = EventStoreDBClient.connectionString(server.url);
    await client.deleteStream(stream);
    await client.dispose();
    expect(await store.readStream(stream)).toEqual([]);
    expect(await store.readStream(stream, { direction: 'backwards', from: 1 })).toEqual([]);
    expect((await store.append(stream, 'noStream', newEvents(1))).revision).toBe(2);
  });

  it('for good reads as empty and refuses appends; the log is read past it', async () => {
    const server = await start();
    const store = open(server.url);
    const stream = newStream('key');
    await store.append(stream, 'noStream', newEvents(1));
    const client = EventStoreDBClient.connectionString(server.url);
    await client.tombstoneStream(stream);
    await client.dispose();
    expect(await store.readStream(stream)).toEqual([]);
    await expect(store.append(stream, 0, newEvents(1))).rejects.toBeInstanceOf(AppendRefusedError);
    const next = newEvents(1);
    await store.append(newStream(), 'noStream', next);
    for (const limit of [1, 2, 500]) {
      const { events, position } = await readToEnd(store, '', undefined, limit);
      expect(idsOf(events).slice(1)).toEqual(idsOf(next));
      expect(position).toBe(await store.head());
    }
  });
});

it('an event that something else has written comes back with its bytes, and as never sealed', async () => {
  const server = await start();
  const store = open(server.url);
  const client = EventStoreDBClient.connectionString(server.url);
  const stream = newStream('crm');
  await client.appendToStream(stream, jsonEvent({ type: 'CustomerCalled', data: { n: 1 }, metadata: { by: 'crm' } }));
  await client.dispose();
  expect(await store.readStream(stream)).toMatchObject([
    { type: 'CustomerCalled', data: '{"n":1}', metadata: '{"by":"crm"}', hash: null, schemaVersion: 1, revision: 0 },
  ]);
  expect((await store.readAll()).events).toHaveLength(1);
});

it('what is stored can be read by the client and by tools that show JSON', async () => {
  const server = await start();
  const store = open(server.url);
  const stream = newStream();
  await store.append(stream, 'noStream', [newEvent({ data: '{"a":1}', metadata: '{"m":2}', hash: 'f'.repeat(64) })]);
  const client = EventStoreDBClient.connectionString(server.url);
  for await (const { event } of client.readStream(stream)) {
    expect(event).toMatchObject({
      isJson: true,
      data: { a: 1 },
      metadata: { redress: { hash: 'f'.repeat(64), schemaVersion: 1 }, metadata: { m: 2 } },
    });
  }
  await client.dispose();
});

it.each([
  '0000000000000001',
  'abc',
  '1-1',
  `${'0'.repeat(20)}/${'0'.repeat(20)}`,
  `${'9'.repeat(20)}-${'0'.repeat(20)}`,
])('a position of another store, %p, is refused', async (position) => {
  const store = open((await start()).url);
  await expect(store.readAll({ after: position })).rejects.toBeInstanceOf(RangeError);
});

it('a store that is closed says so before it says anything else', async () => {
  const store = open((await start()).url);
  await store.close();
  await expect(store.append(newStream(), 'any', newEvents(1))).rejects.toBeInstanceOf(StoreUnusableError);
});
