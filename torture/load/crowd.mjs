// The callers of the scenario `load` who do what they should not, all at once, until told to end. A process of its own, so that
// what they cost is not measured as the service's time. Arguments: URL of the service, instant at which the
// long case begins (milliseconds since the epoch).
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { LARGE_CASE, LONG_CASE, secretOf } from './cases.mjs';

const DEAF = 200;
const STALLED = 1_200;
const PASTS_AT_ONCE = 30;
const SEARCHES_AT_ONCE = 20;
const HANG_UP_MS = 50;
const SIMULATIONS_AT_ONCE = 4;
const SENDERS = 4;
const LARGE_BYTES = 400_000;
const MOST_LARGE = 285;
const FLOODERS = 8;
/** Between two requests of one flooder: 400 requests a second in all. */
const FLOOD_PAUSE_MS = 20;
/** Who is refused a connection comes again. */
const AGAIN_MS = 500;
/** The crowd comes from elsewhere, where the system has more than one address of its own. */
const elsewhere = (n) => (process.platform === 'linux' ? { localAddress: `127.0.0.${n}` } : {});

const url = new URL(process.argv[2]);
const begun = Number(process.argv[3]);
const counts = {};
let isOver = false;
process.on('message', () => {
  isOver = true;
  process.send(counts, () => process.exit(0));
});

const count = (who, what) => {
  counts[who] ??= {};
  counts[who][what] = (counts[who][what] ?? 0) + 1;
};
const many = (number, what) => Array.from({ length: number }, (_, n) => what(n));
const headersOf = (name) => ({ authorization: `Bearer ${secretOf(name)}`, 'content-type': 'application/json' });
const head = (method, path, headers) =>
  `${[`${method} ${path} HTTP/1.1`, 'Host: here', ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)].join('\r\n')}\r\n\r\n`;

many(DEAF, () => holding('deaf', 3, head('GET', `/v1/cases/${LARGE_CASE}/events?limit=200`, headersOf('reader'))));
many(STALLED, () => {
  const headers = { ...headersOf('uploader'), 'Content-Length': '524000' };
  return holding('stalled', 2, head('POST', '/v1/cases', headers), Buffer.alloc(500_000, ' '));
});
many(PASTS_AT_ONCE, (n) => again(() => ask('pasts', 'historian', 'GET', pastOf(n))));
many(SEARCHES_AT_ONCE, () => again(() => hangUp()));
many(SIMULATIONS_AT_ONCE, () => again(() => ask('simulations', 'player', 'POST', '/v1/sla/simulations', '{}')));
many(SENDERS, (n) => send(n));
many(FLOODERS, (n) => flood(n));

/** Keeps a connection without taking what it asked for, or without ending what it sends. */
async function holding(who, address, ...bytes) {
  while (!isOver) {
    const socket = connect({ host: url.hostname, port: Number(url.port), ...elsewhere(address) });
    socket.on('error', () => undefined);
    for (const piece of bytes) socket.write(piece);
    // One look at what it is told; then no more is taken.
    socket.once('data', (chunk) => {
      count(who, /^HTTP\/1\.1 (\d+)/.exec(chunk.toString('latin1'))?.[1] ?? 'else');
      socket.pause();
    });
    await new Promise((resolve) => socket.once('close', resolve));
    count(who, 'closed');
    await sleep(AGAIN_MS);
  }
}

async function again(what) {
  while (!isOver) await what().catch(() => sleep(AGAIN_MS));
}

function pastOf(n) {
  // Its events are a millisecond apart.
  const asOf = new Date(begun + 500 * (n + 1)).toISOString();
  return n % 2 === 0 ? `/v1/cases/${LONG_CASE}?asOf=${asOf}` : `/v1/cases/${LONG_CASE}/events?limit=1&asOf=${asOf}`;
}

async function hangUp() {
  const options = { headers: headersOf('searcher'), ...elsewhere(4) };
  const asked = request(new URL('/v1/cases?q=lift%20rattles', url), options).on('error', () => undefined);
  asked.on('response', (response) => {
    count('searches', response.statusCode);
    response.resume();
  });
  asked.end();
  await sleep(HANG_UP_MS);
  asked.destroy();
  count('searches', 'asked');
}

async function send(n) {
  for (let i = n; i < MOST_LARGE && !isOver; i += SENDERS) {
    const complainant = { name: 'Cleo Martin' };
    const body = JSON.stringify({ channel: 'email', text: '😀'.repeat(LARGE_BYTES / 4), complainant });
    await ask('large receipts', 'sender', 'POST', '/v1/cases', body).catch(() => sleep(AGAIN_MS));
  }
}

async function flood(n) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const paths = ['/openapi.json', '/docs-yaml', '/metrics', '/v1/cases'];
  for (let i = n; !isOver; i++) {
    await ask('flood', 'nobody', 'GET', paths[i % paths.length], undefined, agent).catch(() => sleep(AGAIN_MS));
    await sleep(FLOOD_PAUSE_MS);
  }
}

function ask(who, key, method, path, body, agent) {
  return new Promise((resolve, reject) => {
    const options = { method, headers: headersOf(key), ...elsewhere(4), ...(agent === undefined ? {} : { agent }) };
    const asked = request(new URL(path, url), options, (response) => {
      count(who, response.statusCode);
      response.resume().on('end', resolve).on('error', reject);
      // Who is told to wait does.
      if (response.statusCode === 429 || response.statusCode === 503) setTimeout(resolve, 100);
    });
    asked.on('error', (error) => {
      count(who, error.code);
      reject(error);
    });
    asked.end(body);
  });
}
