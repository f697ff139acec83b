import { WrongExpectedRevisionError } from '../errors';
import { type ExpectedRevision } from '../event-store';
import { idsOf, newEvent, newEvents, newStream, readToEnd } from './events';
import { harness, type StoreUnderTest } from './harness';

/** The four expected modes, accepted and refused, and that a refused append leaves no trace. */
export function appendContract(subject: StoreUnderTest): void {
  describe('append', () => {
    const { open } = harness(subject);

    it.each<ExpectedRevision>(['any', 'noStream'])('accepts %p for a stream that does not exist', async (expected) => {
      const store = await open();
      const stream = newStream();
      const result = await store.append(stream, expected, newEvents(3));
      expect(result.revision).toBe(2);
      expect(result.position).toBe((await store.readStream(stream)).at(-1)?.position);
    });

    it.each<ExpectedRevision>(['any', 'streamExists', 1])('accepts %p for a stream at revision 1', async (expected) => {
      const store = await open();
      const stream = newStream();
      await store.append(stream, 'noStream', newEvents(2));
      expect((await store.append(stream, expected, newEvents(2))).revision).toBe(3);
      expect((await store.readStream(stream)).map(({ revision }) => revision)).toEqual([0, 1, 2, 3]);
    });

    it.each<ExpectedRevision>(['streamExists', 0, 7])(
      'refuses %p for a stream that does not exist',
      async (expected) => {
        const store = await open();
        const stream = newStream();
        const refused = store.append(stream, expected, newEvents(2));
        await expect(refused).rejects.toBeInstanceOf(WrongExpectedRevisionError);
        await expect(refused).rejects.toMatchObject({
          code: 'wrong-expected-revision',
          stream,
          expected,
          actual: null,
        });
        expect(await store.readStream(stream)).toEqual([]);
      },
    );

    it.each<ExpectedRevision>(['noStream', 0, 2, 7])('refuses %p for a stream at revision 1', async (expected) => {
      const store = await open();
      const stream = newStream();
      await store.append(stream, 'noStream', newEvents(2));
      const refused = store.append(stream, expected, newEvents(2));
      await expect(refused).rejects.toBeInstanceOf(WrongExpectedRevisionError);
      await expect(refused).rejects.toMatchObject({ stream, expected, actual: 1 });
      expect(await store.readStream(stream)).toHaveLength(2);
    });

    it('leaves no trace of a refused append in stream, log, head and later positions', async () => {
      const store = await open();
      const stream = newStream();
      const first = await store.append(stream, 'noStream', newEvents(1));
      const other = newStream();
      await expect(store.append(stream, 'noStream', newEvents(3))).rejects.toThrow(WrongExpectedRevisionError);
      await expect(store.append(other, 'streamExists', newEvents(3))).rejects.toThrow(WrongExpectedRevisionError);
      expect(await store.head()).toBe(first.position);
      expect((await store.readAll({ after: first.position })).events).toEqual([]);
      const [next] = newEvents(1);
      await store.append(other, 'noStream', [next!]);
      expect(idsOf((await readToEnd(store, first.position)).events)).toEqual([next?.id]);
      expect((await store.readStream(other))[0]?.revision).toBe(0);
    });

    it('shows a subscriber nothing of a refused append', async () => {
      const store = await open();
      const stream = newStream();
      await store.append(stream, 'noStream', newEvents(1));
      const seen: string[] = [];
      const last = newEvent();
      const { promise, resolve } = Promise.withResolvers<void>();
      store.subscribe({ after: await store.head() }, ({ events }) => {
        seen.push(...idsOf(events));
        if (seen.includes(last.id)) resolve();
      });
      await expect(store.append(stream, 'noStream', newEvents(2))).rejects.toThrow(WrongExpectedRevisionError);
      await store.append(stream, 0, [last]);
      await promise;
      expect(seen).toEqual([last.id]);
    });

    it('does not let a wrong revision undo what was appended beside it', async () => {
      const store = await open();
      const taken = newStream();
      await store.append(taken, 'noStream', newEvents(1));
      const streams = Array.from({ length: 32 }, (_, i) => (i % 3 === 1 ? taken : newStream()));
      const outcomes = await Promise.allSettled(streams.map((name) => store.append(name, 'noStream', newEvents(2))));
      expect(outcomes.map(({ status }) => status)).toEqual(
        streams.map((name) => (name === taken ? 'rejected' : 'fulfilled')),
      );
      expect(await store.readStream(taken)).toHaveLength(1);
      for (const name of streams.filter((name) => name !== taken)) expect(await store.readStream(name)).toHaveLength(2);
    });

    it('gives each stream revisions of its own and the log ascending positions that compare as strings', async () => {
      const store = await open();
      const start = await store.head();
      const streams = [newStream(), newStream()] as const;
      for (let i = 0; i < 12; i++) await store.append(streams[i % 2 === 0 ? 0 : 1], 'any', [newEvent()]);
      const { events } = await readToEnd(store, start);
      const positions = events.map(({ position }) => position);
      expect(positions).toHaveLength(12);
      expect([...positions].sort()).toEqual(positions);
      expect(new Set(positions).size).toBe(12);
      expect(positions[0]! > start).toBe(true);
      for (const stream of streams) {
        expect((await store.readStream(stream)).map(({ revision }) => revision)).toEqual([0, 1, 2, 3, 4, 5]);
      }
    });

    it('writes the events of one append one after the other, in their order', async () => {
      const store = await open();
      const start = await store.head();
      const batches = Array.from({ length: 8 }, () => newEvents(5));
      await Promise.all(batches.map((batch) => store.append(newStream(), 'noStream', batch)));
      const ids = idsOf((await readToEnd(store, start)).events);
      for (const batch of batches) {
        const from = ids.indexOf(batch[0]!.id);
        expect(ids.slice(from, from + 5)).toEqual(idsOf(batch));
      }
    });
  });
}
