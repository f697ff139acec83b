import { idsOf, newEvent, newStream, recorder } from '@redress/event-store/contract';
import { setTimeout as sleep } from 'node:timers/promises';
import { EventStoreDbEventStore } from './eventstoredb-event-store';
import { EventStoreDbTestServer } from './testing';

describe('a subscription', () => {
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
