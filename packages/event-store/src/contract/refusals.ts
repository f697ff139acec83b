import { MAX_APPEND_BYTES } from '../append-rules';
import { AppendRefusedError } from '../errors';
import { type EventStore, type ExpectedRevision, type NewEvent } from '../event-store';
import { newEvent, newEvents, newStream } from './events';
import { harness, type StoreUnderTest } from './harness';

/** What no adapter takes, so that a batch is as good for one store as for another. */
export function refusalContract(subject: StoreUnderTest): void {
  describe('append refuses for good', () => {
    const { open } = harness(subject);

    async function refused(
      store: EventStore,
      events: readonly NewEvent[],
      stream = newStream(),
      expected: ExpectedRevision = 'any',
    ): Promise<void> {
      const before = await store.head();
      const append = store.append(stream, expected, events);
      await expect(append).rejects.toBeInstanceOf(AppendRefusedError);
      await expect(append).rejects.toMatchObject({ code: 'append-refused' });
      expect(await store.head()).toBe(before);
    }

    it('an append of no events, in every expected mode', async () => {
      const store = await open();
      const stream = newStream();
      await store.append(stream, 'noStream', newEvents(1));
      for (const expected of ['any', 'noStream', 'streamExists', 0] as const)
        await refused(store, [], stream, expected);
    });

    it('one event that is over 1 MiB', async () => {
      await refused(await open(), [newEvent({ data: `"${'x'.repeat(MAX_APPEND_BYTES)}"` })]);
    });

    it('events that are over 1 MiB together, all of them', async () => {
      const store = await open();
      const stream = newStream();
      await refused(store, newEvents(4, { data: `"${'x'.repeat(300_000)}"` }), stream);
      expect(await store.readStream(stream)).toEqual([]);
    });

    it('text that is over 1 MiB only in UTF-8', async () => {
      await refused(await open(), [newEvent({ data: `"${'€'.repeat(400_000)}"` })]);
    });

    it('one id twice', async () => {
      const event = newEvent();
      await refused(await open(), [event, newEvent(), event]);
    });

    it.each<[string, Partial<NewEvent>]>([
      ['an id that is no UUID', { id: 'one' }],
      ['an upper-case id, which would come back in lower case', { id: '6F1C2A0E-0000-4000-8000-000000000001' }],
      ['an empty type', { type: '' }],
      ['a type reserved for the store', { type: '$NoteAdded' }],
      ['a type with a lone surrogate', { type: 'Note\ud83d' }],
      ['schema version 0', { schemaVersion: 0 }],
      ['schema version 1.5', { schemaVersion: 1.5 }],
      ['a hash that is none', { hash: 'abc' }],
      ['an upper-case hash', { hash: 'A'.repeat(64) }],
      ['data with a lone surrogate', { data: '"\udead"' }],
      ['metadata with a lone surrogate', { metadata: '"\udead"' }],
    ])('%s', async (_, overrides) => {
      await refused(await open(), [newEvent(), newEvent(overrides)]);
    });

    it.each([
      ['an empty name', ''],
      ['a name reserved for the store', '$settings'],
      ['a name with a lone surrogate', 'case-\ud83d'],
      ['a name with a NUL', 'case-\0'],
    ])('a stream with %s', async (_, stream) => {
      await refused(await open(), newEvents(1), stream);
    });

    it.each([-1, 0.5, NaN, Infinity])('%p as a revision', async (expected) => {
      await refused(await open(), newEvents(1), newStream(), expected);
    });
  });
}
