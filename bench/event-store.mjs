/**
 * The embedded event store beside plain node:sqlite doing the same work: the same rows into the same schema with the
 * same triggers, WAL and synchronous=FULL. Each ratio is measured over plain; `ratio >= target` is a pass.
 *
 *   node bench/event-store.mjs [--quick]
 */
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath, pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);
const { EMPTY_CHAIN, seal } = require('@redress/event-store');
const { SqliteEventStore } = require('@redress/event-store-sqlite');

const CALLERS = 32;
/** The median length of a case in a log of 7,554 real incidents. */
const STREAM_LENGTH = 6;

/**
 * @param {{ quick?: boolean, directory?: string }} options quick: fewer rounds, and without the million events
 * @returns {Promise<{ name: string, baseline: number, value: number, unit: string, ratio: number, target: number }[]>}
 */
export async function run({ quick = false, directory = tmpdir() } = {}) {
  const place = mkdtempSync(join(directory, 'redress-bench-'));
  try {
    const rounds = quick ? 3 : 7;
    const results = [
      await compare('append, 1 caller', 0.6, rounds, 'events/s', appending(place, 1, quick ? 1500 : 4000)),
      await compare('append, 32 callers', 0.5, rounds, 'events/s', appending(place, CALLERS, quick ? 12_800 : 32_000)),
      await compare('read the whole log', 0.5, rounds, 'events/s', await reading(place, quick ? 50_000 : 200_000)),
    ];
    if (!quick) results.push(await memory(place, 1_000_000));
    return results;
  } finally {
    rmSync(place, { recursive: true });
  }
}

/** Plain and store in turn, round by round, so that a noisy moment meets both; the medians count. */
async function compare(name, target, rounds, unit, { plain, store }) {
  const figures = { plain: [], store: [], ratio: [] };
  for (let round = -1; round < rounds; round++) {
    const [first, second] = round % 2 === 0 ? [plain, store] : [store, plain];
    const rates = new Map([
      [first, await first()],
      [second, await second()],
    ]);
    if (round < 0) continue; // warming up
    figures.plain.push(rates.get(plain));
    figures.store.push(rates.get(store));
    figures.ratio.push(rates.get(store) / rates.get(plain));
  }
  const baseline = Math.round(median(figures.plain));
  return { name, baseline, value: Math.round(median(figures.store)), unit, ratio: median(figures.ratio), target };
}

function appending(place, callers, count) {
  const work = workFor(callers, count);
  return {
    plain: async () => {
      const file = await emptyLog(place);
      const db = openPlain(file);
      const elapsed = timed(() => insertPlain(db, work));
      db.close();
      return count / elapsed;
    },
    store: async () => {
      const store = await SqliteEventStore.open({ file: await emptyLog(place) });
      const started = performance.now();
      await Promise.all(
        work.map(async (appends) => {
          for (const { stream, revision, event } of appends) {
            await store.append(stream, revision === 0 ? 'noStream' : revision - 1, [event]);
          }
        }),
      );
      const elapsed = (performance.now() - started) / 1000;
      await store.close();
      return count / elapsed;
    },
  };
}

async function reading(place, count) {
  const file = await emptyLog(place);
  fill(file, count);
  return {
    plain: async () => {
      const db = new DatabaseSync(file, { readOnly: true });
      const log = db.prepare('SELECT * FROM log ORDER BY position');
      log.setReturnArrays?.(true);
      let read = 0;
      const elapsed = timed(() => {
        for (const row of log.iterate()) {
          const [, , , , , , , data, metadata] = Array.isArray(row) ? row : Object.values(row);
          parse(data, metadata);
          read++;
        }
      });
      db.close();
      return assertAll(read, count) / elapsed;
    },
    store: async () => {
      const store = await SqliteEventStore.open({ file });
      const started = performance.now();
      const read = await readWhole(store, ({ data, metadata }) => parse(data, metadata));
      const elapsed = (performance.now() - started) / 1000;
      await store.close();
      return assertAll(read, count) / elapsed;
    },
  };
}

/** The most memory a process takes that does nothing but read the whole log, in megabytes of 10^6 bytes. */
async function memory(place, count) {
  const limit = 250;
  const file = await emptyLog(place);
  fill(file, count);
  const child = spawnSync(process.execPath, [fileURLToPath(import.meta.url), '--read', file], { encoding: 'utf8' });
  if (child.status !== 0) throw new Error(child.stderr);
  const { read, maxRss } = JSON.parse(child.stdout);
  assertAll(read, count);
  const value = Math.round(maxRss / 1e6);
  return {
    name: 'memory while reading a million events',
    baseline: limit,
    value,
    unit: 'MB',
    ratio: limit / value,
    target: 1,
  };
}

async function readWhole(store, use) {
  let read = 0;
  for (let position = '', atEnd = false; !atEnd;) {
    const page = await store.readAll({ after: position });
    for (const event of page.events) use(event);
    read += page.events.length;
    ({ position, atEnd } = page);
  }
  return read;
}

/** For each caller its appends, one event each: sealed events of usual size, about 1 KB, a new stream every so often. */
function workFor(callers, count) {
  return Array.from({ length: callers }, () => {
    const appends = [];
    while (appends.length < count / callers) {
      const stream = `case-${randomUUID()}`;
      const length = Math.min(STREAM_LENGTH, count / callers - appends.length);
      const events = seal(stream, EMPTY_CHAIN, Array.from({ length }, draft));
      for (const [revision, event] of events.entries()) appends.push({ stream, revision, event });
    }
    return appends;
  });
}

function draft() {
  const now = '2026-03-02T09:00:00.000Z';
  const commandId = randomUUID();
  return {
    type: 'MessageReceived',
    schemaVersion: 1,
    data: { channel: 'email', personal: { text: 'Nobody has called me back since Friday. '.repeat(8) } },
    metadata: {
      actor: { id: 'ann', kind: 'person', role: 'agent', name: 'Ann Example', via: 'crm' },
      occurredAt: now,
      occurredAtPrecision: 'instant',
      recordedAt: now,
      correlationId: commandId,
      commandId,
      commandHash: 'c'.repeat(64),
    },
  };
}

/** The same rows by hand: one caller's appends one by one, those of several callers in groups of one each. */
function insertPlain(db, work) {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const insertStream = db.prepare('INSERT INTO streams (id, name) VALUES (?, ?)');
  const insertEvent = db.prepare(
    'INSERT INTO events (position, stream, revision, id, type, schema_version, hash, data, metadata) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const ids = new Map();
  let position = db.prepare('SELECT coalesce(max(position), 0) AS last FROM events').get().last;
  let lastStream = db.prepare('SELECT coalesce(max(id), 0) AS last FROM streams').get().last;
  for (let i = 0; i < work[0].length; i++) {
    const alone = work.length === 1 && work[0][i].revision > 0;
    if (!alone) begin.run();
    for (const appends of work) {
      const { stream, revision, event } = appends[i];
      if (revision === 0) {
        ids.set(stream, ++lastStream);
        insertStream.run(lastStream, stream);
      }
      const { id, type, schemaVersion, hash, data, metadata } = event;
      insertEvent.run(++position, ids.get(stream), revision, id, type, schemaVersion, hash, data, metadata);
    }
    if (!alone) commit.run();
  }
}

function fill(file, count) {
  const db = openPlain(file, 'OFF');
  for (let left = count; left > 0; left -= 50_000) insertPlain(db, workFor(500, Math.min(left, 50_000)));
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
}

/** The store's own file with nothing in it. */
async function emptyLog(place) {
  const file = join(place, `${randomUUID()}.db`);
  await (await SqliteEventStore.open({ file })).close();
  return file;
}

function openPlain(file, synchronous = 'FULL') {
  const db = new DatabaseSync(file);
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous}; PRAGMA recursive_triggers = ON`);
  return db;
}

function parse(data, metadata) {
  JSON.parse(data);
  JSON.parse(metadata);
}

function timed(work) {
  const started = performance.now();
  work();
  return (performance.now() - started) / 1000;
}

function assertAll(read, count) {
  if (read !== count) throw new Error(`${read} events were read, ${count} written`);
  return read;
}

function median(figures) {
  return figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)];
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  if (process.argv[2] === '--read') {
    const store = await SqliteEventStore.open({ file: process.argv[3] });
    const read = await readWhole(store, ({ data, metadata }) => parse(data, metadata));
    process.stdout.write(JSON.stringify({ read, maxRss: process.resourceUsage().maxRSS * 1024 }));
    await store.close();
  } else {
    const results = await run({ quick: process.argv.includes('--quick') });
    console.table(results.map((result) => ({ ...result, ratio: Number(result.ratio.toFixed(2)) })));
  }
}
