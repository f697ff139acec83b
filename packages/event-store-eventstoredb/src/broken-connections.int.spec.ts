import { setTimeout as sleep } from 'node:timers/promises';
import { idsOf, newEvent, newStream, readToEnd, recorder } from '@redress/event-store/contract';
import { callers, expectKept } from '../test/callers';
import { REAL_SERVER, WHY_SKIPPED } from '../test/store-under-test';
import { EventStoreDbEventStore } from './eventstoredb-event-store';
import { ConnectionProxy, EventStoreDbTestServer, seeded } from './testing';

/** Troubled from outside, so that it can be done to a real server too: one that is named by a single host. */
const TROUBLES: readonly (readonly [string, (proxy: ConnectionProxy) => void])[] = [
  ['break', (proxy) => proxy.breakConnections()],
  ['are refused for a while', (proxy) => proxy.refuse(60)],
  ['hang', (proxy) => proxy.hang(300)],
];
const TIMEOUT_MS = 5_000;
const SLACK_MS = 1_000;

describe('a test server whose connections', () => {
  let server: EventStoreDbTestServer;
  beforeAll(async () => {
    server = await EventStoreDbTestServer.start();
  });
  afterAll(() => server.close());
  brokenConnections(() => server.url);
});

const HOST = /^(esdb:\/\/(?:[^@/]*@)?)([^,:/?]+):(\d+)(?=$|[/?])/;
const isOneHost = REAL_SERVER !== undefined && HOST.test(REAL_SERVER);

describe('a real server whose connections', () => {
  if (isOneHost) return brokenConnections(() => REAL_SERVER ?? '');
  const why = REAL_SERVER === undefined ? WHY_SKIPPED : 'skipped: a cluster names its nodes itself, past any proxy';
  it.skip.each(TROUBLES)(`%s (${why})`, () => undefined);
});

function brokenConnections(url: () => string): void {
  let proxy: ConnectionProxy;
  let store: EventStoreDbEventStore;

  beforeEach(async () => {
    const [, before = '', host = '', port = ''] = HOST.exec(url()) ?? [];
    proxy = await ConnectionProxy.start({ host, port: Number(port) });
    const through = url().replace(HOST, `${before}${proxy.address}`);
    store = new EventStoreDbEventStore({ url: through, timeoutMs: TIMEOUT_MS, tryMs: 250 });
  });
  afterEach(async () => {
    await store.close();
    await proxy.close();
  });

  /** Until told to stop. */
  async function trouble(cause: (proxy: ConnectionProxy) => void, isOver: () => boolean): Promise<void> {
    const next = seeded(11);
    while (!isOver()) {
      await sleep(40 + next() * 120);
      cause(proxy);
    }
  }

  it.each(TROUBLES)(
    '%s: 32 callers lose and double nothing, and have an answer in time',
    async (_, cause) => {
      let isOver = false;
      const troubling = trouble(cause, () => isOver);
      const witness = await callers(store, { callers: 32, streams: 12, appends: 6 });
      isOver = true;
      await troubling;
      await sleep(400);
      expect(await expectKept(store, witness)).toBe(32 * 6);
      expect(witness.slowest).toBeLessThan(TIMEOUT_MS + SLACK_MS);
    },
    60_000,
  );

  it.each(TROUBLES)(
    '%s: a subscription sees every event exactly once',
    async (_, cause) => {
      const start = await store.head();
      const seen = recorder();
      store.subscribe({ after: start, batchSize: 20 }, seen.subscriber);
      let isOver = false;
      const troubling = trouble(cause, () => isOver);
      const write = async (): Promise<void> => {
        const stream = newStream('case');
        for (let revision = 0; revision < 15; revision++) {
          await store.append(stream, revision === 0 ? 'noStream' : revision - 1, [newEvent()]);
        }
      };
      await Promise.all(Array.from({ length: 8 }, write));
      isOver = true;
      await troubling;
      await sleep(400);
      const { events, position } = await readToEnd(store, start);
      await seen.until(() => seen.position() >= position);
      expect(idsOf(seen.events)).toEqual(idsOf(events));
      expect(events).toHaveLength(8 * 15);
    },
    60_000,
  );
}
