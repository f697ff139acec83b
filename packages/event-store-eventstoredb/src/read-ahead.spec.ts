import { type LogPage, type ReadAllOptions } from '@redress/event-store';
import { ReadAhead } from './read-ahead';

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
  await ahead.page({ after: '0' });
  expect(asked).toEqual(['0', '1']);
  expect((await ahead.page({ after: '1' })).position).toBe('2');
  expect(asked).toEqual(['0', '1', '2']);
});

it('reads the last page again, which may not be the last any more', async () => {
  const { asked, read, grow } = log(2);
  const ahead = new ReadAhead(read);
  await ahead.page({ after: '0' });
  grow();
  expect(await ahead.page({ after: '1' })).toMatchObject({ position: '2', atEnd: false });
  expect(asked).toEqual(['0', '1', '1', '2']);
});

it('takes a page of one filter or size for no other', async () => {
  const { asked, read } = log(9);
  const ahead = new ReadAhead(read);
  await ahead.page({ after: '0', limit: 1 });
  await ahead.page({ after: '1', limit: 2 });
  await ahead.page({ after: '1', limit: 1, filter: { types: ['A'] } });
  expect(asked.filter((after) => after === '1')).toHaveLength(3);
});

it('reads itself what could not be read ahead, and says why that fails', async () => {
  const { read } = log(9);
  let isBroken = false;
  const ahead = new ReadAhead((options) => (isBroken ? Promise.reject(new Error('gone')) : read(options)));
  await ahead.page({ after: '0' });
  isBroken = true;
  await ahead.page({ after: '1' });
  await expect(ahead.page({ after: '2' })).rejects.toThrow('gone');
  isBroken = false;
  expect((await ahead.page({ after: '2' })).position).toBe('3');
});
