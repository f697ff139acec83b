import { StoreUnavailableError } from '@redress/event-store';
import { LAG_LIMIT_MS, STORE_PATIENCE_MS, StoreWatch } from './store-watch';

/** A store that answers as it is told, asked by a watch whose time stands still until it is moved. */
class Desk {
  now = 0;
  /** Null: it cannot be reached. */
  head: string | null = 'a';
  readonly told: string[] = [];
  private asked = 0;
  readonly watch: StoreWatch;

  constructor() {
    const tell = (message: string): void => void this.told.push(message);
    this.watch = new StoreWatch({
      store: {
        head: async () => {
          this.asked++;
          if (this.head === null) throw new StoreUnavailableError('db:2113 cannot be reached');
          return this.head;
        },
      },
      logger: { info: tell, warn: tell, error: tell },
      now: () => this.now,
    });
    this.watch.start();
  }

  /** Until the watch has asked that often since it was made. */
  async askedTimes(times: number): Promise<void> {
    while (this.asked < times) await jest.advanceTimersByTimeAsync(2_000);
    await jest.advanceTimersByTimeAsync(0);
  }

  async pass(ms: number): Promise<void> {
    this.now += ms;
    await this.askedTimes(this.asked + 1);
  }
}

describe('the watch over the store', () => {
  let desk: Desk;

  beforeEach(async () => {
    jest.useFakeTimers();
    desk = new Desk();
    await desk.askedTimes(1);
  });
  afterEach(() => {
    desk.watch.stop();
    jest.useRealTimers();
  });

  it('finds it unreachable after a while, tells of it once, and finds it again', async () => {
    desk.head = null;
    await desk.pass(STORE_PATIENCE_MS);
    expect([desk.watch.isReachable, desk.watch.unready()]).toEqual([true, null]);
    await desk.pass(1);
    expect(desk.watch.unready()).toMatchObject({ code: 'store-unreachable', detail: expect.stringContaining('10 s') });
    // Whoever asks for the health of the service needs no key, so where the store is stands in the log only.
    expect(desk.watch.unready()?.detail).not.toContain('2113');
    await desk.pass(1);
    desk.head = 'a';
    await desk.pass(1);
    expect(desk.watch.unready()).toBeNull();
    expect(desk.told).toEqual(['The event store cannot be reached', 'The event store can be reached again']);
  });

  it('finds it unreachable also when it does not answer at all', async () => {
    desk.now += STORE_PATIENCE_MS + 1;
    expect(desk.watch.isReachable).toBe(false);
  });

  it('knows where the log ended half a minute ago', async () => {
    expect(desk.watch.headAtLimit()).toBeNull();
    desk.head = 'b';
    await desk.pass(LAG_LIMIT_MS - 1);
    expect(desk.watch.headAtLimit()).toBeNull();
    await desk.pass(1);
    expect(desk.watch.headAtLimit()).toBe('a');
    await desk.pass(LAG_LIMIT_MS);
    expect(desk.watch.headAtLimit()).toBe('b');
    // However long it is asked.
    for (const head of ['c', 'd', 'e', 'f']) {
      desk.head = head;
      await desk.pass(LAG_LIMIT_MS / 2);
    }
    expect(desk.watch.headAtLimit()).toBe('d');
  });

  it('knows nothing of a log that was replaced by a shorter one', async () => {
    desk.head = 'c';
    await desk.pass(1);
    desk.head = 'b';
    await desk.pass(LAG_LIMIT_MS);
    expect(desk.watch.headAtLimit()).toBeNull();
  });
});
