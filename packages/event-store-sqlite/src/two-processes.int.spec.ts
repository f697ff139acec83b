import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { WrongExpectedRevisionError, type ExpectedRevision } from '@redress/event-store';
import { newEvent, readToEnd, recorder } from '@redress/event-store/contract';
import { temporaryLog } from '../test/temporary-log';

describe('Two processes on one file', () => {
  const { file, open } = temporaryLog();
  let second: ChildProcess;

  beforeEach(async () => {
    second = fork(join(__dirname, '../test/second-process.mjs'), [file()], { stdio: 'inherit' });
    await once(second, 'message');
  });
  afterEach(async () => {
    second.kill();
    if (second.exitCode === null && second.signalCode === null) await once(second, 'exit');
  });

  async function tell<Answer>(order: object): Promise<Answer> {
    second.send(order);
    const [answer] = (await once(second, 'message')) as [Answer];
    return answer;
  }

  it('each see at once what the other appended', async () => {
    const store = await open();
    await tell({ append: 'case-a', count: 3 });
    expect(await store.readStream('case-a')).toHaveLength(3);
    await expect(store.append('case-a', 1, [newEvent()])).rejects.toMatchObject({ actual: 2 });
    expect((await store.append('case-a', 2, [newEvent()])).revision).toBe(3);
  });

  it('tell subscribers within some 50 ms what the other appended', async () => {
    const store = await open();
    const arrived: number[] = [];
    const seen = recorder(({ events }) => {
      for (const _ of events) arrived.push(performance.timeOrigin + performance.now());
    });
    store.subscribe({}, seen.subscriber);
    const { done } = await tell<{ done: number[] }>({ append: 'case-a', count: 30, pauseMs: 20 });
    await seen.until(() => seen.events.length === 30);
    const delays = arrived.map((instant, i) => instant - (done[i] ?? 0)).sort((a, b) => a - b);
    // Twice what is promised, because the machine may be busy.
    expect(delays[15]).toBeLessThan(100);
  });

  it('write at once without losing, doubling or reordering anything', async () => {
    const store = await open();
    const other = tell<{ done: number[] }>({ append: 'case-b', count: 300 });
    for (let revision = 0; revision < 300; revision++) {
      await store.append('case-a', revision === 0 ? 'noStream' : revision - 1, [newEvent()]);
    }
    await other;
    const { events } = await readToEnd(store, '');
    expect(events.map(({ position }) => Number(position))).toEqual([...Array(600).keys()].map((i) => i + 1));
    for (const stream of ['case-a', 'case-b']) {
      const revisions = events.filter((event) => event.stream === stream).map(({ revision }) => revision);
      expect(revisions).toEqual([...Array(300).keys()]);
    }
  });

  it('race for the revisions of one stream, and one wins each', async () => {
    const store = await open();
    const others = tell<{ won: [number, string][] }>({ race: 'case-a', wins: 100 });
    const won = new Map<number, string>();
    for (let expected: ExpectedRevision = 'noStream'; won.size < 100;) {
      const event = newEvent();
      try {
        const { revision }: { revision: number } = await store.append('case-a', expected, [event]);
        won.set((expected = revision), event.id);
      } catch (error) {
        if (!(error instanceof WrongExpectedRevisionError)) throw error;
        expected = error.actual ?? 'noStream';
      }
    }
    for (const [revision, id] of (await others).won) {
      expect(won.has(revision)).toBe(false);
      won.set(revision, id);
    }
    const events = await store.readStream('case-a');
    expect(events.map(({ id }) => id)).toEqual(events.map(({ revision }) => won.get(revision)));
    expect(events).toHaveLength(200);
  });
});
