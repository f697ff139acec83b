import { type StoredEvent } from '@redress/event-store';
import { Window } from './window';

const event = (characters: number): StoredEvent => ({
  ...{ id: 'e', stream: 'case-1', revision: 0, position: '1', type: 'T', schemaVersion: 1, hash: null },
  data: 'x'.repeat(characters),
  metadata: '',
});

describe('a window of events', () => {
  it('is full of so many events', () => {
    const window = new Window(3);
    window.add([event(1), event(1)]);
    expect(window.isFull).toBe(false);
    window.add([event(1)]);
    expect(window.isFull).toBe(true);
    expect(window.take()).toHaveLength(3);
    expect([window.isFull, window.take()]).toEqual([false, []]);
  });

  it('is full of few events with long texts', () => {
    const window = new Window(1_000);
    window.add([event(5_000_000)]);
    expect(window.isFull).toBe(false);
    window.add([event(5_000_000)]);
    expect(window.isFull).toBe(true);
  });

  it('of none is full at once', () => {
    expect(new Window(0).isFull).toBe(true);
  });
});
