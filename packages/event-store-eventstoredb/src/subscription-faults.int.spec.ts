import { idsOf, newEvent, newEvents, newStream, readToEnd, recorder } from '@redress/event-store/contract';
import { setTimeout as sleep } from 'node:timers/promises';
import { EventStoreDbEventStore } from './eventstoredb-event-store';
import { EventStoreDbTestServer, seeded } from './testing';

const INTERRUPTIONS = 50;
const WRITERS = 16;

describe('a subscription under load', () => {
  let server: EventStoreDbTestServer;
  let store: EventStoreDbEventStore;

  beforeEach(async () => {
    server = await EventStoreDbTestServer.start();
    store = new EventStoreDbEventStore({ url: server.url, tryMs: 300 });
  });
  afterEach(async () => {
    await store.close();
    await server.close();
  });

  it(`sees every event exactly once through ${INTERRUPTIONS} restarts and drops`, async () => {
    const next = seeded(7);
    const all = recorder();
    const rare = recorder();
    store.subscribe({ batchSize: 20 }, all.subscriber);
    store.subscribe({ filter: { types: ['Rare'] } }, rare.subscriber);
    let writing = true;
    const write = async (index: number): Promise<void> => {
      const stream = newStream('case');
      for (let revision = 0; writing; revision++) {
        const event = newEvent({ type: revision % 10 === index % 10 ? 'Rare' : 'Common' });
        await store.append(stream, revision === 0 ? 'noStream' : revision - 1, [event]);
        await sleep(1);
      }
    };
    const writers = Array.from({ length: WRITERS }, (_, index) => write(index));
    for (let done = 0; done < INTERRUPTIONS; done++) {
      await sleep(20 + next() * 40);
      const kind = next();
      if (kind < 0.3) await server.restart();
      else if (kind < 0.5) server.dropConnections();
      else server.dropSubscriptions();
    }
    writing = false;
    await Promise.all(writers);
    const { events, position } = await readToEnd(store, '');
    await all.until(() => all.position() >= position);
    await rare.until(() => rare.position() >= position);
    expect(idsOf(all.events)).toEqual(idsOf(events));
    expect(idsOf(rare.events)).toEqual(idsOf(events.filter(({ type }) => type === 'Rare')));
    expect(events.length).toBeGreaterThan(WRITERS * 10);
  }, 120_000);

  it('is taken up again when the server drops a slow consumer, without a gap', async () => {
    const seen = recorder();
    store.subscribe({}, seen.subscriber);
    await seen.until(() => seen.pages.length > 0);
    // More at once than the server keeps for a consumer.
    await Promise.all(Array.from({ length: 40 }, () => store.append(newStream(), 'noStream', newEvents(20))));
    await seen.until(() => seen.events.length >= 800);
    expect(idsOf(seen.events)).toEqual(server.log.all.map(({ id }) => id));
    expect(server.slowConsumers).toBeGreaterThan(0);
  });

  it('goes on when the connection hangs without an end', async () => {
    const seen = recorder();
    store.subscribe({}, seen.subscriber);
    await seen.until(() => seen.pages.length > 0);
    await server.muteSubscriptions();
    const event = newEvent();
    await store.append(newStream(), 'noStream', [event]);
    await seen.until(() => seen.events.length > 0);
    expect(idsOf(seen.events)).toEqual([event.id]);
  }, 20_000);

  it('waits for a server that is down, and reports what was appended meanwhile', async () => {
    const seen = recorder();
    const other = new EventStoreDbEventStore({ url: server.url });
    store.subscribe({}, seen.subscriber);
    await seen.until(() => seen.pages.length > 0);
    await server.stop();
    await sleep(300);
    await server.listen();
    const event = newEvent();
    await other.append(newStream(), 'noStream', [event]);
    await seen.until(() => seen.events.length > 0);
    expect(idsOf(seen.events)).toEqual([event.id]);
    await other.close();
  });
});
