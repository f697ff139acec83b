// SIGTERM while 32 callers send requests.
// Claimed: every request is answered, or its connection is closed before anything of it was done; none hangs. What was
// answered with success is on record, what was not is not. The service ends by itself with 0.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { Reader } from '../processes.mjs';
import { seeded } from '../random.mjs';
import { ask, complaint, startService } from '../service.mjs';

const ROUNDS = 8;
const CALLERS = 32;
const LOAD_LIMIT_MS = 30_000;
/** The service gives itself nine seconds. */
const END_LIMIT_MS = 15_000;

export async function scenario({ seed, dir }) {
  const random = seeded(seed);
  const data = join(dir, 'sigterm');
  mkdirSync(data, { recursive: true });
  writeFileSync(join(data, 'journal'), '');
  const reader = new Reader();
  const violations = [];
  const total = { answered: 0, refused: 0, closed: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    const service = await startService(data);
    const outcomes = new Map();
    let isOver = false;
    const call = async (caller) => {
      for (let i = 0; !isOver; i++) {
        const key = `${seed}-${round}-${caller}-${i}`;
        outcomes.set(key, 'hanging');
        try {
          const { status } = await ask(service.url, 'POST', '/v1/cases', complaint(key));
          outcomes.set(key, status);
        } catch (error) {
          outcomes.set(key, error.name === 'TimeoutError' ? 'hanging' : (error.cause?.code ?? error.message));
          if (error.cause?.code === 'ECONNREFUSED') return;
        }
      }
    };
    const calls = Promise.all(Array.from({ length: CALLERS }, (_, caller) => call(caller)));
    // A service that was not under load yet shows nothing.
    for (const limit = performance.now() + LOAD_LIMIT_MS; ![...outcomes.values()].includes(201);) {
      if (performance.now() > limit) throw new Error(`round ${round}: nothing was answered`);
      await setTimeout(10);
    }
    await setTimeout(random() * 800);
    service.child.kill('SIGTERM');
    const ended = await Promise.race([service.exited, setTimeout(END_LIMIT_MS)]);
    isOver = true;
    if (ended === undefined) service.child.kill('SIGKILL');
    await calls;
    if (ended?.code !== 0)
      violations.push(`round ${round}: the service ended with ${ended?.code}: ${ended?.said.slice(-500)}`);
    const recorded = keysOf(join(data, 'log.db'));
    for (const [key, outcome] of outcomes) {
      if (outcome === 'hanging') violations.push(`round ${round}: ${key} was left hanging`);
      if (outcome === 201) total.answered += 1;
      else if (typeof outcome === 'number') total.refused += 1;
      else total.closed += 1;
      if (typeof outcome === 'number' && outcome !== 201 && outcome !== 503) violations.push(`${key}: ${outcome}`);
      if ((outcome === 201) !== recorded.has(key)) {
        violations.push(
          `round ${round}: ${key} ended as ${outcome} and is ${recorded.has(key) ? '' : 'not '}on record`,
        );
      }
    }
    violations.push(...(await reader.check(data)).violations);
  }
  reader.close();
  return { rounds: ROUNDS, ...total, violations };
}

/** The CRM's keys of all cases on record. */
function keysOf(file) {
  const db = new DatabaseSync(file, { readOnly: true });
  const rows = db.prepare("SELECT data FROM events WHERE type = 'ComplaintReceived'").all();
  db.close();
  return new Set(rows.map(({ data }) => JSON.parse(data).personal.externalRefs[0].id));
}
