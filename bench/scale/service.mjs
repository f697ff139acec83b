// The real service on a data directory: how long until it is ready, and how much memory it takes under some load.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { below, seeded } from '../../torture/random.mjs';
import { anyWord } from './cases.mjs';
import { caseIdOfNth } from './copies.mjs';

const MAIN = new URL('../../apps/api/dist/main.js', import.meta.url).pathname;
const SECRET = 'bench-secret-of-32-characters-long';
const REQUESTS = 2_000;
/** More than the service remembers, so that its memory is as full as it gets. */
const CASES_READ = 12_000;
/** Events: fifty pages of the embedded log, as `pair-processor.ts` has it, and what comes in meanwhile. */
const LOOKED_THROUGH_AGAIN = 510_000;
const CALLERS = 32;
/** The cases of the first half year of the log. */
const LONG_AGO = '2024-07-01T00:00:00Z';
const PATIENCE_MS = 600_000;
/** As `npm start` does: V8 takes all that it is allowed to before it collects what is not needed any more. */
export const AS_STARTED = ['--max-semi-space-size=8', '--heap-growing-percent=40'];

/**
 * Seconds from the start of the process to the first 200 of /health/ready: at the first start on this log, whose processor of
 * merges and links looks through all of it meanwhile, and at the next one. And megabytes at their highest.
 */
export async function startService(dataDir, cases, seed) {
  const first = await started(dataDir, () => passedByProcessors(join(dataDir, 'log.db')));
  const next = await started(dataDir, (url) => load(url, cases, seeded(seed + 3)));
  return {
    firstReadySeconds: first.readySeconds,
    readySeconds: next.readySeconds,
    serviceMegabytes: Math.max(first.megabytes, next.megabytes),
  };
}

async function started(dataDir, use) {
  const start = performance.now();
  const child = spawn(process.execPath, [...AS_STARTED, MAIN], {
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      REDRESS_DATA_DIR: dataDir,
      REDRESS_API_KEYS: `bench:agent:${SECRET}`,
      REDRESS_RATE_LIMIT: 'off',
      REDRESS_LOG_LEVEL: 'info',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk) => {
    // The request log is of no use here and would be long.
    if (said.length < 10_000) said += chunk;
  });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  try {
    const url = await until(() => /"url":"(http:[^"]+)"/.exec(said)?.[1], child);
    await until(async () => (await fetch(`${url}/health/ready`)).status === 200, child);
    const readySeconds = (performance.now() - start) / 1000;
    await use(url, child);
    const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'));
    return { readySeconds, megabytes: (Number(kilobytes) * 1024) / 1e6 };
  } finally {
    child.kill('SIGTERM');
    await exited;
  }
}

/** Resolves when what the processor of merges and links would look through again at a start is as little as it gets. */
async function passedByProcessors(file) {
  const db = new DatabaseSync(file, { readOnly: true });
  const noted = db.prepare("SELECT data FROM log WHERE stream = 'processor-pairs' ORDER BY revision DESC LIMIT 1");
  const { head } = db.prepare('SELECT max(position) AS head FROM events').get();
  const left = () => head - Number(JSON.parse(noted.get()?.data ?? '{}').position ?? 0);
  while (left() > LOOKED_THROUGH_AGAIN) await setTimeout(200);
  db.close();
}

async function until(condition, child) {
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline;) {
    const found = await condition();
    if (found) return found;
    if (child.exitCode !== null) throw new Error(`The service ended with ${child.exitCode}`);
    await setTimeout(5);
  }
  throw new Error('The service is not ready');
}

/** Receipts and lists, one in twenty of which searches and one looks back, and cases chosen at random, as they come. */
async function load(url, cases, random) {
  const headers = { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' };
  const complaint = { channel: 'email', text: 'The lift is out of order.', complainant: { name: 'Cleo Martin' } };
  let left = REQUESTS + CASES_READ;
  const ask = (query) => fetch(`${url}/v1/cases?limit=50${query}`, { headers });
  const next = () => {
    if (left >= REQUESTS) return fetch(`${url}/v1/cases/${caseIdOfNth(below(random, cases))}`, { headers });
    if (left % 2 === 0) return fetch(`${url}/v1/cases`, { method: 'POST', headers, body: JSON.stringify(complaint) });
    if (left % 40 === 1) return ask(`&q=${anyWord(random)}`);
    return ask(left % 40 === 3 ? `&asOf=${LONG_AGO}` : '');
  };
  const call = async () => {
    while (left-- > 0) {
      const answer = await next();
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`${answer.status} of the service`);
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, call));
}
