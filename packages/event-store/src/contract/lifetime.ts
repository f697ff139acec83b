import { StoreUnusableError } from '../errors';
import { idsOf, newEvent, newEvents, newStream, readToEnd } from './events';
import { harness, type StoreUnderTest } from './harness';
import { recorder } from './recorder';

/** Closing, and what is there when the store is opened again. */
export function lifetimeContract(subject: StoreUnderTest): void {
  describe('close', () => {
    const { open, reopen, itWhen } = harness(subject);

    it('waits for the appends under way', async () => {
      const store = await open();
      const settled: number[] = [];
      const appends = Array.from({ length: 50 }, (_, i) =>
        store.append(newStream(), 'noStream', newEvents(2)).then(() => settled.push(i)),
      );
      await store.close();
      expect(settled).toHaveLength(50);
      await Promise.all(appends);
    });

    it('ends subscriptions after the batch under way', async () => {
      const store = await open();
      let finished = false;
      const seen = recorder(async () => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        finished = true;
      });
      const subscription = store.subscribe({ after: await store.head() }, seen.subscriber);
      await seen.until(() => seen.pages.length === 1);
      await store.close();
      expect(finished).toBe(true);
      await expect(subscription.closed).resolves.toBeUndefined();
    });

    it('is not held up by a subscription that has failed', async () => {
      const store = await open();
      const subscription = store.subscribe({}, () => Promise.reject(new Error('no room')));
      await expect(subscription.closed).rejects.toThrow('no room');
      await expect(store.close()).resolves.toBeUndefined();
    });

    it('may be called twice, also at once', async () => {
      const store = await open();
      await Promise.all([store.close(), store.close()]);
      await expect(store.close()).resolves.toBeUndefined();
    });

    it('leaves a store that says that it is closed', async () => {
      const store = await open();
      const stream = newStream();
      await store.append(stream, 'noStream', newEvents(1));
      await store.close();
      await expect(store.append(stream, 'any', newEvents(1))).rejects.toBeInstanceOf(StoreUnusableError);
      await expect(store.readStream(stream)).rejects.toBeInstanceOf(StoreUnusableError);
      await expect(store.readAll()).rejects.toBeInstanceOf(StoreUnusableError);
      await expect(store.head()).rejects.toBeInstanceOf(StoreUnusableError);
      expect(() => store.subscribe({}, () => undefined)).toThrow(StoreUnusableError);
    });

    itWhen('reopen')('and opening again keeps every event, position and result', async () => {
      const store = await open();
      const start = await store.head();
      const stream = newStream();
      const batch = newEvents(3);
      const first = await store.append(stream, 'noStream', batch);
      const before = await readToEnd(store, start);
      await store.close();
      const again = await reopen();
      expect(await readToEnd(again, start)).toEqual(before);
      expect(await again.append(stream, 'noStream', batch)).toEqual(first);
      const next = await again.append(stream, 2, newEvents(1));
      expect(next.revision).toBe(3);
      expect(next.position > first.position).toBe(true);
    });

    itWhen('reopen')('with appends under way keeps exactly those that resolved', async () => {
      const store = await open();
      const streams = Array.from({ length: 40 }, () => newStream());
      const appends = Promise.allSettled(streams.map((stream) => store.append(stream, 'noStream', newEvents(2))));
      await store.close();
      const outcomes = await appends;
      const again = await reopen();
      for (const [index, stream] of streams.entries()) {
        const length = outcomes[index]?.status === 'fulfilled' ? 2 : 0;
        expect(await again.readStream(stream)).toHaveLength(length);
      }
    });

    itWhen('reopen')('and subscribing again from the last position misses and repeats nothing', async () => {
      const store = await open();
      const start = await store.head();
      const first = newEvents(5);
      await store.append(newStream(), 'noStream', first);
      const before = recorder();
      store.subscribe({ after: start }, before.subscriber);
      await before.until(() => before.events.length === 5);
      const missed = newEvent();
      await store.close();
      const again = await reopen();
      await again.append(newStream(), 'noStream', [missed]);
      const after = recorder();
      again.subscribe({ after: before.position() }, after.subscriber);
      const live = newEvent();
      await again.append(newStream(), 'noStream', [live]);
      await after.until(() => after.events.some(({ id }) => id === live.id));
      const unseen = [...first, missed, live].filter(({ id }) => !before.events.some((event) => event.id === id));
      expect(idsOf(after.events)).toEqual(idsOf(unseen));
    });
  });
}
