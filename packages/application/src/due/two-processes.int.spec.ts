import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { openEnvelope, verifyStream } from '@redress/event-store';
import { SqliteEventStore } from '@redress/event-store-sqlite';
import { caseModule } from '../case-module';
import { ManualClock } from '../testing/manual-clock';
import { request } from '../testing/requests';
import { receipt } from './testing/desk';
import { promise, publishPromises } from './testing/promised-desk';

const CASES = 500;
const PROMISES = [promise('acknowledgement', 1), promise('final-response', 2)];

describe('two processes on one log file, each with a processor of due times', () => {
  const directory = mkdtempSync(join(tmpdir(), 'redress-due-'));
  const file = join(directory, 'log.db');
  const running: ChildProcess[] = [];
  const errors: unknown[] = [];
  let store: SqliteEventStore;

  beforeAll(async () => {
    store = await SqliteEventStore.open({ file });
    // So long ago that everything is due by the clocks of the processes.
    const people = caseModule({ store, clock: new ManualClock('2020-03-02T09:00:00.000Z') });
    await publishPromises(people, PROMISES);
    const keys = Array.from({ length: CASES }, (_, index) => `case ${index}`);
    await Promise.all(keys.map((key) => people.service.handle(request(key, receipt))));
  });
  afterAll(async () => {
    await Promise.all(running.map(kill));
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  });

  function start(): ChildProcess {
    const child = fork(join(__dirname, '../../test/due-processor.mjs'), [file], { stdio: 'inherit' });
    child.on('message', (error) => errors.push(error));
    running.push(child);
    return child;
  }

  async function kill(child: ChildProcess): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  const breaches = async () =>
    (await store.readAll({ filter: { types: ['ClockBreached'] }, limit: 10_000 })).events.map(openEnvelope);

  async function until(count: number): Promise<void> {
    while ((await breaches()).length < count) await setTimeout(5);
  }

  it('record every breach once, although one of them is killed in the middle', async () => {
    const first = start();
    start();
    await until(50);
    await kill(first);
    start();
    await until(CASES * PROMISES.length);
    // Whatever somebody still has in hand.
    await setTimeout(300);

    const recorded = await breaches();
    const promised = new Set(recorded.map(({ stream, data }) => `${stream} ${(data as { clock: string }).clock}`));
    expect([recorded.length, promised.size]).toEqual([CASES * PROMISES.length, CASES * PROMISES.length]);
    for (const stream of new Set(recorded.map((event) => event.stream))) verifyStream(await store.readStream(stream));
    expect(errors).toEqual([]);
  }, 60_000);
});
