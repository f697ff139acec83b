import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { verifyStream, type StoredEvent } from '@redress/event-store';
import { readToEnd } from '@redress/event-store/contract';
import { temporaryLog } from '../test/temporary-log';

const KILLS = 20;

/** Numbers from 0 to 1 that are the same in every run (a linear congruential generator, Numerical Recipes' constants). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('A process killed while 32 writers append', () => {
  const { file, open } = temporaryLog();

  it(`loses, doubles and reorders nothing it acknowledged, ${KILLS} times`, async () => {
    const random = seeded(20_260_302);
    const acknowledged = `${file()}.acknowledged`;
    for (let kill = 0; kill < KILLS; kill++) {
      const child = fork(join(__dirname, '../test/kill-writer.mjs'), [file(), acknowledged], { stdio: 'inherit' });
      await once(child, 'message');
      // On a busy machine the first append may take longer than any life: one is waited for, once.
      while (kill === 0 && !(existsSync(acknowledged) && statSync(acknowledged).size > 0)) await setTimeout(5);
      await setTimeout(20 + random() * 130);
      child.kill('SIGKILL');
      await once(child, 'exit');

      const store = await open();
      const { events } = await readToEnd(store, '');
      await store.close();
      const streams = Map.groupBy(events, ({ stream }) => stream);
      for (const stream of streams.values()) verifyStream(stream);
      expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
      expectAll(readFileSync(acknowledged, 'utf8'), streams);
    }
  }, 120_000);
});

function expectAll(acknowledged: string, streams: ReadonlyMap<string, readonly StoredEvent[]>): void {
  const lines = acknowledged.split('\n').slice(0, -1);
  expect(lines.length).toBeGreaterThan(0);
  const lost = lines.filter((line) => {
    const [stream = '', revision, id] = line.split(' ');
    return streams.get(stream)?.[Number(revision)]?.id !== id;
  });
  expect(lost).toEqual([]);
}
