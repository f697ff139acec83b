// The real service as a process of its own, and requests to it.
import { spawn } from 'node:child_process';
import { until } from './processes.mjs';

const MAIN = new URL('../apps/api/dist/main.js', import.meta.url).pathname;
const SECRET = 'torture-secret-of-32-characters-long';
const MOST_SAID = 100_000;
const headers = { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' };

/**
 * @param more variables beside the usual ones, or in their place
 * @param flags of Node
 */
export async function startService(dataDir, more = {}, flags = []) {
  const env = {
    PATH: process.env.PATH,
    PORT: '0',
    REDRESS_DATA_DIR: dataDir,
    REDRESS_API_KEYS: `desk:supervisor:${SECRET}`,
    REDRESS_RATE_LIMIT: 'off',
    REDRESS_LOG_LEVEL: 'info',
    ...more,
  };
  const child = spawn(process.execPath, [...flags, MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  // A line for every request follows: of what is long past nobody wants to hear.
  child.stdout.on('data', (chunk) => (said = (said + chunk).slice(-MOST_SAID)));
  child.stderr.on('data', (chunk) => (said = (said + chunk).slice(-MOST_SAID)));
  const exited = new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal, said })));
  const listening = () => {
    if (child.exitCode !== null) throw new Error(`The service ended with ${child.exitCode}: ${said}`);
    return /"url":"http/.test(said);
  };
  await until(listening, 'the service listens');
  const [, url] = /"url":"(http:[^"]+)"/.exec(said);
  await until(async () => (await fetch(`${url}/health/ready`)).status === 200, 'the service is ready');
  return { child, exited, url, output: () => said };
}

/** @returns status, headers and body of the answer; rejects when there is none */
export async function ask(url, method, path, body, more = {}) {
  const response = await fetch(url + path, {
    method,
    headers: { ...headers, ...more },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(60_000),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
}

export const complaint = (key) => ({
  channel: 'email',
  text: 'The lift has been out of order for a week.',
  complainant: { name: 'Cleo Martin', email: 'cleo@example.org' },
  externalRefs: [{ system: 'torture', id: key }],
});
