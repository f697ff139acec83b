// An EventStoreDB that somebody else runs, with callers on it while a command of the operator's breaks it, and another one mends it.
// Claimed: nothing acknowledged is lost, nothing is there twice, every call is answered within its deadline, writers go on by
// themselves, and a subscription sees every event exactly once, in the order of the log.
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { EventStoreDbEventStore } from '@redress/event-store-eventstoredb';
import { Load } from '../cluster-load.mjs';

const CALLERS = 32;
const READERS = 4;
const STEADY_MS = 2_000;
/** So many appends after the trouble, and the store is taken to have recovered. */
const ENOUGH = 200;
const RECOVERED_WITHIN_MS = 120_000;
const TIMEOUT_MS = 5_000;
/** What a busy machine may add to a deadline. */
const SLACK_MS = 1_000;

/**
 * @param breakIt a shell command; started while the callers are at work
 * @param mend another, started `brokenMs` after that; empty: the store goes on by itself
 */
export async function scenario({ url, runs = 1, breakIt, mend, brokenMs = 0, say }) {
  const outcomes = [];
  const violations = [];
  for (let run = 1; run <= runs; run++) {
    const outcome = await once({ url, breakIt, mend, brokenMs });
    violations.push(...outcome.violations.map((violation) => `run ${run}: ${violation}`));
    outcomes.push(outcome);
    const { acknowledged, writesStalledMs, readsStalledMs, slowestAnswerMs, told } = outcome;
    say(
      `run ${run}: ${acknowledged} acknowledged, writes stalled ${writesStalledMs} ms until ${outcome.endedAt}, reads ${readsStalledMs} ms, ` +
        `slowest answer ${slowestAnswerMs} ms, told ${JSON.stringify(told)}`,
    );
  }
  const highest = (name) => Math.max(...outcomes.map((outcome) => outcome[name]));
  return {
    runs,
    acknowledged: outcomes.reduce((sum, outcome) => sum + outcome.acknowledged, 0),
    writesStalledMs: outcomes.map((outcome) => outcome.writesStalledMs),
    readsStalledMs: outcomes.map((outcome) => outcome.readsStalledMs),
    slowestAnswerMs: highest('slowestAnswerMs'),
    slowestSettledMs: highest('slowestSettledMs'),
    violations,
  };
}

async function once({ url, breakIt, mend, brokenMs }) {
  const store = new EventStoreDbEventStore({ url, timeoutMs: TIMEOUT_MS });
  const load = new Load(store, CALLERS, READERS);
  await load.start();
  await sleep(STEADY_MS);
  load.resetGaps();
  await shell(breakIt);
  if (mend) {
    await sleep(brokenMs);
    await shell(mend);
  }
  await recovered(load);
  await load.stop();
  // The stall that nobody has ended, too.
  load.writes.mark();
  load.reads.mark();
  const { position, violations, events } = await kept(store, load);
  await load.caughtUp(position, RECOVERED_WITHIN_MS);
  violations.push(...load.violations, ...compared(load.seen, events));
  if (load.slowestAnswer > TIMEOUT_MS + SLACK_MS)
    violations.push(`an answer took ${Math.round(load.slowestAnswer)} ms`);
  await store.close();
  return {
    acknowledged: load.count,
    refused: load.refused.size,
    told: Object.fromEntries(load.told),
    writesStalledMs: Math.round(load.writes.longest),
    endedAt: load.writes.endedAt,
    readsStalledMs: Math.round(load.reads.longest),
    slowestAnswerMs: Math.round(load.slowestAnswer),
    slowestSettledMs: Math.round(load.slowestSettled),
    violations,
  };
}

async function recovered(load) {
  const enough = load.count + ENOUGH;
  const end = performance.now() + RECOVERED_WITHIN_MS;
  while (load.count < enough && performance.now() < end) await sleep(50);
  if (load.count < enough) load.violations.push(`writers did not go on within ${RECOVERED_WITHIN_MS / 1000} s`);
  await sleep(STEADY_MS);
}

/** What stands in the log since the load began, beside what its callers were told. */
async function kept(store, load) {
  const violations = [];
  const events = [];
  let position = load.from;
  for (let atEnd = false; !atEnd;) {
    const page = await store.readAll({ after: position, limit: 1000 });
    events.push(...page.events);
    ({ position, atEnd } = page);
  }
  const places = new Map(events.map(({ stream, revision, id }) => [`${stream} ${revision}`, id]));
  for (const [stream, byRevision] of load.acknowledged) {
    for (const [revision, id] of byRevision) {
      const found = places.get(`${stream} ${revision}`);
      if (found !== id) violations.push(`lost: ${stream} revision ${revision} is ${found} and not ${id}`);
    }
  }
  const ids = new Set();
  for (const { id } of events) {
    if (ids.has(id)) violations.push(`doubled: ${id}`);
    if (load.refused.has(id)) violations.push(`refused, and there all the same: ${id}`);
    ids.add(id);
  }
  return { violations: violations.slice(0, 20), events: events.map(({ id }) => id), position };
}

/** What the subscription has seen, and what stands in the log. */
function compared(seen, events) {
  if (seen.length !== events.length) return [`the subscription saw ${seen.length} events of ${events.length}`];
  const at = seen.findIndex((id, index) => id !== events[index]);
  return at < 0 ? [] : [`the subscription saw ${seen[at]} as number ${at}, where the log has ${events[at]}`];
}

async function shell(command) {
  const child = spawn('sh', ['-c', command], { stdio: ['ignore', 'ignore', 'inherit'] });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`The command ended with ${code}: ${command}`);
}
