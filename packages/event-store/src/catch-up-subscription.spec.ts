import { CatchUpSubscription, type ReadableLog } from './catch-up-subscription';
import { StoreUnavailableError, StoreUnusableError } from './errors';
import { InMemoryEventStore } from './in-memory-event-store';
import { newEvents, recorder } from './contract';

/** A log whose reads fail as told, in turn, before they succeed. */
function failing(store: InMemoryEventStore, errors: Error[]): ReadableLog & { listeners: number } {
  const log = {
    listeners: 0,
    readAll: (options = {}) => {
      const error = errors.shift();
      return error === undefined ? store.readAll(options) : Promise.reject(error);
    },
    onGrowth: () => {
      log.listeners++;
      return () => void log.listeners--;
    },
  };
  return log;
}

describe('CatchUpSubscription', () => {
  it('goes on when the store cannot be read for a moment', async () => {
    const store = new InMemoryEventStore();
    await store.append('case-a', 'noStream', newEvents(2));
    const log = failing(store, [new StoreUnavailableError('locked'), new StoreUnavailableError('locked')]);
    const seen = recorder();
    const subscription = new CatchUpSubscription(log, {}, seen.subscriber);
    await seen.until(() => seen.events.length === 2);
    await subscription.close();
    expect(log.listeners).toBe(0);
  });

  it('ends when the store cannot be read any more, and listens no longer', async () => {
    const log = failing(new InMemoryEventStore(), [new StoreUnusableError('damaged')]);
    const subscription = new CatchUpSubscription(log, {}, () => undefined);
    await expect(subscription.closed).rejects.toThrow('damaged');
    expect(log.listeners).toBe(0);
  });

  it('reads once more when the log grew while a page was handled', async () => {
    const store = new InMemoryEventStore();
    const seen = recorder(async ({ events }) => {
      if (events.length === 0) await store.append('case-a', 'noStream', newEvents(1));
    });
    const subscription = store.subscribe({}, seen.subscriber);
    await seen.until(() => seen.events.length === 1);
    await subscription.close();
  });

  it('tells whoever asked when it has ended, also after a failure', async () => {
    const subscription = new CatchUpSubscription(failing(new InMemoryEventStore(), []), {}, () => {
      throw new Error('no room');
    });
    const ended = new Promise<void>((resolve) => subscription.onEnd(resolve));
    await expect(subscription.closed).rejects.toThrow('no room');
    await ended;
  });
});
