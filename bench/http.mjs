// POST /v1/cases over HTTP, beside a bare Express app that parses and echoes the same body. Each server is a process of its own.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { compare } from './measure.mjs';

const SECRET = 'bench-secret-of-32-characters-long';
const body = JSON.stringify({
  channel: 'email',
  subject: 'The lift',
  text: 'The lift has been out of order for a week, and nobody answers the telephone.',
  complainant: { name: 'Cleo Martin', email: 'cleo@example.org' },
});

export async function run({ quick }) {
  const rounds = quick ? 1 : 5;
  const seconds = quick ? 2 : 6;
  const dir = mkdtempSync(join(tmpdir(), 'redress-bench-'));
  try {
    return [
      await compare({
        name: 'POST /v1/cases, 32 connections',
        unit: 'requests/s',
        target: '>= 0.2',
        rounds,
        measured: (round) =>
          requestsPerSecond('../apps/api/dist/main.js', serviceEnv(join(dir, `${round}`)), '/v1/cases', seconds, 201),
        baseline: () => requestsPerSecond('./bare-express.mjs', {}, '/v1/cases', seconds, 201),
      }),
    ];
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

const serviceEnv = (dataDir) => ({
  REDRESS_DATA_DIR: dataDir,
  REDRESS_API_KEYS: `bench:agent:${SECRET}`,
  REDRESS_RATE_LIMIT: 'off',
  REDRESS_LOG_LEVEL: 'warn',
});

async function requestsPerSecond(script, env, path, duration, status) {
  const port = await freePort();
  const server = spawn(process.execPath, [new URL(script, import.meta.url).pathname], {
    env: { ...process.env, ...env, PORT: `${port}` },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    await listening(port);
    const load = (seconds) =>
      autocannon({
        url: `http://127.0.0.1:${port}${path}`,
        method: 'POST',
        connections: 32,
        duration: seconds,
        headers: { 'content-type': 'application/json', authorization: `Bearer ${SECRET}` },
        body,
      });
    await load(1);
    const result = await load(duration);
    const others = Object.keys(result.statusCodeStats).filter((code) => code !== `${status}`);
    if (others.length > 0 || result.errors > 0)
      throw new Error(`Not every answer was ${status}: ${JSON.stringify(result.statusCodeStats)}`);
    return result.requests.average;
  } finally {
    server.kill('SIGTERM');
    await new Promise((resolve) => server.once('exit', resolve));
  }
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function listening(port) {
  for (let attempt = 0; attempt < 200; attempt++) {
    const answered = await fetch(`http://127.0.0.1:${port}/health/live`).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Nobody listens on port ${port}`);
}
