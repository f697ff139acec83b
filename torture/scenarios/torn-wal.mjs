// The write-ahead log ends in the middle of a transaction that nobody was told of, cut or with other bytes in it.
// Claimed: what was not committed is dropped, everything acknowledged before stays, and the next writer goes on.
// Not claimed, because no log on one disk can: that what was committed survives when its own bytes are cut off. Then what is
// left is still the beginning of the log, whole up to some event, and who kept the acknowledgements finds what is missing.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { Reader, Writers } from '../processes.mjs';
import { below, seeded } from '../random.mjs';

const CUTS = 60;
const GO_ON_AFTER = 10;
const COMMITTED_CUTS = 20;

export async function scenario({ seed, dir }) {
  const random = seeded(seed);
  const base = join(dir, 'torn');
  mkdirSync(base, { recursive: true });
  const writers = new Writers(base);
  const { child, exited, ready } = writers.start(seed);
  await ready;
  await setTimeout(700);
  child.kill('SIGKILL');
  await exited;

  const reader = new Reader();
  const violations = [];
  let wentOn = 0;
  const { committedEnd, wal, log } = withOpenTransaction(base);
  const copy = (name, bytes) => {
    const to = join(dir, name);
    mkdirSync(to, { recursive: true });
    writeFileSync(join(to, 'log.db'), log);
    writeFileSync(join(to, 'log.db-wal'), bytes);
    copyFileSync(join(base, 'journal'), join(to, 'journal'));
    return to;
  };
  for (let n = 0; n < CUTS; n++) {
    const cut = committedEnd + below(random, wal.length - committedEnd);
    const bytes = Buffer.from(wal.subarray(0, n % 3 === 0 ? cut : wal.length));
    // Every other one whole in length, but with bytes of something else from the cut on.
    if (n % 3 === 1) for (let i = cut; i < bytes.length; i++) bytes[i] = below(random, 256);
    if (n % 3 === 2) bytes.fill(0, cut);
    const torn = copy(`torn-${n}`, bytes);
    const { violations: found } = await reader.check(torn, true);
    violations.push(...found.map((what) => `cut ${n}: ${what}`));
    if (n % (CUTS / GO_ON_AFTER) === 0) {
      const { exited: ended } = new Writers(torn).start(seed + 1 + n, { commands: 100 });
      const { code, said } = await ended;
      if (code !== 0) violations.push(`cut ${n}: the next writer ended with ${code}: ${said}`);
      const after = await reader.check(torn, true);
      violations.push(...after.violations.map((what) => `cut ${n}, gone on: ${what}`));
      wentOn += 1;
    }
  }
  let missed = 0;
  for (let n = 0; n < COMMITTED_CUTS; n++) {
    const torn = copy(`cut-${n}`, wal.subarray(0, 32 + below(random, committedEnd - 32)));
    const { violations: found } = await reader.check(torn, true);
    const others = found.filter(
      (what) => !/^(lost:|command .* its last is|the reader failed: .*no such table)/.test(what),
    );
    violations.push(...others.map((what) => `cut ${n} into what was committed: ${what}`));
    if (found.length > 0) missed += 1;
  }
  reader.close();
  return { cuts: CUTS, wentOn, committedCuts: COMMITTED_CUTS, committedCutsFoundOut: missed, violations };
}

/** The files as they are while a large transaction has spilled into the write-ahead log and is not committed. */
function withOpenTransaction(base) {
  const db = new DatabaseSync(join(base, 'log.db'));
  db.exec('PRAGMA cache_size = 10; PRAGMA cache_spill = 1');
  // Recovers what the kill left, so that the end of the log is the end of what was committed.
  const { head } = db.prepare('SELECT max(position) AS head FROM events').get();
  const { stream, revision } = db
    .prepare('SELECT stream, max(revision) AS revision FROM events WHERE stream = 1')
    .get();
  const before = readFileSync(join(base, 'log.db-wal'));
  db.exec('BEGIN IMMEDIATE');
  const insert = db.prepare("INSERT INTO events VALUES (?, ?, ?, ?, 'NoteAdded', 1, NULL, ?, '{}')");
  for (let n = 1; n <= 200; n++)
    insert.run(head + n, stream, revision + n, `torn-${n}`, JSON.stringify('x'.repeat(2_000)));
  const wal = readFileSync(join(base, 'log.db-wal'));
  const log = readFileSync(join(base, 'log.db'));
  db.exec('ROLLBACK');
  db.close();
  const committedEnd = endOfCommitted(before);
  if (wal.length <= committedEnd) throw new Error('The transaction did not reach the write-ahead log');
  return { committedEnd, wal, log };
}

/** Where the last frame that commits ends. See https://www.sqlite.org/fileformat2.html#walformat */
function endOfCommitted(wal) {
  const frame = 24 + wal.readUInt32BE(8);
  let end = 32;
  for (let at = 32; at + frame <= wal.length; at += frame) {
    // A frame of an earlier round of the file bears other salts.
    if (wal.compare(wal, 16, 24, at + 8, at + 16) !== 0) break;
    if (wal.readUInt32BE(at + 4) > 0) end = at + frame;
  }
  return end;
}
