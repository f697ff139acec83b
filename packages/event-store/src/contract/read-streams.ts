import { type EventStore, type ReadStreamsOptions, type StoredEvent } from '../event-store';
import { idsOf, newEvents } from './events';
import { harness, type StoreUnderTest } from './harness';

/** Of stores that can read whole streams one after the other. */
export function readStreamsContract(subject: StoreUnderTest): void {
  describe('readStreams', () => {
    const { open, itWhen } = harness(subject);
    const it = itWhen('readsStreams');

    it('gives every stream whole, once, those of the first prefix first', async () => {
      const store = await open();
      const { a, b } = await twoKinds(store);
      const events = await readOn(store, { prefixes: [b.prefix, a.prefix], upTo: await store.head(), limit: 3 });
      const streams = [...new Set(events.map(({ stream }) => stream))];
      expect(events.map(({ stream }) => streams.indexOf(stream))).toEqual(
        events.map(({ stream }) => streams.indexOf(stream)).sort((x, y) => x - y),
      );
      expect(streams.slice(0, b.names.length).sort()).toEqual([...b.names].sort());
      expect(streams.slice(b.names.length).sort()).toEqual([...a.names].sort());
      for (const name of [...a.names, ...b.names]) {
        expect(events.filter(({ stream }) => stream === name)).toEqual(await store.readStream(name));
      }
    });

    it('ends a page with the stream that makes it as long as asked for', async () => {
      const store = await open();
      const { a } = await twoKinds(store);
      const [page = []] = await pages(store, { prefixes: [a.prefix], upTo: await store.head(), limit: 5 });
      expect(new Set(page.map(({ stream }) => stream)).size).toBe(1);
      expect(page).toEqual(await store.readStream(page[0]?.stream ?? ''));
    });

    it('goes on with a long stream in the next page, and with others after it', async () => {
      const store = await open();
      const { a } = await twoKinds(store);
      const [first = ''] = a.names;
      for (let n = 0; n < 5; n++) await store.append(first, 'streamExists', newEvents(5));
      const upTo = await store.head();
      await store.append(first, 'streamExists', newEvents(2));
      for (const limit of [1, 2, 3, 7, 15, 16]) {
        const read = await pages(store, { prefixes: [a.prefix], upTo, limit });
        expect(Math.max(...read.map((page) => page.length))).toBeLessThanOrEqual(2 * limit);
        for (const name of a.names) {
          const events = read.flat().filter(({ stream }) => stream === name);
          expect(events).toEqual((await store.readStream(name)).filter(({ position }) => position <= upTo));
        }
        expect(read.flat()).toHaveLength(31 + 12);
      }
    });

    it('leaves out what was appended after the position, in old streams and in new ones', async () => {
      const store = await open();
      const { a } = await twoKinds(store);
      const upTo = await store.head();
      const before = await readOn(store, { prefixes: [a.prefix], upTo, limit: 2 });
      await store.append(a.names[0] ?? '', 'streamExists', newEvents(2));
      await store.append(`${a.prefix}later`, 'noStream', newEvents(2));
      expect(idsOf(await readOn(store, { prefixes: [a.prefix], upTo, limit: 2 }))).toEqual(idsOf(before));
    });

    it('has an end without streams, and without prefixes', async () => {
      const store = await open();
      const upTo = await store.head();
      expect(await readOn(store, { prefixes: ['nothing-is-called-so-'], upTo })).toEqual([]);
      expect(await readOn(store, { prefixes: [], upTo })).toEqual([]);
    });
  });
}

let kinds = 0;

/** Streams of two prefixes whose events alternate in the log. */
async function twoKinds(store: EventStore) {
  const [a, b] = ['left', 'right'].map((kind) => {
    const prefix = `${kind}-${process.pid}-${(kinds += 1)}-`;
    return { prefix, names: [1, 2, 3].map((n) => `${prefix}${n}`) };
  }) as [{ prefix: string; names: string[] }, { prefix: string; names: string[] }];
  for (let round = 0; round < 3; round++) {
    for (const name of [...a.names, ...b.names]) await store.append(name, 'any', newEvents(1 + round));
  }
  return { a, b };
}

function readStreams(store: EventStore, options: ReadStreamsOptions) {
  if (store.readStreams === undefined) throw new Error('The store says that it can read streams, and cannot');
  return store.readStreams(options);
}

async function readOn(store: EventStore, options: ReadStreamsOptions): Promise<readonly StoredEvent[]> {
  return (await pages(store, options)).flat();
}

/** Those that hold events. */
async function pages(store: EventStore, options: ReadStreamsOptions): Promise<readonly (readonly StoredEvent[])[]> {
  const read: (readonly StoredEvent[])[] = [];
  for (let page = await readStreams(store, options); ;) {
    if (page.events.length > 0) read.push(page.events);
    if (page.atEnd) return read;
    page = await readStreams(store, { ...options, after: page.cursor });
  }
}
