// One bit of a stored event is flipped in the file.
// Claimed: `redress verify` names its stream and revision and nothing else; who reads the case through the service is told so
// too, instead of being shown what nobody wrote; other cases are answered as ever.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Writers } from '../processes.mjs';
import { below, oneOf, seeded } from '../random.mjs';
import { ask, startService } from '../service.mjs';

const FLIPS = 30;
const READ = 5;
const REDRESS = new URL('../../apps/cli/bin/redress.js', import.meta.url).pathname;

export async function scenario({ seed, dir }) {
  const random = seeded(seed);
  const base = join(dir, 'flipped');
  mkdirSync(base, { recursive: true });
  const { code, said } = await new Writers(base).start(seed, { commands: 600 }).exited;
  if (code !== 0) throw new Error(`The writer ended with ${code}: ${said}`);
  const rows = eventsOf(join(base, 'log.db'));
  const bytes = readFileSync(join(base, 'log.db'));
  const violations = [];
  let read = 0;
  let told = 0;
  for (let n = 0; n < FLIPS; n++) {
    const { row, place } = flippable(random, rows, bytes);
    const changed = Buffer.from(bytes);
    changed[place] ^= 1 << below(random, 7);
    const copy = join(dir, 'flipped-copy');
    rmSync(copy, { recursive: true, force: true });
    cpSync(base, copy, { recursive: true });
    writeFileSync(join(copy, 'log.db'), changed);
    const verify = spawnSync(process.execPath, [REDRESS, 'verify', join(copy, 'log.db')], { encoding: 'utf8' });
    const [finding, ...others] = verify.stdout.trim().split('\n').slice(0, -1);
    if (verify.status !== 1 || others.length > 0 || !finding?.startsWith(`${row.stream} revision ${row.revision}:`)) {
      violations.push(`flip ${n}, ${row.stream} revision ${row.revision}: verify said ${verify.stdout.trim()}`);
    }
    if (n % (FLIPS / READ) !== 0) continue;
    read += 1;
    const answers = await readCases(
      copy,
      row,
      oneOf(
        random,
        rows.filter(({ stream }) => stream !== row.stream),
      ),
    );
    violations.push(...answers.map((what) => `flip ${n}, ${row.stream} revision ${row.revision}: ${what}`));
    if (answers.length === 0) told += 1;
  }
  return {
    flips: FLIPS,
    foundByVerify: FLIPS - violations.filter((what) => what.includes('verify said')).length,
    read,
    told,
    violations,
  };
}

async function readCases(copy, row, other) {
  const service = await startService(copy);
  const found = [];
  try {
    const one = await ask(service.url, 'GET', `/v1/cases/${row.stream.slice('case-'.length)}`);
    const detail = JSON.stringify(one.body);
    if (one.status < 400) found.push(`the case is shown as if nothing had happened (${one.status})`);
    else if (!detail.includes(row.stream.slice('case-'.length)) || !detail.includes(`${row.revision}`)) {
      found.push(`the answer names neither stream nor revision: ${one.status} ${detail}`);
    }
    const another = await ask(service.url, 'GET', `/v1/cases/${other.stream.slice('case-'.length)}`);
    if (another.status !== 200) found.push(`another case is answered with ${another.status}`);
  } finally {
    service.child.kill('SIGKILL');
    await service.exited;
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
