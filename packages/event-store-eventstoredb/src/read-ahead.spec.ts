import { type LogPage, type Position, type ReadAllOptions, type StoredEvent } from '@redress/event-store';
import fc from 'fast-check';
import { ReadAhead } from './read-ahead';

const LATE = Infinity;

/** A log of so many positions, read one a page. */
function log(length: number): {
  readonly asked: string[];
  read: (options: ReadAllOptions) => Promise<LogPage>;
  grow(): void;
} {
  const asked: string[] = [];
  return {
    asked,
    grow: () => void length++,
    read: async ({ after = '0' }) => {
      asked.push(after);
      const position = Math.min(Number(after) + 1, length);
      return { events: [], position: String(position), atEnd: position === length };
    },
  };
}

it('has read the next page when it is asked for', async () => {
  const { asked, read } = log(9);
  const ahead = new ReadAhead(read);
  await ahead.page({ after: '0' }, LATE);
  expect(asked).toEqual(['0', '1']);
  expect((await ahead.page({ after: '1' }, LATE)).position).toBe('2');
  expect(asked).toEqual(['0', '1', '2']);
});

describe('of a log with events', () => {
  const event = (n: number): StoredEvent => ({ position: String(n).padStart(3, '0') }) as StoredEvent;

  /** Reads as the log stands when it is asked; every third event is filtered out. */
  function growing(length: number) {
    const asked: [Position, number][] = [];
    const state = { length };
    const read = async ({ after = '', limit = 500 }: ReadAllOptions): Promise<LogPage> => {
      asked.push([after, limit]);
      const events: StoredEvent[] = [];
      let position = after;
      for (let n = Number(after) + 1; n <= state.length && events.length < limit; n++) {
        position = event(n).position;
        if (n % 3 !== 0) events.push(event(n));
      }
      return { events, position, atEnd: position === event(state.length).position };
    };
    return { asked, state, read };
  }

  it('reads several pages at once, and each once', async () => {
    const { asked, read } = growing(100);
    const ahead = new ReadAhead(read);
    for (let [after, atEnd] = ['', false]; !atEnd;)
      ({ position: after, atEnd } = await ahead.page({ after, limit: 5 }, LATE));
    // The first page, four at a time, and the last again, which may not be the last any more.
    expect(asked.map(([, limit]) => limit)).toEqual([5, 20, 20, 20, 20, 5]);
  });

  it('gives every event once and in order, whatever the size of the pages, also while it grows', async () => {
    const lengths = fc.record({
      length: fc.integer({ min: 1, max: 90 }),
      limit: fc.integer({ min: 1, max: 12 }),
      grow: fc.array(fc.nat(5)),
    });
    await fc.assert(
      fc.asyncProperty(lengths, async ({ length, limit, grow }) => {
        const { state, read } = growing(length);
        const ahead = new ReadAhead(read);
        const seen: StoredEvent[] = [];
        for (let [after, atEnd] = ['', false]; !atEnd || grow.length > 0;) {
          state.length += grow.shift() ?? 0;
          const page = await ahead.page({ after, limit }, LATE);
          expect(page.events.length).toBeLessThanOrEqual(limit);
          seen.push(...page.events);
          ({ position: after, atEnd } = page);
        }
        expect(seen).toEqual((await read({ limit: 1_000 })).events);
      }),
    );
  });
});

it('reads the last page again, which may not be the last any more', async () => {
  const { asked, read, grow } = log(2);
  const ahead = new ReadAhead(read);
  await ahead.page({ after: '0' }, LATE);
  grow();
  expect(await ahead.page({ after: '1' }, LATE)).toMatchObject({ position: '2', atEnd: false });
  expect(asked).toEqual(['0', '1', '1', '2']);
});

it('takes a page of one filter or size for no other', async () => {
  const { asked, read } = log(9);
  const ahead = new ReadAhead(read);
  await ahead.page({ after: '0', limit: 1 }, LATE);
  await ahead.page({ after: '1', limit: 2 }, LATE);
  await ahead.page({ after: '1', limit: 1, filter: { types: ['A'] } }, LATE);
  expect(asked.filter((after) => after === '1')).toHaveLength(3);
});

it('reads itself what could not be read ahead, and says why that fails', async () => {
  const { read } = log(9);
  let isBroken = false;
  const ahead = new ReadAhead((options) => (isBroken ? Promise.reject(new Error('gone')) : read(options)));
  await ahead.page({ after: '0' }, LATE);
  isBroken = true;
  await ahead.page({ after: '1' }, LATE);
  await expect(ahead.page({ after: '2' }, LATE)).rejects.toThrow('gone');
  isBroken = false;
  expect((await ahead.page({ after: '2' }, LATE)).position).toBe('3');
});

it('keeps the deadline of its caller where the page read ahead was of no use', async () => {
  const deadlines: (number | undefined)[] = [];
  const { read } = log(9);
  const ahead = new ReadAhead((options, deadline) => {
    deadlines.push(deadline);
    return options.after === '1' && deadline === undefined ? Promise.reject(new Error('gone')) : read(options);
  });
  await ahead.page({ after: '0' }, 100);
  await ahead.page({ after: '1' }, 200);
  // Read for its own sake, then ahead; the second in vain, so again for its own sake, and the next ahead.
  expect(deadlines).toEqual([100, undefined, 200, undefined]);
});

it('holds no page any more that was fetched', async () => {
  jest.useFakeTimers();
  const { read } = log(9);
  const ahead = new ReadAhead(read);
  for (let after = 0; after < 9; after++) await ahead.page({ after: String(after) }, LATE);
  // A timer that would forget a page holds it until then.
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

it('forgets a page that nobody fetches', async () => {
  jest.useFakeTimers();
  const { asked, read } = log(9);
  const ahead = new ReadAhead(read);
  await ahead.page({ after: '0' }, LATE);
  await jest.advanceTimersByTimeAsync(10_000);
  await ahead.page({ after: '1' }, LATE);
  expect(asked).toEqual(['0', '1', '1', '2']);
  jest.useRealTimers();
});
