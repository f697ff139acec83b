import { type EventFilter, type EventStore, type Position } from '../event-store';
import { newEvent, newStream, readToEnd } from './events';
import { harness, type StoreUnderTest } from './harness';

export function filterContract(subject: StoreUnderTest): void {
  describe('a filter', () => {
    const { open } = harness(subject);

    /** Two streams of each of three kinds, each with an event of types A, B and Ab. */
    async function filled(): Promise<{ store: EventStore; start: Position; run: string }> {
      const store = await open();
      const start = await store.head();
      const run = newStream('filter');
      for (const kind of ['case', 'case-file', 'policy', 'case', 'case-file', 'policy']) {
        const stream = newStream(`${run}/${kind}`);
        await store.append(
          stream,
          'noStream',
          ['A', 'B', 'Ab'].map((type) => newEvent({ type })),
        );
      }
      return { store, start, run };
    }

    async function found(filter: (run: string) => EventFilter, limit?: number): Promise<string[]> {
      const { store, start, run } = await filled();
      const { events } = await readToEnd(store, start, filter(run), limit);
      const kind = (stream: string): string => stream.slice(run.length + 1, -37);
      return events.map(({ stream, type }) => `${kind(stream)} ${type}`);
    }

    it('by type gives those types and no other, in log order', async () => {
      expect(await found(() => ({ types: ['B', 'A'] }))).toEqual([
        'case A',
        'case B',
        'case-file A',
        'case-file B',
        'policy A',
        'policy B',
        'case A',
        'case B',
        'case-file A',
        'case-file B',
        'policy A',
        'policy B',
      ]);
    });

    it('by stream prefix gives every stream that begins so', async () => {
      expect(await found((run) => ({ streamPrefixes: [`${run}/case`] }))).toEqual([
        'case A',
        'case B',
        'case Ab',
        'case-file A',
        'case-file B',
        'case-file Ab',
        'case A',
        'case B',
        'case Ab',
        'case-file A',
        'case-file B',
        'case-file Ab',
      ]);
    });

    it('by several prefixes gives an event once, also when two fit', async () => {
      const prefixes = ['/policy', '/case-file', '/pol'];
      expect(await found((run) => ({ streamPrefixes: prefixes.map((prefix) => run + prefix) }))).toEqual([
        'case-file A',
        'case-file B',
        'case-file Ab',
        'policy A',
        'policy B',
        'policy Ab',
        'case-file A',
        'case-file B',
        'case-file Ab',
        'policy A',
        'policy B',
        'policy Ab',
      ]);
    });

    it('by type and prefix asks for both', async () => {
      expect(await found((run) => ({ types: ['A', 'Z'], streamPrefixes: [`${run}/policy`] }))).toEqual([
        'policy A',
        'policy A',
      ]);
    });

    it.each([1, 2, 5])('works in pages of %i', async (limit) => {
      const all = await found((run) => ({ types: ['Ab'], streamPrefixes: [`${run}/`] }), limit);
      expect(all).toEqual(['case Ab', 'case-file Ab', 'policy Ab', 'case Ab', 'case-file Ab', 'policy Ab']);
    });

    it('compares exactly: no wildcards, no case, no middle', async () => {
      expect(
        await found((run) => ({ streamPrefixes: [`${run}/CASE`, `${run}/cas_`, `${run}/%`, 'ase', '%'] })),
      ).toEqual([]);
      expect(await found(() => ({ types: ['a', 'A%', 'A*', ''] }))).toEqual([]);
    });

    it('takes prefixes of any alphabet, and a whole name as a prefix', async () => {
      const store = await open();
      const start = await store.head();
      const run = newStream('straße-日本-\u{1f600}');
      const names = [`${run}-\u{1f600}a`, `${run}-\u{1f601}`, `${run}-\u{10ffff}`, `${run}-\u{10ffff}z`];
      for (const name of names) await store.append(name, 'noStream', [newEvent()]);
      const streams = async (prefix: string): Promise<string[]> =>
        (await readToEnd(store, start, { streamPrefixes: [prefix] })).events.map(({ stream }) => stream);
      expect(await streams(run)).toEqual(names);
      expect(await streams(`${run}-\u{1f600}`)).toEqual([names[0]]);
      expect(await streams(`${run}-\u{10ffff}`)).toEqual([names[2], names[3]]);
      expect(await streams(names[1]!)).toEqual([names[1]]);
    });

    it.each<EventFilter>([{ types: [] }, { streamPrefixes: [] }, { types: ['A'], streamPrefixes: [] }])(
      'that lists nothing matches nothing: %j',
      async (filter) => {
        const { store, start } = await filled();
        expect(await readToEnd(store, start, filter)).toEqual({ events: [], position: await store.head() });
      },
    );

    it('without any condition, or with an empty prefix, lets everything pass', async () => {
      const { store, start } = await filled();
      expect((await readToEnd(store, start, {})).events).toHaveLength(18);
      expect((await readToEnd(store, start, { streamPrefixes: [''] })).events).toHaveLength(18);
    });

    it('reports the position past the events it skips', async () => {
      const { store, start, run } = await filled();
      const { position } = await store.append(newStream(`${run}/case`), 'noStream', [newEvent({ type: 'Skipped' })]);
      const read = await readToEnd(store, start, { types: ['A'] });
      expect(read.events).toHaveLength(6);
      expect(read.position).toBe(position);
      expect(await readToEnd(store, start, { types: ['Nothing'] })).toEqual({ events: [], position });
    });

    it('reports no position behind the head, whatever it skips, from a page or a subscription', async () => {
      const { store, start } = await filled();
      const filter: EventFilter = { types: ['Nothing'] };
      for (let i = 0; i < 3; i++) {
        expect((await readToEnd(store, start, filter)).position <= (await store.head())).toBe(true);
        const atEnd = await new Promise<Position>((resolve) => {
          store.subscribe({ after: start, filter }, (page) => (page.atEnd ? resolve(page.position) : undefined));
        });
        expect(atEnd <= (await store.head())).toBe(true);
        await store.append(newStream(), 'noStream', [newEvent({ type: 'Skipped' })]);
      }
    });

    it('stops at the last event of a full page, so that nothing behind it is passed', async () => {
      const { store, start } = await filled();
      const page = await store.readAll({ after: start, limit: 2, filter: { types: ['B'] } });
      expect(page.position).toBe(page.events[1]?.position);
      expect(page.atEnd).toBe(false);
    });
  });
}
