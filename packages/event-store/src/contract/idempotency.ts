import { WrongExpectedRevisionError } from '../errors';
import { idsOf, newEvent, newEvents, newStream } from './events';
import { harness, type StoreUnderTest } from './harness';

/** Repeating a batch after an unknown outcome, as EventStoreDB does it. */
export function idempotencyContract(subject: StoreUnderTest): void {
  describe('the same batch again', () => {
    const { open } = harness(subject);

    it('at noStream gives the first result and writes nothing', async () => {
      const store = await open();
      const stream = newStream();
      const batch = newEvents(3);
      const first = await store.append(stream, 'noStream', batch);
      expect(await store.append(stream, 'noStream', batch)).toEqual(first);
      expect(idsOf(await store.readStream(stream))).toEqual(idsOf(batch));
      expect(await store.head()).toBe(first.position);
    });

    it('at the same exact revision gives the first result and writes nothing', async () => {
      const store = await open();
      const stream = newStream();
      await store.append(stream, 'noStream', newEvents(2));
      const batch = newEvents(2);
      const first = await store.append(stream, 1, batch);
      expect(await store.append(stream, 1, batch)).toEqual(first);
      expect(await store.readStream(stream)).toHaveLength(4);
    });

    it('gives the first result also after others have appended', async () => {
      const store = await open();
      const stream = newStream();
      const batch = newEvents(2);
      const first = await store.append(stream, 'noStream', batch);
      const second = await store.append(stream, 1, newEvents(2));
      await store.append(newStream(), 'noStream', newEvents(1));
      expect(await store.append(stream, 'noStream', batch)).toEqual(first);
      expect(first.position < second.position).toBe(true);
      expect(await store.readStream(stream)).toHaveLength(4);
    });

    it('sent twice at once is written once, and both hear the same', async () => {
      const store = await open();
      const stream = newStream();
      const batch = newEvents(2);
      const results = await Promise.all([1, 2, 3].map(() => store.append(stream, 'noStream', batch)));
      expect(new Set(results.map(({ revision, position }) => `${revision} ${position}`)).size).toBe(1);
      expect(idsOf(await store.readStream(stream))).toEqual(idsOf(batch));
    });

    it('is recognised by its ids alone', async () => {
      const store = await open();
      const stream = newStream();
      const event = newEvent({ data: '"first"' });
      const first = await store.append(stream, 'noStream', [event]);
      expect(await store.append(stream, 'noStream', [{ ...event, data: '"second"' }])).toEqual(first);
      expect((await store.readStream(stream))[0]?.data).toBe('"first"');
    });

    it('is another batch with one other id, at any place', async () => {
      const store = await open();
      const stream = newStream();
      const batch = newEvents(3);
      await store.append(stream, 'noStream', batch);
      for (const place of [0, 1, 2]) {
        const other = batch.with(place, newEvent());
        await expect(store.append(stream, 'noStream', other)).rejects.toBeInstanceOf(WrongExpectedRevisionError);
      }
      expect(idsOf(await store.readStream(stream))).toEqual(idsOf(batch));
    });

    it('is another batch in another order, or with more events than were written', async () => {
      const store = await open();
      const stream = newStream();
      const batch = newEvents(2);
      await store.append(stream, 'noStream', batch);
      for (const other of [batch.toReversed(), [...batch, newEvent()]]) {
        await expect(store.append(stream, 'noStream', other)).rejects.toMatchObject({ actual: 1 });
      }
      expect(await store.readStream(stream)).toHaveLength(2);
    });

    it('at another revision in the past is a wrong revision', async () => {
      const store = await open();
      const stream = newStream();
      await store.append(stream, 'noStream', newEvents(2));
      const batch = newEvents(1);
      await store.append(stream, 1, batch);
      await expect(store.append(stream, 0, batch)).rejects.toMatchObject({ actual: 2 });
      await expect(store.append(stream, 'noStream', batch)).rejects.toMatchObject({ actual: 2 });
    });

    it('at the newest revision is written again: ids are not unique', async () => {
      const store = await open();
      const stream = newStream();
      const batch = newEvents(2);
      const first = await store.append(stream, 'noStream', batch);
      const second = await store.append(stream, first.revision, batch);
      expect(second.revision).toBe(3);
      expect(second.position > first.position).toBe(true);
      expect(idsOf(await store.readStream(stream))).toEqual([...idsOf(batch), ...idsOf(batch)]);
    });

    it('in another stream is written there', async () => {
      const store = await open();
      const streams = [newStream(), newStream()];
      const batch = newEvents(2);
      for (const stream of streams) await store.append(stream, 'noStream', batch);
      for (const stream of streams) expect(idsOf(await store.readStream(stream))).toEqual(idsOf(batch));
    });
  });
}
