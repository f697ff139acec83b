// The embedded event store beside plain node:sqlite doing the same: the same rows into the same schema with the same
// triggers, WAL and synchronous=FULL; and the memory it takes to read a million events.
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { SqliteEventStore } from '@redress/event-store-sqlite';
import { compare, rate } from './measure.mjs';
import { workFor } from './work.mjs';

const CALLERS = 32;

export async function run({ quick }) {
  const dir = mkdtempSync(join(tmpdir(), 'redress-bench-'));
  const rounds = quick ? 5 : 9;
  try {
    const figures = [
      await appends({ name: 'append, 1 caller', target: '>= 0.6', rounds }, dir, 1, quick ? 1000 : 2000),
      await appends({ name: 'append, 32 callers', target: '>= 0.5', rounds }, dir, CALLERS, quick ? 12_800 : 32_000),
      await reads({ name: 'read the whole log', target: '>= 0.5', rounds }, dir, quick ? 50_000 : 200_000),
    ];
    if (!quick) figures.push(await memory(dir, 1_000_000));
    return figures;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Every caller appends one event after the other, at exact revisions; beside one insert after the other, or groups of 32. */
async function appends(figure, dir, callers, count) {
  const work = workFor(callers, count);
  // Written before the clock starts, by both: every store has a thread of its own, whose code is compiled as it runs.
  const before = workFor(callers, count / 4);
  const measured = async () => {
    const store = await SqliteEventStore.open({ file: await emptyLog(dir) });
    const append = (work) => Promise.all(work.map((caller) => appendAll(store, caller)));
    await append(before);
    const result = await rate(async () => {
      await append(work);
      return count;
    });
    await store.close();
    return result;
  };
  const baseline = async () => {
    const db = openPlain(await emptyLog(dir));
    insertAll(db, before);
    const result = await rate(() => insertAll(db, work));
    db.close();
    return result;
  };
  return compareWarm({ ...figure, unit: 'events/s', measured, baseline });
}

/** Page by page through readAll, beside one loop over the same columns; both parse data and metadata. */
async function reads(figure, dir, count) {
  const file = await emptyLog(dir);
  fill(file, count);
  const measured = async () => {
    const store = await SqliteEventStore.open({ file });
    const result = await rate(() => readPages(store, count));
    await store.close();
    return result;
  };
  const baseline = async () => {
    const db = new DatabaseSync(file, { readOnly: true });
    const result = await rate(() => readRows(db, count));
    db.close();
    return result;
  };
  return compareWarm({ ...figure, unit: 'events/s', measured, baseline });
}

/** The most a process takes that does nothing but read the whole log, in MB of 10^6 bytes. */
async function memory(dir, count) {
  const file = await emptyLog(dir);
  fill(file, count);
  const reader = fileURLToPath(new URL('event-store-memory.mjs', import.meta.url));
  const { read, maxRss } = JSON.parse(execFileSync(process.execPath, [reader, file], { encoding: 'utf8' }));
  const name = 'memory to read a million events';
  return { name, unit: 'MB', target: '< 250 MB', value: all(read, count) && maxRss / 1e6, baseline: null, ratio: null };
}

/** One round of each is not counted: code is compiled in it. */
async function compareWarm(figure) {
  await figure.measured();
  await figure.baseline();
  return compare(figure);
}

async function appendAll(store, appends) {
  for (const { stream, revision, event } of appends) {
    await store.append(stream, revision === 0 ? 'noStream' : revision - 1, [event]);
  }
}

/** By hand: the appends of one caller one by one, those of several in groups of one each. */
function insertAll(db, work) {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const insertStream = db.prepare('INSERT INTO streams (id, name) VALUES (?, ?)');
  const insertEvent = db.prepare(
    'INSERT INTO events (position, stream, revision, id, type, schema_version, hash, data, metadata) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const streams = new Map();
  let position = db.prepare('SELECT coalesce(max(position), 0) AS last FROM events').get().last;
  let lastStream = db.prepare('SELECT coalesce(max(id), 0) AS last FROM streams').get().last;
  for (let i = 0; i < work[0].length; i++) {
    // A single insert is a transaction by itself.
    const grouped = work.length > 1 || work[0][i].revision === 0;
    if (grouped) begin.run();
    for (const appends of work) {
      const { stream, revision, event } = appends[i];
      if (revision === 0) {
        streams.set(stream, ++lastStream);
        insertStream.run(lastStream, stream);
      }
      const { id, type, schemaVersion, hash, data, metadata } = event;
      insertEvent.run(++position, streams.get(stream), revision, id, type, schemaVersion, hash, data, metadata);
    }
    if (grouped) commit.run();
  }
  return work.length * work[0].length;
}

async function readPages(store, count) {
  let read = 0;
  for (let position = '', atEnd = false; !atEnd;) {
    const page = await store.readAll({ after: position });
    for (const { data, metadata } of page.events) parse(data, metadata);
    read += page.events.length;
    ({ position, atEnd } = page);
  }
  return all(read, count);
}

function readRows(db, count) {
  const statement = db.prepare('SELECT * FROM log ORDER BY position');
  statement.setReturnArrays?.(true);
  let read = 0;
  for (const row of statement.iterate()) {
    const [, , , , , , , data, metadata] = Array.isArray(row) ? row : Object.values(row);
    parse(data, metadata);
    read++;
  }
  return all(read, count);
}

function parse(data, metadata) {
  JSON.parse(data);
  JSON.parse(metadata);
}

function all(read, count) {
  if (read !== count) throw new Error(`${read} events were read, ${count} written`);
  return read;
}

function fill(file, count) {
  const db = openPlain(file, 'OFF');
  for (let left = count; left > 0; left -= 50_000) insertAll(db, workFor(500, Math.min(left, 50_000)));
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
}

/** A file of the store's own schema with nothing in it. */
async function emptyLog(dir) {
  const file = join(dir, `${randomUUID()}.db`);
  await (await SqliteEventStore.open({ file })).close();
  return file;
}

function openPlain(file, synchronous = 'FULL') {
  const db = new DatabaseSync(file);
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous}; PRAGMA recursive_triggers = ON`);
  return db;
}
