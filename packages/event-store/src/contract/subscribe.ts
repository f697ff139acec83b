import { type LogPage, type StoredEvent } from '../event-store';
import { idsOf, newEvent, newEvents, newStream } from './events';
import { harness, type StoreUnderTest } from './harness';
import { recorder } from './recorder';

export function subscribeContract(subject: StoreUnderTest): void {
  describe('subscribe', () => {
    const { open } = harness(subject);

    it('catches up and then goes on live, in log order, each event once', async () => {
      const store = await open();
      const start = await store.head();
      const past = newEvents(30);
      await store.append(newStream(), 'noStream', past);
      const seen = recorder();
      store.subscribe({ after: start, batchSize: 7 }, seen.subscriber);
      await seen.until(() => seen.events.length === 30);
      const live = newEvents(20);
      for (const event of live) await store.append(newStream(), 'noStream', [event]);
      await seen.until(() => seen.events.length >= 50);
      expect(idsOf(seen.events)).toEqual(idsOf([...past, ...live]));
      expect(seen.pages.every(({ events }) => events.length <= 7)).toBe(true);
    });

    it('begins after the position', async () => {
      const store = await open();
      const first = await store.append(newStream(), 'noStream', newEvents(2));
      const next = newEvents(2);
      await store.append(newStream(), 'noStream', next);
      const seen = recorder();
      store.subscribe({ after: first.position }, seen.subscriber);
      await seen.until(() => seen.events.length >= 2);
      expect(idsOf(seen.events)).toEqual(idsOf(next));
    });

    it('says when it has caught up, also when nothing was there to read', async () => {
      const store = await open();
      await store.append(newStream(), 'noStream', newEvents(1));
      const head = await store.head();
      const seen = recorder();
      store.subscribe({ after: head }, seen.subscriber);
      await seen.until(() => seen.pages.some(({ atEnd }) => atEnd));
      expect(seen.pages).toEqual([{ events: [], position: head, atEnd: true }]);
    });

    it('is not at the end before the last event there was', async () => {
      const store = await open();
      const start = await store.head();
      await store.append(newStream(), 'noStream', newEvents(10));
      const seen = recorder();
      store.subscribe({ after: start, batchSize: 3 }, seen.subscriber);
      await seen.until(() => seen.pages.some(({ atEnd }) => atEnd));
      expect(seen.events).toHaveLength(10);
    });

    it('applies a filter and reports the positions passed', async () => {
      const store = await open();
      const run = newStream();
      const seen = recorder();
      const filter = { types: ['Wanted'], streamPrefixes: [run] };
      store.subscribe({ after: await store.head(), filter }, seen.subscriber);
      const wanted = newEvent({ type: 'Wanted' });
      await store.append(`${run}-a`, 'noStream', [newEvent(), wanted, newEvent()]);
      await store.append(newStream(), 'noStream', newEvents(1, { type: 'Wanted' }));
      const { position } = await store.append(newStream(), 'noStream', newEvents(5));
      await seen.until(() => seen.position() >= position);
      expect(idsOf(seen.events)).toEqual([wanted.id]);
      expect(seen.position()).toBe(position);
    });

    it('reports ascending positions, never one before an event it has yet to give', async () => {
      const store = await open();
      const start = await store.head();
      await store.append(newStream(), 'noStream', newEvents(40));
      const seen = recorder();
      store.subscribe({ after: start, batchSize: 6 }, seen.subscriber);
      await seen.until(() => seen.pages.some(({ atEnd }) => atEnd));
      let before = start;
      for (const { events, position } of seen.pages) {
        expect(events.every((event) => event.position > before && event.position <= position)).toBe(true);
        before = position;
      }
    });

    it('calls once at a time and waits for the answer', async () => {
      const store = await open();
      const start = await store.head();
      await store.append(newStream(), 'noStream', newEvents(20));
      let running = 0;
      let most = 0;
      const seen = recorder(async () => {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setTimeout(resolve, 5));
        running--;
      });
      store.subscribe({ after: start, batchSize: 2 }, seen.subscriber);
      const writing = Array.from({ length: 20 }, () => store.append(newStream(), 'noStream', newEvents(1)));
      await Promise.all(writing);
      await seen.until(() => seen.events.length >= 40);
      expect(most).toBe(1);
    });

    it('gives each subscription the whole log, at its own pace', async () => {
      const store = await open();
      const after = await store.head();
      const [quick, slow] = [recorder(), recorder(() => new Promise((resolve) => setTimeout(resolve, 3)))];
      for (const seen of [quick, slow]) store.subscribe({ after, batchSize: 2 }, seen.subscriber);
      const batch = newEvents(20);
      await store.append(newStream(), 'noStream', batch);
      for (const seen of [quick, slow]) {
        await seen.until(() => seen.events.length >= 20);
        expect(idsOf(seen.events)).toEqual(idsOf(batch));
      }
    });

    it('stops after the batch under way when closed, and resolves', async () => {
      const store = await open();
      const start = await store.head();
      await store.append(newStream(), 'noStream', newEvents(10));
      const { promise: released, resolve: release } = Promise.withResolvers<void>();
      const seen = recorder(() => released);
      const subscription = store.subscribe({ after: start, batchSize: 2 }, seen.subscriber);
      await seen.until(() => seen.pages.length === 1);
      const closing = subscription.close();
      release();
      await closing;
      await expect(subscription.closed).resolves.toBeUndefined();
      await store.append(newStream(), 'noStream', newEvents(1));
      expect(seen.pages).toHaveLength(1);
      await subscription.close();
    });

    it('can be closed while it waits for more', async () => {
      const store = await open();
      const seen = recorder();
      const subscription = store.subscribe({ after: await store.head() }, seen.subscriber);
      await seen.until(() => seen.pages.length === 1);
      await subscription.close();
      await store.append(newStream(), 'noStream', newEvents(1));
      await subscription.closed;
      expect(seen.events).toEqual([]);
    });

    it.each<[string, (page: LogPage) => Promise<void> | void]>([
      ['rejects', () => Promise.reject(new Error('no room'))],
      [
        'throws',
        () => {
          throw new Error('no room');
        },
      ],
    ])('ends when the subscriber %s, and harms no other', async (_, subscriber) => {
      const store = await open();
      const after = await store.head();
      let calls = 0;
      const failing = store.subscribe({ after }, (page) => {
        calls++;
        return subscriber(page);
      });
      const seen = recorder();
      store.subscribe({ after }, seen.subscriber);
      await expect(failing.closed).rejects.toThrow('no room');
      await store.append(newStream(), 'noStream', newEvents(1));
      await seen.until(() => seen.events.length === 1);
      expect(calls).toBe(1);
      await expect(failing.close()).resolves.toBeUndefined();
    });

    it('lets a subscriber append', async () => {
      const store = await open();
      const stream = newStream();
      const seen = recorder(async ({ events }) => {
        const last: StoredEvent | undefined = events.at(-1);
        if (last?.stream === stream && last.revision < 5) await store.append(stream, last.revision, newEvents(1));
      });
      store.subscribe({ after: await store.head() }, seen.subscriber);
      await store.append(stream, 'noStream', newEvents(1));
      await seen.until(() => seen.events.length === 6);
      expect(seen.events.map(({ revision }) => revision)).toEqual([0, 1, 2, 3, 4, 5]);
    });
  });
}
