import { SharedRun } from './shared-run';

describe('a shared run', () => {
  let begun: number;
  let ends: ((error?: Error) => void)[];
  let shared: SharedRun;

  beforeEach(() => {
    begun = 0;
    ends = [];
    shared = new SharedRun(() => {
      begun += 1;
      return new Promise((resolve, reject) => ends.push((error) => (error === undefined ? resolve() : reject(error))));
    });
  });

  it('serves all who ask while one is under way by one more, that begins afterwards', async () => {
    const first = shared.request();
    const later = [shared.request(), shared.request()];
    expect(begun).toBe(1);
    ends[0]?.();
    await first;
    await Promise.resolve();
    expect(begun).toBe(2);
    const evenLater = shared.request();
    ends[1]?.();
    await Promise.all(later);
    await Promise.resolve();
    expect(begun).toBe(3);
    ends[2]?.();
    await evenLater;
  });

  it('begins at once when none is under way', async () => {
    const first = shared.request();
    ends[0]?.();
    await first;
    const second = shared.request();
    expect(begun).toBe(2);
    ends[1]?.();
    await second;
  });

  it('tells of a failure those who asked for that run, and nobody else', async () => {
    const first = shared.request();
    const second = shared.request();
    ends[0]?.(new Error('no store'));
    await expect(first).rejects.toThrow('no store');
    await Promise.resolve();
    ends[1]?.();
    await expect(second).resolves.toBeUndefined();
  });
});
