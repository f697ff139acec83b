import { type StoredEvent } from '@redress/event-store';
import { newEvents } from '@redress/event-store/contract';
import { temporaryLog } from '../test/temporary-log';
import { type SqliteEventStore } from './sqlite-event-store';

describe('streams of a long log', () => {
  const { open } = temporaryLog();
  const MANY = 1_200;

  /** More of one prefix than are found by their names, and a few of another that first came in between. */
  async function filled(): Promise<SqliteEventStore> {
    const store = await open();
    const names = Array.from({ length: MANY }, (_, n) => (n % 400 === 7 ? `policy-${n}` : `case-${MANY - n}`));
    for (const count of [1, 2]) {
      await Promise.all(names.map((name) => store.append(name, count === 1 ? 'noStream' : 0, newEvents(count))));
    }
    return store;
  }

  async function pages(store: SqliteEventStore, prefixes: readonly string[], limit: number): Promise<StoredEvent[][]> {
    const read: StoredEvent[][] = [];
    const upTo = await store.head();
    for (let after: string | undefined, atEnd = false; !atEnd;) {
      const page = await store.readStreams({ prefixes, upTo, limit, ...(after === undefined ? {} : { after }) });
      read.push([...page.events]);
      ({ cursor: after, atEnd } = page);
    }
    return read;
  }

  it('come in the order of their first events, whole, whether there are many or few of a prefix', async () => {
    const store = await filled();
    const all = (await pages(store, ['policy-', 'case-'], 500)).flat();
    expect(all).toHaveLength(3 * MANY);
    expect(all.slice(0, 9).map(({ stream }) => stream)).toEqual(
      [7, 407, 807].flatMap((n) => Array.from({ length: 3 }, () => `policy-${n}`)),
    );
    const firsts = all.slice(9).filter(({ revision }) => revision === 0);
    expect(firsts.map(({ position }) => position)).toEqual(firsts.map(({ position }) => position).sort());
    for (const [i, event] of all.entries()) expect(event.revision).toBe(i % 3);
  });

  it('are read no page longer than asked for, but for the end of a stream', async () => {
    const read = await pages(await filled(), ['case-'], 100);
    expect(Math.max(...read.map((page) => page.length))).toBe(102);
    for (const page of read) expect(page.length % 3).toBe(0);
  });
});
