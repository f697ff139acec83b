import { START } from '../event-store';
import { idsOf, newEvents, newStream, readToEnd } from './events';
import { harness, type StoreUnderTest } from './harness';

export function readAllContract(subject: StoreUnderTest): void {
  describe('readAll and head', () => {
    const { open, itWhen } = harness(subject);

    itWhen('startsEmpty')('are at START while there is no event', async () => {
      const store = await open();
      expect(await store.head()).toBe(START);
      expect(await store.readAll()).toEqual({ events: [], position: START, atEnd: true });
      expect(await store.readAll({ filter: { types: ['X'] } })).toEqual({ events: [], position: START, atEnd: true });
    });

    it('reads every stream in log order', async () => {
      const store = await open();
      const start = await store.head();
      const batches = Array.from({ length: 6 }, () => newEvents(2));
      for (const batch of batches) await store.append(newStream(), 'noStream', batch);
      expect(idsOf((await readToEnd(store, start)).events)).toEqual(batches.flatMap(idsOf));
    });

    it('gives the position of the last event as head, as position of the page and as that of the append', async () => {
      const store = await open();
      const start = await store.head();
      const { position } = await store.append(newStream(), 'noStream', newEvents(3));
      const page = await store.readAll({ after: start });
      expect(await store.head()).toBe(position);
      expect(page.position).toBe(position);
      expect(page.events.at(-1)?.position).toBe(position);
    });

    it('begins after the position, not at it', async () => {
      const store = await open();
      const start = await store.head();
      const batch = newEvents(4);
      await store.append(newStream(), 'noStream', batch);
      const { events } = await readToEnd(store, start);
      for (const [index, { position }] of events.entries()) {
        expect(idsOf((await readToEnd(store, position)).events)).toEqual(idsOf(batch.slice(index + 1)));
      }
    });

    it('gives at most as many events as asked for, and says whether more lie behind them', async () => {
      const store = await open();
      const start = await store.head();
      const batch = newEvents(5);
      await store.append(newStream(), 'noStream', batch);
      const first = await store.readAll({ after: start, limit: 3 });
      expect(first).toMatchObject({ atEnd: false, position: first.events[2]?.position });
      expect(first.events).toHaveLength(3);
      const second = await store.readAll({ after: first.position, limit: 2 });
      expect(second).toMatchObject({ atEnd: true, position: await store.head() });
      expect(idsOf([...first.events, ...second.events])).toEqual(idsOf(batch));
    });

    it('gives an empty page that is at the end, with the same position, when nothing lies behind it', async () => {
      const store = await open();
      const { position } = await store.append(newStream(), 'noStream', newEvents(1));
      expect(await store.readAll({ after: position })).toEqual({ events: [], position, atEnd: true });
    });

    it('gives pages of at most 500 events unless told otherwise', async () => {
      const store = await open();
      const start = await store.head();
      for (let i = 0; i < 3; i++) await store.append(newStream(), 'noStream', newEvents(400));
      const page = await store.readAll({ after: start });
      expect(page.events.length).toBeLessThanOrEqual(500);
      expect(page.events.length).toBeGreaterThan(0);
      expect(page.atEnd).toBe(false);
      expect((await readToEnd(store, start)).events).toHaveLength(1200);
    });

    it.each([1, 7, 64])('misses and repeats nothing in pages of %i', async (limit) => {
      const store = await open();
      const start = await store.head();
      const batches = Array.from({ length: 10 }, () => newEvents(3));
      for (const batch of batches) await store.append(newStream(), 'noStream', batch);
      expect(idsOf((await readToEnd(store, start, undefined, limit)).events)).toEqual(batches.flatMap(idsOf));
    });

    it('goes through many large events', async () => {
      const store = await open();
      const start = await store.head();
      const batches = Array.from({ length: 20 }, () => newEvents(3, { data: `"${'x'.repeat(300_000)}"` }));
      for (const batch of batches) await store.append(newStream(), 'noStream', batch);
      expect(idsOf((await readToEnd(store, start)).events)).toEqual(batches.flatMap(idsOf));
    });

    it.each([0, -1, 1.5])('refuses a limit of %p', async (limit) => {
      const store = await open();
      await expect(store.readAll({ limit })).rejects.toBeInstanceOf(RangeError);
    });
  });
}
