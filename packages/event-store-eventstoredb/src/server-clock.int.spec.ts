import { StoreUnavailableError } from '@redress/event-store';
import { newEvents, newStream } from '@redress/event-store/contract';
import { EventStoreDbEventStore } from './eventstoredb-event-store';
import { CLOCK_STREAM } from './server-clock';
import { EventStoreDbTestServer } from './testing';

describe('the clock of the server', () => {
  let server: EventStoreDbTestServer;
  let store: EventStoreDbEventStore;
  let ahead: number;

  beforeEach(async () => {
    ahead = 0;
    server = await EventStoreDbTestServer.start({ clockAheadMs: () => ahead });
    store = new EventStoreDbEventStore({ url: server.url, timeoutMs: 2_000 });
  });
  afterEach(async () => {
    await store.close();
    await server.close();
  });

  it.each([0, 5_000, -5_000, 3_600_000, -86_400_000])('is told from ours when it is %i ms ahead', async (by) => {
    ahead = by;
    const { offsetMs, errorMs } = await store.compareClocks();
    expect(Math.abs(offsetMs + by)).toBeLessThanOrEqual(errorMs + 1);
    expect(errorMs).toBeLessThan(1_000);
  });

  it('is told also where it is so far ahead that nothing else is written', async () => {
    ahead = 60_000;
    await expect(store.append(newStream(), 'noStream', newEvents(1))).rejects.toThrow(/its clock is ahead of ours/);
    expect((await store.compareClocks()).offsetMs).toBeLessThan(-50_000);
  });

  it('leaves one small event a reading, unless the line is slow', async () => {
    await store.append(newStream(), 'noStream', newEvents(1));
    const before = server.log.all.length;
    await store.compareClocks();
    const left = server.log.all.slice(before);
    expect(left.length).toBeLessThanOrEqual(3);
    expect(left.map(({ stream }) => stream)).toEqual(left.map(() => CLOCK_STREAM));
    expect(left[0]?.data.length).toBe(2);
  });

  it('is not known while the server is down', async () => {
    await server.stop();
    await expect(store.compareClocks()).rejects.toBeInstanceOf(StoreUnavailableError);
  });
});
