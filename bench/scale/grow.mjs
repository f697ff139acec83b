// Grows a log. The first ten thousand cases live by real commands: 32 callers, each with cases of its own that run beside
// each other. All others are copies of these.
// Arguments: directory, cases there are, cases there shall be, seed. The last line on stdout: figures as JSON.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { caseModule } from '@redress/application';
import { SqliteEventStore } from '@redress/event-store-sqlite';
import { below, seeded } from '../../torture/random.mjs';
import { cpuSeconds, megabytes, print } from './figures.mjs';
import { GrowingCase } from './cases.mjs';
import { appendCopy, LIVED, livedAppends } from './copies.mjs';
import { publishPromise } from './promises.mjs';

const CALLERS = 32;
/** Cases that one caller has open at a time: with all callers some thousands, between whose events the others' stand. */
const OPEN = 100;
/** Commands whose rate is taken at the end, when the log is about as large as it gets. */
const WINDOW = 20_000;
/** Ten commands a minute from the first of January 2024 on. */
const FIRST = Date.parse('2024-01-01T00:00:00Z');
const STEP_MS = 6_000;
/** By that clock, on which other callers' commands pass while one is written. */
const PATIENCE_MS = 86_400_000;

/** Fewer than the service remembers: this process holds all cases that live at the time besides. */
const CACHED = 4_000;

const [dir, from, to, seed] = process.argv.slice(2).map((arg, i) => (i === 0 ? arg : Number(arg)));
const actor = { id: 'sue', kind: 'person', role: 'supervisor', name: 'Sue Berg', via: 'desk' };
const store = await SqliteEventStore.open({ file: join(dir, 'log.db') });
const seconds = (since) => Number(process.hrtime.bigint() - since) / 1e9;
const start = process.hrtime.bigint();
const figures = from === 0 ? await live(Math.min(to, LIVED)) : {};
const lived = to > LIVED ? await livedAppends(store) : [];
for (let copy = Math.max(1, from / LIVED); copy < to / LIVED; copy++) await appendCopy(store, lived, copy);
await store.close();
print({ ...figures, seconds: seconds(start), peakMegabytes: megabytes() });

/** Real commands; on the way their rate. */
async function live(cases) {
  // A clock of its own, so that the cases are not all of today.
  let now = FIRST;
  const module = caseModule({ store, clock: { now: () => now }, cachedCases: CACHED });
  await publishPromise(module);
  let commands = 0;
  let window = { commands: 0, at: process.hrtime.bigint() };
  let last = window;
  const begun = process.hrtime.bigint();

  async function call(caller) {
    const random = seeded(seed + caller * 7919);
    const mine = [];
    for (let n = caller; n < cases || mine.length > 0;) {
      while (mine.length < OPEN && n < cases) {
        mine.push(new GrowingCase(random, `${n}`));
        n += CALLERS;
      }
      const at = below(random, mine.length);
      const one = mine[at];
      const command = one.next();
      now += STEP_MS;
      const commandId = randomUUID();
      const request = { caseId: one.id, command, actor, commandId, timeoutMs: PATIENCE_MS };
      one.state = (await module.service.handle(request)).state;
      if (one.done) mine.splice(at, 1);
      commands += 1;
      if (commands % WINDOW === 0) [last, window] = [window, { commands, at: process.hrtime.bigint() }];
    }
  }

  const cpu = await cpuSeconds(() => Promise.all(Array.from({ length: CALLERS }, (_, caller) => call(caller))));
  const whole = seconds(begun);
  // Towards the end callers run out of cases one by one, so the last full window but one is taken.
  const rate = (window.commands - last.commands) / (Number(window.at - last.at) / 1e9);
  return { commands, commandsPerCpuSecond: commands / cpu, lastWindow: rate || commands / whole };
}
