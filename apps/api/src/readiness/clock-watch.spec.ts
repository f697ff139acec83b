import { type ClockReading } from '@redress/event-store-eventstoredb';
import { ClockWatch } from './clock-watch';

describe('the watch over the clock', () => {
  let reading: ClockReading | null;
  let compared: number;
  let told: string[];
  let watch: ClockWatch;

  beforeEach(() => {
    jest.useFakeTimers();
    [reading, compared, told] = [null, 0, []];
    const tell = (message: string): void => void told.push(message);
    const compare = async (): Promise<ClockReading> => {
      compared++;
      if (reading === null) throw new Error('db:2113 cannot be reached');
      return reading;
    };
    watch = new ClockWatch({ compare, logger: { info: tell, warn: tell, error: tell } });
    watch.start();
  });
  afterEach(() => {
    watch.stop();
    jest.useRealTimers();
  });

  const pass = (seconds: number): Promise<void> => jest.advanceTimersByTimeAsync(seconds * 1_000);

  it.each<[number, number, string | undefined]>([
    [0, 1, undefined],
    [1_000, 0, undefined],
    [1_002, 1, 'clock-off'],
    [-1_002, 1, 'clock-off'],
    [-1_000, 1, undefined],
    // A line so slow that nobody can tell.
    [3_000, 2_500, undefined],
  ])('finds a clock that is %i ms ahead, give or take %i ms: %s', async (offsetMs, errorMs, code) => {
    expect(watch.unready()?.code).toBe('clock-unknown');
    reading = { offsetMs, errorMs };
    await pass(10);
    expect(watch.unready()?.code).toBe(code);
    expect(watch.aheadSeconds).toBe(offsetMs / 1_000);
  });

  it('looks again soon while it is off, tells of it once, and rests when it is right', async () => {
    reading = { offsetMs: 4_000, errorMs: 1 };
    await pass(30);
    expect(compared).toBe(4);
    expect(watch.unready()?.detail).toMatch(/4\.0 s ahead of the event store's/);
    reading = { offsetMs: 0, errorMs: 1 };
    await pass(10);
    expect(watch.unready()).toBeNull();
    expect(told).toEqual([expect.stringMatching(/is off: 4\.0 s ahead/), expect.stringMatching(/agrees .* again/)]);
    await pass(290);
    expect(compared).toBe(5);
    await pass(10);
    expect(compared).toBe(6);
  });

  it('counts what it found last while the store cannot be asked', async () => {
    reading = { offsetMs: 0, errorMs: 1 };
    await pass(10);
    reading = null;
    await pass(400);
    expect(watch.unready()).toBeNull();
  });
});
