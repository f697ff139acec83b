// Callers who do what they should not, all at once: 200 that do not take what they asked for, 1,200 that do not end what they
// send, pasts and pages of a case of 15,000 events, searches whose callers hang up, simulations, receipts of 400 KB and requests
// without a key.
// Claimed: another key's `GET` of a small case and its `POST` are answered within 1 s (99 of 100), `/health/live` within 250 ms,
// none of them is refused, the service stays up, and its memory stays bounded.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CROWD, secretOf, SMALL_CASE } from '../load/cases.mjs';
import { result } from '../processes.mjs';
import { complaint, startService } from '../service.mjs';

const EVENTS = 15_000;
const LOAD_MS = 30_000;
const EVERY_MS = 100;
/** Who has no answer by then has none: counted as so long. */
const PATIENCE_MS = 20_000;
const MOST_MEMORY_MB = 1_024;
const LIMITS_MS = { get: 1_000, post: 1_000, live: 250 };
const AS_STARTED = ['--max-semi-space-size=8', '--heap-growing-percent=40'];

export async function scenario({ dir, say }) {
  const data = join(dir, 'load');
  mkdirSync(data, { recursive: true });
  const made = await result('load/make-log.mjs', [data, String(EVENTS)]);
  if (made.violations !== undefined) return made;
  const keys = ['desk', ...CROWD].map((name) => `${name}:supervisor:${secretOf(name)}`).join(',');
  const service = await startService(data, { REDRESS_API_KEYS: keys, REDRESS_RATE_LIMIT: '200/1000' }, AS_STARTED);
  const quiet = await measured(service.url, 3_000);
  say(`load: alone ${told(quiet)}`);
  const crowd = fork(new URL('../load/crowd.mjs', import.meta.url).pathname, [
    service.url,
    String(made.begun),
    process.env.ONLY ?? '',
  ]);
  const times = await measured(service.url, LOAD_MS);
  say(`load: among the others ${told(times)}`);
  crowd.send('end');
  const [counts] = await Promise.race([once(crowd, 'message'), sleep(10_000, [null])]);
  crowd.kill('SIGKILL');
  const violations = [];
  const peakMegabytes = memoryOf(service.child.pid);
  if (service.child.exitCode !== null) violations.push(`the service ended: ${service.output().slice(-500)}`);
  for (const [what, limit] of Object.entries(LIMITS_MS)) {
    const { p99, others } = times[what];
    if (p99 > limit) violations.push(`${what}: ${p99} ms at p99, more than ${limit}`);
    for (const [status, count] of Object.entries(others)) violations.push(`${what}: ${count} times ${status}`);
  }
  if (peakMegabytes > MOST_MEMORY_MB) violations.push(`memory: ${peakMegabytes} MB`);
  service.child.kill('SIGTERM');
  const ended = await Promise.race([service.exited, sleep(15_000)]);
  if (ended === undefined) {
    service.child.kill('SIGKILL');
    violations.push('the service did not end');
  }
  return { ...times, quiet, peakMegabytes, crowd: counts, violations };
}

/** How long the desk waits, while it asks for little. */
async function measured(url, forMs) {
  const agent = new Agent({ keepAlive: true });
  const authorization = `Bearer ${secretOf('desk')}`;
  const asks = {
    get: () => timed(agent, url, 'GET', `/v1/cases/${SMALL_CASE}`, { authorization }),
    post: (n) =>
      timed(
        agent,
        url,
        'POST',
        '/v1/cases',
        { authorization, 'content-type': 'application/json' },
        JSON.stringify(complaint(`load-${n}`)),
      ),
    live: () => timed(agent, url, 'GET', '/health/live', {}),
  };
  const found = await Promise.all(
    Object.entries(asks).map(async ([what, ask]) => {
      const answers = [];
      for (const end = performance.now() + forMs; performance.now() < end;) {
        answers.push(ask(answers.length));
        // At a steady pace, however long the answers take.
        await sleep(EVERY_MS);
      }
      return [what, figures(await Promise.all(answers))];
    }),
  );
  agent.destroy();
  return Object.fromEntries(found);
}

function timed(agent, url, method, path, headers, body) {
  const begun = performance.now();
  return new Promise((resolve) => {
    const answered = (status) => resolve({ status, ms: performance.now() - begun });
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const asked = request(new URL(path, url), { agent, method, headers, signal }, (response) => {
      response.resume().on('end', () => answered(response.statusCode));
      response.on('error', ({ code }) => answered(code));
    });
    asked.on('error', ({ code }) => answered(code));
    asked.end(body);
  });
}

function figures(answers) {
  const sorted = answers.map(({ ms }) => ms).sort((a, b) => a - b);
  const at = (share) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]);
  const others = {};
  for (const { status } of answers) if (status !== 200 && status !== 201) others[status] = (others[status] ?? 0) + 1;
  return { asked: sorted.length, p50: at(0.5), p99: at(0.99), max: at(1), others };
}

function told(times) {
  return Object.entries(times)
    .map(([what, { p50, p99, max, others }]) => `${what} ${p50}/${p99}/${max} ms, failed: ${JSON.stringify(others)}`)
    .join('; ');
}

/** The most that the process had in memory, MB; NaN where nobody tells. */
function memoryOf(pid) {
  try {
    return Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024);
  } catch {
    return Number.NaN;
  }
}
