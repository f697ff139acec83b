import { MAX_APPEND_BYTES, type StoredEvent } from '@redress/event-store';
import { batchesOf } from './batches';

const event = (stream: string, revision: number, data = '{}'): StoredEvent => ({
  id: `00000000-0000-4000-8000-${String(revision).padStart(12, '0')}`,
  stream,
  revision,
  position: '',
  type: 'NoteAdded',
  schemaVersion: 1,
  data,
  metadata: '{}',
  hash: null,
});
const lengths = (events: readonly StoredEvent[]): readonly number[] => batchesOf(events).map((batch) => batch.length);

describe('events of a log put together for appending', () => {
  it('keep their order', () => {
    const events = [event('a', 0), event('a', 1), event('b', 0), event('a', 2), event('b', 1), event('b', 2)];
    expect(lengths(events)).toEqual([2, 1, 1, 2]);
    expect(batchesOf(events).flat()).toEqual(events);
  });

  it('are no more than one append takes', () => {
    const third = `"${'x'.repeat(MAX_APPEND_BYTES / 3)}"`;
    expect(lengths([0, 1, 2, 3, 4].map((revision) => event('a', revision, third)))).toEqual([2, 2, 1]);
    expect(lengths(Array.from({ length: 250 }, (_, revision) => event('a', revision)))).toEqual([100, 100, 50]);
  });

  it('are none where there are none', () => {
    expect(batchesOf([])).toEqual([]);
  });
});
