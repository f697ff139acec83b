// One bit of a stored event is flipped in the file.
// Claimed: `redress verify` names its stream and revision and nothing else; who reads the case through the service, its history
// or adds to it, is told so too, instead of being shown what nobody wrote, and the service's log says it; lists that are built from
// the log say how many cases they lack; other cases are answered as ever.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { until, Writers } from '../processes.mjs';
import { below, oneOf, seeded } from '../random.mjs';
import { ask, startService } from '../service.mjs';

const FLIPS = 30;
const OTHERS = 10;
const REDRESS = new URL('../../apps/cli/bin/redress.js', import.meta.url).pathname;

export async function scenario({ seed, dir }) {
  const random = seeded(seed);
  const base = join(dir, 'flipped');
  mkdirSync(base, { recursive: true });
  const { code, said } = await new Writers(base).start(seed, { commands: 600 }).exited;
  if (code !== 0) throw new Error(`The writer ended with ${code}: ${said}`);
  const rows = eventsOf(join(base, 'log.db'));
  const bytes = readFileSync(join(base, 'log.db'));
  const flips = chosen(random, rows, bytes);
  const violations = [];
  for (const [n, flip] of flips.entries()) {
    const found = verified(copyWith(base, bytes, [flip]), flip.row);
    violations.push(...found.map((what) => `flip ${n}, ${named(flip.row)}: ${what}`));
  }
  const foundByVerify = FLIPS - violations.length;
  const whole = rows.filter(({ stream }) => flips.every(({ row }) => row.stream !== stream));
  const others = Array.from({ length: OTHERS }, () => oneOf(random, whole));
  const { told, found } = await readCases(copyWith(base, bytes, flips), flips, others);
  violations.push(...found);
  return { flips: FLIPS, foundByVerify, told, others: others.length, violations };
}

const named = ({ stream, revision }) => `${stream} revision ${revision}`;
const caseOf = ({ stream }) => stream.slice('case-'.length);

/** Each in a stream of its own: of two in one, the later one is not looked at. */
function chosen(random, rows, bytes) {
  const flips = new Map();
  while (flips.size < FLIPS) {
    const flip = { ...flippable(random, rows, bytes), bit: 1 << below(random, 7) };
    if (!flips.has(flip.row.stream)) flips.set(flip.row.stream, flip);
  }
  return [...flips.values()];
}

function copyWith(base, bytes, flips) {
  const copy = `${base}-copy`;
  rmSync(copy, { recursive: true, force: true });
  cpSync(base, copy, { recursive: true });
  // What the lists were folded from before the flip, they do not read again: these are built anew.
  rmSync(join(copy, 'read-models.db'));
  const changed = Buffer.from(bytes);
  for (const { place, bit } of flips) changed[place] ^= bit;
  writeFileSync(join(copy, 'log.db'), changed);
  return copy;
}

function verified(copy, row) {
  const verify = spawnSync(process.execPath, [REDRESS, 'verify', join(copy, 'log.db')], { encoding: 'utf8' });
  const [finding, ...others] = verify.stdout.trim().split('\n').slice(0, -1);
  const isFound = verify.status === 1 && others.length === 0 && finding?.startsWith(`${named(row)}:`);
  return isFound ? [] : [`verify said ${verify.stdout.trim()}`];
}

async function readCases(copy, flips, others) {
  const service = await startService(copy);
  const found = [];
  let told = 0;
  try {
    for (const [n, { row }] of flips.entries()) {
      const wrong = await asked(service.url, row);
      if (wrong.length === 0) told += 1;
      found.push(...wrong.map((what) => `flip ${n}, ${named(row)}: ${what}`));
    }
    const list = await ask(service.url, 'GET', '/v1/cases?limit=1');
    const parked = list.headers.get('redress-parked');
    if (list.status !== 200 || parked !== `${flips.length}`) {
      found.push(`a list answers ${list.status} and says that it lacks ${parked} cases`);
    }
    for (const other of others) {
      const { status } = await ask(service.url, 'GET', `/v1/cases/${caseOf(other)}`);
      if (status !== 200) found.push(`another case, ${other.stream}, is answered with ${status}`);
    }
    const isLogged = ({ row }) => service.output().includes(`"stream":"${row.stream}","revision":${row.revision}`);
    await until(() => flips.every(isLogged), 'the log of the service names every flip', 10_000).catch((error) =>
      found.push(error.message),
    );
  } finally {
    service.child.kill('SIGKILL');
    await service.exited;
  }
  return { told, found };
}

/** What is wrong with how the case is read, told and added to. */
async function asked(url, row) {
  const found = [];
  const path = `/v1/cases/${caseOf(row)}`;
  for (const [method, at, body] of [
    ['GET', path],
    ['GET', `${path}/events`],
    ['POST', `${path}/notes`, { text: 'What it says is not known.' }],
  ]) {
    const { status, body: answer } = await ask(url, method, at, body);
    const isTold = status === 500 && answer.code === 'record-damaged';
    if (!isTold || answer.stream !== row.stream || answer.revision !== row.revision) {
      found.push(`${method} ${at} is answered with ${status} ${JSON.stringify(answer)}`);
    }
  }
  return found;
}

function eventsOf(file) {
  const db = new DatabaseSync(file, { readOnly: true });
  const rows = db
    .prepare(
      `SELECT name AS stream, revision, e.id || type || hash AS head, length(data) AS length FROM events e
       JOIN streams s ON s.id = e.stream WHERE name GLOB 'case-*' AND length(data) > 20`,
    )
    .all();
  db.close();
  return rows;
}

/** A byte of the data of some event: it stands behind id, type and hash, which are found in the file together once. */
function flippable(random, rows, bytes) {
  for (;;) {
    const row = oneOf(random, rows);
    const at = bytes.indexOf(row.head);
    // Not so of an event whose row goes on in another page just there.
    if (at === -1) continue;
    return { row, place: at + row.head.length + below(random, 20) };
  }
}
