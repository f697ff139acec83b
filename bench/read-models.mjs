// The case list built from the log beside a loop written by hand that folds the same events and writes the same rows into
// the same tables, in the order of the log, 500 events to a transaction; it knows of no late entries, checkpoints or parked
// cases and keeps every case in memory. And how long the thread that answers requests is kept from anything else meanwhile.
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { DatabaseSync } from 'node:sqlite';
import { caseIdOf, ProjectorRunner, readCaseEvent, ReadModelDatabase } from '@redress/application';
import { evolve } from '@redress/domain';
import { canonicalJson, EMPTY_CHAIN, seal } from '@redress/event-store';
import { SqliteEventStore } from '@redress/event-store-sqlite';
import { caseListProjection, projectionsModule } from '@redress/read-models';
import { accessColumns, caseColumns } from '../packages/read-models/dist/case-list/case-columns.js';
import { FOREVER } from '../packages/read-models/dist/case-list/case-versions.js';
import { facetsOf, joined, profileFacets } from '../packages/read-models/dist/case-list/facets.js';
import { packProfile, packStanding } from '../packages/read-models/dist/case-list/packed-case.js';
import { searchTexts } from '../packages/read-models/dist/case-list/search-texts.js';
import { compare, median, rate } from './measure.mjs';

export async function run({ quick }) {
  const rounds = quick ? 3 : 5;
  const dir = mkdtempSync(join(tmpdir(), 'redress-bench-'));
  const store = await SqliteEventStore.open({ file: join(dir, 'log.db') });
  const pauses = [];
  try {
    const count = await fill(store, quick ? 1_500 : 10_000);
    await assertSameRows(store, dir);
    const rebuild = await compare({
      name: 'build the case list',
      unit: 'events/s',
      target: '>= 0.4',
      rounds,
      measured: async (round) => {
        const { speed, pause } = await byRunner(store, join(dir, `runner-${round}.db`), count);
        pauses.push(pause);
        return speed;
      },
      baseline: (round) => byHand(store, join(dir, `hand-${round}.db`)),
    });
    const pause = { name: 'longest pause of the process meanwhile', unit: 'ms', target: 'beside it' };
    return [rebuild, { ...pause, value: median(pauses), baseline: null, ratio: null }];
  } finally {
    await store.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function byRunner(store, file, count) {
  const database = ReadModelDatabase.open({ file, projectionsModule: projectionsModule() });
  const runner = new ProjectorRunner({ store, database, projections: [caseListProjection] });
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const head = await store.head();
  delay.enable();
  const speed = await rate(async () => {
    await runner.start();
    await runner.waitFor(head, 600_000);
    return count;
  });
  delay.disable();
  await runner.stop();
  await database.close();
  return { speed, pause: delay.max / 1e6 };
}

async function byHand(store, file) {
  const database = ReadModelDatabase.open({ file });
  const tables = database.write(() => {
    const build = database.builds.add('case-list', 1, 'serving');
    caseListProjection.createTables(database.tablesOf(build));
    return database.tablesOf(build);
  });
  const hand = writer(tables);
  const speed = await rate(async () => {
    let count = 0;
    for (let after = '', atEnd = false; !atEnd;) {
      const page = await store.readAll({ after, filter: caseListProjection.filter });
      database.write(() => page.events.forEach(hand));
      count += page.events.length;
      after = page.position;
      atEnd = page.atEnd;
    }
    return count;
  });
  database.close();
  return speed;
}

/** Writes what one event changes. */
function writer(tables) {
  const insert = (table, names) =>
    tables.prepare(`INSERT INTO {${table}} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`);
  const cases = new Map();
  let profiles = 0;
  let versions = 0;
  let texts = 0;
  return (stored) => {
    const event = readCaseEvent(stored);
    const id = caseIdOf(stored.stream);
    const known = cases.get(id);
    const state = evolve(id, known?.state ?? null, event);
    const no = known?.no ?? cases.size + 1;
    const columns = caseColumns(state);
    const [profile, standing] = [packProfile(state), packStanding(state, columns)];
    if (profile !== known?.profile) {
      insert('profiles', ['no', 'facets', 'content']).run(no, joined(profileFacets(state)), profile);
      profiles++;
    }
    const at = event.recordedAt;
    if (known !== undefined) {
      tables.prepare('UPDATE {versions} SET occurred_to = ? WHERE row = ?').run(at, known.version);
    }
    const interval = ['recorded_from', 'recorded_to', 'occurred_from', 'occurred_to'];
    insert('versions', ['no', ...interval, ...Object.keys(columns), 'profile', 'standing']).run(
      no,
      at,
      FOREVER,
      at,
      FOREVER,
      ...Object.values(columns),
      profile === known?.profile ? known.profileRow : profiles,
      standing,
    );
    const present = { ...columns, ...accessColumns(state), revision: event.revision, version: ++versions };
    const names = Object.keys(present);
    if (known === undefined) insert('present', ['no', 'id', ...names]).run(no, id, ...Object.values(present));
    else {
      const assignments = names.map((name) => `${name} = ?`).join(', ');
      tables.prepare(`UPDATE {present} SET ${assignments} WHERE no = ?`).run(...Object.values(present), no);
    }
    const facets = facetsOf(state);
    const key = [columns.received_at, id];
    for (const facet of known?.facets ?? []) {
      if (facets.has(facet)) continue;
      tables.prepare('DELETE FROM {facets} WHERE facet = ? AND received_at = ? AND id = ?').run(facet, ...key);
    }
    for (const facet of facets) {
      if (!known?.facets.has(facet)) insert('facets', ['facet', 'received_at', 'id', 'no']).run(facet, ...key, no);
    }
    const { written, name } = searchTexts(event);
    for (const [body, ofName] of [
      [written, null],
      [name, name],
    ]) {
      if (body === null) continue;
      insert('texts', ['no', 'event', 'recorded_at', 'occurred_at', 'name', 'body']).run(
        no,
        event.id,
        at,
        at,
        ofName,
        body,
      );
      insert('search', ['rowid', 'body']).run(++texts, body);
    }
    const profileRow = profile === known?.profile ? known.profileRow : profiles;
    cases.set(id, { state, no, profile, profileRow, version: versions, facets });
  };
}

/** Otherwise the comparison would be of two different things. */
async function assertSameRows(store, dir) {
  const files = ['runner', 'hand'].map((name) => join(dir, `${name}-check.db`));
  await byRunner(store, files[0], 0);
  await byHand(store, files[1]);
  const [runner, hand] = files.map(digest);
  if (runner !== hand) throw new Error('The loop written by hand does not write the same rows');
}

/** Of all rows, but for the numbers by which they refer to each other. */
function digest(file) {
  const db = new DatabaseSync(file, { readOnly: true });
  const hash = createHash('sha256');
  const { id } = db.prepare("SELECT id FROM builds WHERE role = 'serving'").get();
  for (const table of ['present', 'facets', 'versions', 'profiles', 'texts']) {
    const name = `case_list_${id}_${table}`;
    const columns = db.prepare('SELECT name FROM pragma_table_info(?)').all(name);
    const told = columns
      .map((column) => column.name)
      .filter((each) => !['no', 'row', 'version', 'profile'].includes(each));
    const names = told.filter((each) => table !== 'texts' || each !== 'id').join(', ');
    const order = names.replace(', standing', '');
    for (const row of db.prepare(`SELECT ${names} FROM ${name} ORDER BY ${order}`).all()) {
      // Its members may stand in another order.
      const standing = row.standing === undefined ? {} : { standing: JSON.parse(row.standing) };
      hash.update(canonicalJson({ ...row, ...standing }));
    }
  }
  db.close();
  return hash.digest('hex');
}

/** Cases of six or seven events that run beside each other, each recorded as it happens. The number of events. */
async function fill(store, cases) {
  const events = [...Array(cases).keys()].flatMap(caseHistory).sort((a, b) => a.at - b.at);
  const ends = new Map();
  for (let start = 0; start < events.length; start += 64) {
    const appends = events.slice(start, start + 64).map(({ stream, type, data, at }) => {
      const end = ends.get(stream) ?? EMPTY_CHAIN;
      const [event] = seal(stream, end, [draft(type, data, new Date(at).toISOString())]);
      ends.set(stream, event);
      return store.append(stream, end.revision === -1 ? 'noStream' : end.revision, [event]);
    });
    await Promise.all(appends);
  }
  return events.length;
}

const HOUR_MS = 3_600_000;

function caseHistory(n) {
  const stream = `case-${randomUUID()}`;
  const received = Date.parse('2025-01-01T00:00:00Z') + n * 60_000;
  const personal = {
    subject: `The kettle of order ${n}`,
    text: text(n, 60),
    complainant: { name: `Person ${n % 997}`, email: `person${n % 997}@example.org` },
    externalRefs: [{ system: 'crm', id: `${n}` }],
  };
  const [channel, severity] = [['email', 'phone', 'web'][n % 3], ['low', 'medium', 'high'][n % 3]];
  const history = [
    ['ComplaintReceived', { channel, severity, category: 'delivery', labels: [`region-${n % 5}`], personal }],
    ['ComplaintAcknowledged', { handler: { id: `agent-${n % 50}`, name: `Agent ${n % 50}` } }],
    ['MessageReceived', { personal: { text: text(n + 1, 20) } }],
    ['MessageSent', { personal: { text: text(n + 2, 30) } }],
    ['ResponseIssued', { kind: 'final', outcome: 'upheld', personal: { text: text(n + 3, 40), remedy: 'A refund' } }],
    ['ComplaintFollowedUp', { with: 'complainant', outcome: 'satisfied' }],
    ...(n % 3 === 0 ? [['ComplaintResolved', { by: 'satisfied' }]] : []),
  ];
  return history.map(([type, data], i) => ({ stream, type, data, at: received + i * HOUR_MS + ((n * 7919) % 1000) }));
}

const WORDS =
  'the kettle leaks again and nobody called me back about bill broken screen late delivery refund promise week agent phone store order number wrong address damaged parcel rude staff waiting answer'.split(
    ' ',
  );

function text(seed, words) {
  return Array.from({ length: words }, (_, i) => WORDS[(seed * 31 + i * i * 7 + i) % WORDS.length]).join(' ');
}

function draft(type, data, now) {
  const commandId = randomUUID();
  const actor = { id: 'ana', kind: 'person', role: 'agent', name: 'Ana Lind', via: 'desk' };
  const when = { occurredAt: now, occurredAtPrecision: 'instant', recordedAt: now };
  return { type, schemaVersion: 1, data, metadata: { actor, ...when, correlationId: commandId, commandId } };
}
