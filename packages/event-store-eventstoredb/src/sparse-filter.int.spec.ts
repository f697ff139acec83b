import { type EventFilter, START, type StoredEvent } from '@redress/event-store';
import { idsOf, newEvent, readToEnd } from '@redress/event-store/contract';
import { randomUUID } from 'node:crypto';
import { onRealServer, onTestServer, REAL_SERVER, WHY_SKIPPED } from '../test/store-under-test';
import { EventStoreDbEventStore } from './eventstoredb-event-store';
import { EventStoreDbTestServer, seeded } from './testing';

/** Few events of a long log: found by the server, as if the log had been read. */

jest.setTimeout(60_000);

const LENGTH = 5_000;
const BATCH = 100;

/** A long log of cases, with a policy now and then. @returns what a filter should find, in order */
async function longLog(store: EventStoreDbEventStore, run: string, every: number) {
  const next = seeded(7);
  const policies: string[] = [];
  for (let count = 0; count < LENGTH; count += BATCH) {
    const events = Array.from({ length: BATCH }, () => newEvent({ type: next() < 0.5 ? 'Common' : 'Rare' }));
    await store.append(`${run}case-${count}`, 'noStream', events);
    if (count % every !== 0) continue;
    const policy = newEvent({ type: count % (2 * every) === 0 ? 'Common' : 'Rare' });
    policies.push(policy.id);
    await store.append(`${run}policy-${count}`, 'noStream', [policy]);
  }
  return policies;
}

describe.each([
  ['a test server', onTestServer()] as const,
  ...(REAL_SERVER === undefined ? [] : [['a real server', onRealServer(REAL_SERVER)] as const]),
])('a filter that matches few events of a long log on %s', (_, { open, cleanup }) => {
  let store: EventStoreDbEventStore;
  let start: string;
  const run = `${randomUUID()}-`;
  let policies: string[];

  const found = async (filter: EventFilter, limit?: number): Promise<string[]> =>
    idsOf((await readToEnd(store, start, filter, limit)).events);

  beforeAll(async () => {
    store = (await open()) as EventStoreDbEventStore;
    start = await store.head();
    policies = await longLog(store, run, 500);
  });
  afterAll(async () => {
    await store.close();
    await cleanup?.();
  });

  it.each([undefined, 1, 3])('finds each once and in order, in pages of %p', async (limit) => {
    expect(await found({ streamPrefixes: [`${run}policy-`] }, limit)).toEqual(policies);
    expect(await found({ streamPrefixes: [`${run}nothing-`, `${run}policy-`] }, limit)).toEqual(policies);
  });

  it('finds nothing where there is nothing, and passes the end all the same', async () => {
    const { events, position } = await readToEnd(store, start, { streamPrefixes: [`${run}nothing-`] });
    expect([events, position]).toEqual([[], await store.head()]);
  });

  it('compares types as well', async () => {
    const all = await store.readAll({ after: start, limit: 1000, filter: { streamPrefixes: [`${run}policy-`] } });
    const rare = all.events.filter(({ type }: StoredEvent) => type === 'Rare');
    expect(rare.length).toBeGreaterThan(0);
    expect(await found({ streamPrefixes: [`${run}policy-`], types: ['Rare'] })).toEqual(idsOf(rare));
  });

  it('sees what comes later from where it ended', async () => {
    const filter = { streamPrefixes: [`${run}later-`] };
    const { position } = await readToEnd(store, start, filter);
    const event = newEvent();
    await store.append(`${run}later-1`, 'noStream', [event]);
    expect(idsOf((await readToEnd(store, position, filter)).events)).toEqual([event.id]);
  });
});

if (REAL_SERVER === undefined) it.skip(`a real server (${WHY_SKIPPED})`, () => undefined);

describe('the search', () => {
  let server: EventStoreDbTestServer;
  let store: EventStoreDbEventStore;
  const open = async (isOld: boolean): Promise<void> => {
    server = await EventStoreDbTestServer.start({ isOld });
    store = new EventStoreDbEventStore({ url: server.url, tryMs: 300 });
  };
  afterEach(async () => {
    await store.close();
    await server.close();
  });

  it('is the work of the server: no more than a window of the log is sent', async () => {
    await open(false);
    const policies = await longLog(store, '', 1_000);
    const before = server.eventsSent;
    const page = await store.readAll({ after: START, filter: { streamPrefixes: ['policy-'] } });
    expect([idsOf(page.events), page.atEnd]).toEqual([policies, true]);
    expect(server.eventsSent - before).toBeLessThan(1_100);
  });

  it('is given up where the server does not say that it has ended, and the log is read', async () => {
    await open(true);
    const policies = await longLog(store, '', 1_000);
    const read = async () => idsOf((await readToEnd(store, START, { streamPrefixes: ['policy-'] })).events);
    expect(await read()).toEqual(policies);
    expect(await read()).toEqual(policies);
  });
});
