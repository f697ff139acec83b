import { copyFileSync, renameSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { StoreUnusableError } from '@redress/event-store';
import { newEvents } from '@redress/event-store/contract';
import { temporaryLog } from '../test/temporary-log';

/** Reads look every 25 ms. */
const LOOKS_AGAIN_MS = 30;

describe('A log whose file is not at its path any more', () => {
  const { file, open } = temporaryLog();

  const replacements: readonly [what: string, run: () => void][] = [
    ['moved', () => renameSync(file(), `${file()}.old`)],
    ['removed', () => rmSync(file())],
    [
      'replaced',
      () => {
        copyFileSync(file(), `${file()}.copy`);
        renameSync(`${file()}.copy`, file());
      },
    ],
  ];

  it.each(replacements)('takes nothing, reads nothing and says what to do: %s', async (_what, run) => {
    const store = await open();
    await store.append('case-a', 'noStream', newEvents(2));
    run();
    const asked = [
      () => store.append('case-a', 1, newEvents(1)),
      () => store.readStream('case-a'),
      () => store.readAll(),
      () => store.head(),
    ];
    for (const ask of asked) {
      await expect(ask()).rejects.toBeInstanceOf(StoreUnusableError);
      await expect(ask()).rejects.toThrow(/moved, removed or replaced .* start again/);
    }
  });

  it.each(replacements)('cuts off who subscribed, also when nothing comes: %s', async (_what, run) => {
    const store = await open({ pollMs: 5 });
    await store.append('case-a', 'noStream', newEvents(2));
    const caughtUp = Promise.withResolvers<void>();
    const { closed } = store.subscribe({}, ({ atEnd }) => (atEnd ? caughtUp.resolve() : undefined));
    await caughtUp.promise;
    run();
    await expect(closed).rejects.toBeInstanceOf(StoreUnusableError);
  });

  it('goes on when the file is put back', async () => {
    const store = await open();
    await store.append('case-a', 'noStream', newEvents(2));
    renameSync(file(), `${file()}.old`);
    await sleep(LOOKS_AGAIN_MS);
    await expect(store.head()).rejects.toBeInstanceOf(StoreUnusableError);
    renameSync(`${file()}.old`, file());
    expect((await store.append('case-a', 1, newEvents(1))).revision).toBe(2);
  });
});
