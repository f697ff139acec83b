import { WrongExpectedRevisionError } from '../errors';
import { START, type EventStore, type ExpectedRevision, type StoredEvent } from '../event-store';
import { idsOf, newEvent, newEvents, newStream, readToEnd } from './events';
import { harness, PATIENCE_MS, type StoreUnderTest } from './harness';
import { recorder } from './recorder';

const CALLERS = 32;

export function concurrencyContract(subject: StoreUnderTest): void {
  describe('with many callers at once', () => {
    const { open, openSecond, itWhen } = harness(subject);

    it(
      'loses, doubles and reorders nothing: 32 callers, 1,000 appends each',
      async () => {
        const store = await open();
        const start = await store.head();
        const streams = Array.from({ length: CALLERS }, () => newStream());
        const written = await Promise.all(streams.map((stream) => appendOneByOne(store, stream, 1000)));
        const { events, position } = await readToEnd(store, start);
        expect(events).toHaveLength(CALLERS * 1000);
        expectAscending(events);
        expect(position).toBe(await store.head());
        const byStream = Map.groupBy(events, ({ stream }) => stream);
        for (const [index, stream] of streams.entries()) {
          const inLog = byStream.get(stream) ?? [];
          expect(idsOf(inLog)).toEqual(written[index]);
          expect(inLog.map(({ revision }) => revision)).toEqual([...Array(1000).keys()]);
          expect(await store.readStream(stream)).toEqual(inLog);
        }
      },
      PATIENCE_MS,
    );

    it(
      'lets one win each revision of a stream that all race for',
      async () => {
        const store = await open();
        const stream = newStream();
        const won = await raceFor(
          [...Array(CALLERS)].map(() => store),
          stream,
          10,
        );
        await expectWon(store, stream, won);
      },
      PATIENCE_MS,
    );

    it(
      'never shows a reader a position and fills one before it later',
      async () => {
        const store = await open();
        const start = await store.head();
        const streams = Array.from({ length: CALLERS }, () => newStream());
        let writing = true;
        const seen: StoredEvent[] = [];
        const reading = (async () => {
          let position = start;
          for (let last = false; !last;) {
            // Looked at before reading, so that the last round begins after the last append.
            last = !writing;
            const page = await readToEnd(store, position, undefined, 50);
            seen.push(...page.events);
            position = page.position;
            await new Promise((resolve) => setTimeout(resolve, 1));
          }
        })();
        await Promise.all(streams.map((stream) => appendOneByOne(store, stream, 60)));
        writing = false;
        await reading;
        expect(idsOf(seen)).toEqual(idsOf((await readToEnd(store, start)).events));
        expect(seen).toHaveLength(CALLERS * 60);
      },
      PATIENCE_MS,
    );

    it(
      'shows a subscriber everything once and in order while they write',
      async () => {
        const store = await open();
        const start = await store.head();
        const [all, some] = [recorder(), recorder()];
        store.subscribe({ after: start, batchSize: 20 }, all.subscriber);
        store.subscribe({ after: start, filter: { types: ['Rare'] } }, some.subscriber);
        const streams = Array.from({ length: CALLERS }, () => newStream());
        await Promise.all(streams.map((stream) => appendOneByOne(store, stream, 30)));
        const rare = newEvent({ type: 'Rare' });
        await store.append(newStream(), 'noStream', [rare]);
        await all.until(() => all.events.length >= CALLERS * 30 + 1);
        await some.until(() => some.events.length >= 1);
        expect(idsOf(all.events)).toEqual(idsOf((await readToEnd(store, start)).events));
        expect(idsOf(some.events)).toEqual([rare.id]);
      },
      PATIENCE_MS,
    );

    itWhen('openSecond')(
      'lets one win each revision when two instances race',
      async () => {
        const [first, second] = [await open(), await openSecond()];
        const stream = newStream();
        const won = await raceFor([first, second, first, second], stream, 20);
        for (const store of [first, second]) await expectWon(store, stream, won);
      },
      PATIENCE_MS,
    );

    itWhen('openSecond')(
      'shows each instance what the other appended, and tells its subscribers',
      async () => {
        const [first, second] = [await open(), await openSecond()];
        const seen = recorder();
        second.subscribe({ after: await second.head() }, seen.subscriber);
        await seen.until(() => seen.pages.length > 0);
        const stream = newStream();
        const batch = newEvents(3);
        const { position } = await first.append(stream, 'noStream', batch);
        expect(idsOf(await second.readStream(stream))).toEqual(idsOf(batch));
        expect(await second.head()).toBe(position);
        await seen.until(() => seen.events.length >= 3);
        expect(await second.append(stream, 'noStream', batch)).toEqual({ revision: 2, position });
        expect((await second.append(stream, 2, newEvents(1))).revision).toBe(3);
      },
      PATIENCE_MS,
    );

    itWhen('openSecond')(
      'keeps one log of two instances that write at once',
      async () => {
        const stores = [await open(), await openSecond()] as const;
        const start = await stores[0].head();
        const streams = Array.from({ length: 8 }, () => newStream());
        const write = (stream: string, index: number): Promise<string[]> =>
          appendOneByOne(stores[index % 2 === 0 ? 0 : 1], stream, 50);
        await Promise.all(streams.map(write));
        const { events } = await readToEnd(stores[1], start);
        expect(events).toHaveLength(8 * 50);
        expectAscending(events);
        expect((await readToEnd(stores[0], start)).events).toEqual(events);
      },
      PATIENCE_MS,
    );
  });
}

/** Each at the exact revision; gives the ids. */
async function appendOneByOne(store: EventStore, stream: string, count: number): Promise<string[]> {
  const ids: string[] = [];
  let expected: ExpectedRevision = 'noStream';
  for (let i = 0; i < count; i++) {
    const event = newEvent();
    const { revision } = await store.append(stream, expected, [event]);
    expect(revision).toBe(i);
    expected = revision;
    ids.push(event.id);
  }
  return ids;
}

/** Every caller appends until it has won so many times; gives the id that won each revision. */
async function raceFor(stores: readonly EventStore[], stream: string, wins: number): Promise<Map<number, string>> {
  const won = new Map<number, string>();
  const race = async (store: EventStore): Promise<void> => {
    let expected: ExpectedRevision = 'noStream';
    for (let left = wins; left > 0;) {
      const event = newEvent();
      try {
        const { revision } = await store.append(stream, expected, [event]);
        expect(won.has(revision)).toBe(false);
        won.set(revision, event.id);
        expected = revision;
        left--;
      } catch (error) {
        if (!(error instanceof WrongExpectedRevisionError)) throw error;
        expected = error.actual ?? 'noStream';
      }
    }
  };
  await Promise.all(stores.map(race));
  return won;
}

async function expectWon(store: EventStore, stream: string, won: ReadonlyMap<number, string>): Promise<void> {
  const events = await store.readStream(stream);
  expect(events.map(({ revision }) => revision)).toEqual([...events.keys()]);
  expect(idsOf(events)).toEqual(events.map(({ revision }) => won.get(revision)));
  expect(events).toHaveLength(won.size);
}

function expectAscending(events: readonly StoredEvent[]): void {
  let before = START;
  for (const { position } of events) {
    if (position <= before) throw new Error(`Position ${position} does not come after ${before}`);
    before = position;
  }
}
