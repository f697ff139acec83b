// 32 writers, killed at random moments and started again on what is there; an independent reader looks after each kill.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Reader, result, Writers } from './processes.mjs';
import { seeded } from './random.mjs';

/** So many kills a log survives; then another is begun, and its first moments are killed too. */
const KILLS_OF_A_LOG = 100;
const WHOLE_CHECK_EVERY = 50;
/** Milliseconds of writing before the kill. */
const LONGEST_LIFE_MS = 500;
/** Some live longer, or what happens by itself a second after the start would never happen. */
const LONG_LIVES = 0.08;
const LONGEST_LONG_LIFE_MS = 4_000;
/** So often the process is killed while it starts. */
const KILLED_AT_START = 0.1;
const LONGEST_START_MS = 900;

export async function kills({ kills, seed, dir, say }) {
  const random = seeded(seed);
  const reader = new Reader();
  const total = { kills: 0, duringStart: 0, logs: 0, wholeChecks: 0, lists: 0, cases: 0 };
  const sums = {};
  let writers;
  let log;
  let seen;
  const violations = [];
  const found = (kind, answer) => {
    for (const what of answer.violations) violations.push(`kill ${total.kills}, ${kind}: ${what}`);
    return answer;
  };
  const endOfLog = () => {
    if (seen === undefined) return;
    for (const [name, value] of Object.entries(seen)) if (name !== 'violations') sums[name] = (sums[name] ?? 0) + value;
    seen = undefined;
  };

  while (total.kills < kills && violations.length === 0) {
    if (total.kills % KILLS_OF_A_LOG === 0) {
      endOfLog();
      if (log !== undefined) rmSync(log, { recursive: true });
      log = join(dir, `log-${total.logs++}`);
      mkdirSync(log, { recursive: true });
      writers = new Writers(log);
    }
    const atStart = total.kills % KILLS_OF_A_LOG > 0 && random() < KILLED_AT_START;
    const longest = random() < LONG_LIVES ? LONGEST_LONG_LIFE_MS : LONGEST_LIFE_MS;
    const life = 2 + random() * (atStart ? LONGEST_START_MS : longest);
    const { child, exited, ready } = writers.start(Math.floor(random() * 2 ** 32));
    if (!atStart) await ready;
    await Promise.race([setTimeout(life), exited]);
    child.kill('SIGKILL');
    const { code, signal, said } = await exited;
    total.kills += 1;
    if (atStart) total.duringStart += 1;
    if (signal !== 'SIGKILL') violations.push(`kill ${total.kills}: the process ended by itself with ${code}: ${said}`);
    seen = found('log', await reader.check(log));
    if (total.kills % WHOLE_CHECK_EVERY === 0 || total.kills === kills) {
      found('whole log', await reader.check(log, true));
      const { cases = 0, lists = 0 } = found('read models', await result('check-read-models.mjs', [log]));
      // What that start appended, a link's other half say, was read by nobody yet.
      found('log', await reader.check(log));
      total.wholeChecks += 1;
      total.lists += lists;
      total.cases += cases;
    }
    if (total.kills % 10 === 0 || total.kills === kills) {
      say(`${total.kills} kills, ${seen.events} events in this log, ${violations.length} violations`);
    }
  }
  endOfLog();
  reader.close();
  return { ...total, ...sums, violations };
}
