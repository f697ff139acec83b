// The first page of broken promises, now and as of an instant in the middle of the history, in tables of ten thousand, a
// hundred thousand and a million cases over the same three years. The three are asked in turn, so that all see the same machine.
//
// The tables are filled so: a thousand cases live through the service's own commands over three years, under the default
// policy, and the projection folds their log. Its rows are then copied, each copy a little later and under other ids. Only
// what the question reads is copied: no texts, no facets but those of handlers, and versions without what they hold to be
// folded further; every copy has other handlers. The indexes are those of the projection, made when the rows are there.
// Filling takes minutes: in a directory named by REDRESS_BENCH_DIR the tables stay, and are used again.
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { caseModule, ensureDefaultPolicy, isoInstant, ProjectorRunner, ReadModelDatabase } from '@redress/application';
import { breachInstant, SYSTEM_ACTOR } from '@redress/domain';
import { InMemoryEventStore } from '@redress/event-store';
import { Breaches, caseListProjection } from '@redress/read-models';
import { breachList } from '../packages/read-models/dist/sla-clocks/breaches.js';
import { clockListSql } from '../packages/read-models/dist/sla-clocks/clock-list.js';
import { asked } from '../packages/read-models/dist/sla-clocks/instant-asked.js';
import { rate } from './measure.mjs';

const BEGIN = Date.parse('2023-01-02T08:00:00Z');
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const SPAN_MS = 3 * 365 * DAY_MS;
const TEMPLATE = 1_000;
/** Each copy of the cases is so much later than the one before. */
const SHIFT_S = 17 * 60;
const supervisor = { id: 'sam', kind: 'person', role: 'supervisor', name: 'Sam Berg', via: 'desk' };
/** Whose lists lack the confidential cases of others. */
const viewer = { id: 'ana', kind: 'person', role: 'agent', name: 'Ana Lind', via: 'desk' };

export async function run({ quick }) {
  const sizes = quick ? [1_000, 10_000] : [10_000, 100_000, 1_000_000];
  const kept = process.env.REDRESS_BENCH_DIR;
  const dir = kept ?? mkdtempSync(join(tmpdir(), 'redress-bench-'));
  try {
    const template = join(dir, 'template.db');
    if (!existsSync(template)) await livedThrough(template);
    const models = sizes.map((size) => {
      const file = join(dir, `${size}.db`);
      if (!existsSync(file)) multiply(template, file, size / TEMPLATE);
      process.stderr.write(`${size} cases: ${Math.round(statSync(file).size / 2 ** 20)} MiB\n`);
      const database = ReadModelDatabase.open({ file });
      return { size, database, breaches: new Breaches(database) };
    });
    printPlans(models.at(-1).database);
    const now = isoInstant(BEGIN + SPAN_MS + (sizes.at(-1) / TEMPLATE) * SHIFT_S * 1_000);
    const middle = (i) => isoInstant(BEGIN + SPAN_MS * (0.3 + 0.4 * ((i * 0.618034) % 1)));
    const figures = [
      ...measured(models, 'breaches now', () => ({ now }), quick),
      ...measured(models, 'breaches now, still open', () => ({ now, standing: 'open' }), quick),
      ...measured(models, 'breaches now, of one handler', (i) => ({ now, handler: `agent-${i % 50}` }), quick),
      ...measured(models, 'breaches asOf the middle', (i) => ({ now, asOf: middle(i) }), quick),
      ...measured(models, 'breaches asOfOccurred the middle', (i) => ({ now, asOfOccurred: middle(i) }), quick),
    ];
    for (const { database } of models) database.close();
    return figures;
  } finally {
    if (kept === undefined) rmSync(dir, { recursive: true, force: true });
  }
}

/** The first page of 50, asked again and again: p50 and p99 of each size, and how much longer the largest takes than the smallest. */
function measured(models, name, question, quick) {
  const rounds = quick ? 200 : 1_000;
  const times = models.map(() => []);
  let listed = 0;
  for (let i = -50; i < rounds; i++) {
    models.forEach(({ breaches }, which) => {
      const begun = process.hrtime.bigint();
      const { data } = breaches.query({ viewer, ...question(i + 50) });
      const took = Number(process.hrtime.bigint() - begun) / 1e3;
      listed += data.length;
      if (i >= 0) times[which].push(took);
    });
  }
  if (listed === 0) throw new Error(`${name}: nothing to list`);
  // The target is for the present; of a past, and with a filter, there is a curve.
  const isBeside = !['breaches now', 'breaches now, still open'].includes(name);
  const least = percentile(times[0], 0.99);
  return models.flatMap(({ size }, which) => {
    const p99 = percentile(times[which], 0.99);
    const label = `${name}, ${size.toLocaleString('en')} cases`;
    const isLargest = which === models.length - 1;
    return [
      {
        name: `${label}, p50`,
        unit: 'µs',
        target: '',
        value: percentile(times[which], 0.5),
        baseline: null,
        ratio: null,
      },
      {
        name: `${label}, p99`,
        unit: 'µs',
        target: isBeside ? 'beside it' : isLargest ? '<= 2, < 10,000 µs' : '< 10,000 µs',
        value: p99,
        baseline: isLargest ? least : null,
        ratio: isLargest ? p99 / least : null,
      },
    ];
  });
}

function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(share * sorted.length) - 1];
}

function printPlans(database) {
  database.read('case-list', [caseListProjection.version], (snapshot) => {
    for (const moment of [{}, { asOf: '2024-06-03T09:00:00Z' }, { asOfOccurred: '2024-06-03T09:00:00Z' }]) {
      const when = asked({ now: '2026-01-05T09:00:00Z', ...moment });
      const { text, values } = clockListSql(snapshot, breachList(), { viewer }, when, null, 51);
      const steps = snapshot.prepare(`EXPLAIN QUERY PLAN ${text}`).all(...values);
      process.stderr.write(
        `\nbreaches ${JSON.stringify(moment)}\n${steps.map(({ detail }) => `  ${detail}\n`).join('')}`,
      );
    }
  });
}

/** A thousand cases over three years, as the service records them, folded into a file. */
async function livedThrough(file) {
  const store = new InMemoryEventStore();
  let now = BEGIN;
  const module = caseModule({ store, clock: { now: () => now } });
  await ensureDefaultPolicy(module);
  const queue = new Queue();
  let serial = 0;
  const give = async (caseId, command, actor = supervisor) => {
    serial += 1;
    const commandId = `d0000000-0000-4000-8000-${String(serial).padStart(12, '0')}`;
    const { state } = await module.service.handle({ caseId, command, actor, commandId });
    // The processor of due times comes some seconds after a promise was broken.
    for (const clock of state.clocks.clocks) {
      if (clock.kind !== 'promise' || clock.status !== 'running') continue;
      const at = Date.parse(breachInstant(clock)) + 2_000 + (serial % 7) * 1_000;
      queue.add(at, () => give(caseId, { type: 'RecordBreach' }, SYSTEM_ACTOR));
    }
  };
  for (let n = 0; n < TEMPLATE; n++) {
    for (const [at, command] of life(n)) {
      const caseId = `00000000-0000-4000-8000-${String(n + 1).padStart(12, '0')}`;
      queue.add(at, () => give(caseId, command));
    }
  }
  for (let next = queue.take(); next !== undefined && next.at < BEGIN + SPAN_MS; next = queue.take()) {
    now = Math.max(now, next.at);
    await next.work();
  }
  const database = ReadModelDatabase.open({ file });
  const runner = new ProjectorRunner({ store, database, projections: [caseListProjection] });
  const { events } = await store.readAll({ limit: 1_000_000 });
  const folding = await rate(async () => {
    await runner.start();
    await runner.waitFor(await store.head(), 600_000);
    return events.length;
  });
  await runner.stop();
  process.stderr.write(`${TEMPLATE} cases: ${events.length} events, folded at ${Math.round(folding)} events/s\n`);
  database.close();
}

/** Most are answered in time; some are acknowledged, or answered, too late, and some never. */
function life(n) {
  const chance = (salt) => ((n * 7919 + salt * 104_729) % 1_000) / 1_000;
  const received = BEGIN + Math.floor((SPAN_MS * n) / TEMPLATE) + Math.floor(chance(1) * 20 * HOUR_MS);
  const [channel, severity] = [['email', 'phone', 'web'][n % 3], ['low', 'medium', 'high'][n % 3]];
  const handler = { id: `agent-${n % 50}`, name: `Agent ${n % 50}` };
  const receive = {
    type: 'ReceiveComplaint',
    channel,
    severity,
    text: 'The kettle leaks.',
    complainant: { name: `Person ${n}` },
    confidential: n % 20 === 0,
  };
  const acknowledged = received + (chance(2) < 0.1 ? 6 * DAY_MS : chance(2) * 20 * HOUR_MS);
  const written = acknowledged + 2 * DAY_MS;
  const replied = written + (chance(3) < 0.08 ? 9 * DAY_MS : chance(3) * 30 * HOUR_MS);
  const answered = replied + (chance(4) < 0.07 ? 45 * DAY_MS : 4 * DAY_MS);
  const followedUp = answered + (chance(5) < 0.05 ? 30 * DAY_MS : 3 * DAY_MS);
  const final = { type: 'IssueResponse', kind: 'final', outcome: 'upheld', text: 'Sorry.', remedy: 'A new one.' };
  return [
    [received, receive],
    [acknowledged, { type: 'AcknowledgeComplaint', handler }],
    [written, { type: 'RecordMessage', text: 'Any news?' }],
    [replied, { type: 'SendMessage', text: 'Soon.' }],
    ...(chance(6) < 0.03 ? [] : [[answered, final]]),
    ...(chance(6) < 0.03 ? [] : [[followedUp, { type: 'FollowUp', with: 'complainant', outcome: 'satisfied' }]]),
    ...(chance(6) < 0.03 ? [] : [[followedUp + HOUR_MS, { type: 'ResolveComplaint' }]]),
  ];
}

/** What is to be done, earliest first. */
class Queue {
  #days = new Map();

  add(at, work) {
    const day = Math.floor(at / DAY_MS);
    this.#days.set(day, [...(this.#days.get(day) ?? []), { at, work }]);
  }

  take() {
    const day = Math.min(...this.#days.keys());
    const list = this.#days.get(day);
    if (list === undefined) return undefined;
    const first = list.reduce((a, b) => (b.at < a.at ? b : a));
    const rest = list.filter((each) => each !== first);
    if (rest.length === 0) this.#days.delete(day);
    else this.#days.set(day, rest);
    return first;
  }
}

const INSTANTS = /_at$|_from$|_to$|^status_since$/;

/** Copies the rows of a file so many times into a new one, which then has the same tables and indexes. */
function multiply(template, file, copies) {
  const db = new DatabaseSync(file);
  db.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -500000; PRAGMA page_size = 4096');
  db.prepare('ATTACH ? AS t').run(template);
  const schema = db.prepare('SELECT name, type, tbl_name, sql FROM t.sqlite_schema WHERE sql IS NOT NULL').all();
  const isFts = ({ name }) => name.includes('_search');
  for (const { sql } of schema.filter(
    ({ type, name }) => type === 'table' && !isFts({ name }) && name !== 'sqlite_sequence',
  ))
    db.exec(sql);
  for (const { sql } of schema.filter(isFts).filter(({ sql: made }) => made.startsWith('CREATE VIRTUAL'))) db.exec(sql);
  db.exec('BEGIN');
  for (const name of ['builds', 'parked']) db.exec(`INSERT INTO main.${name} SELECT * FROM t.${name}`);
  const { id } = db.prepare("SELECT id FROM t.builds WHERE role = 'serving'").get();
  for (const name of ['present', 'versions', 'profiles', 'clocks', 'facets', 'terms', 'calendars'])
    copy(db, id, name, copies);
  db.exec('COMMIT');
  for (const { sql, type } of schema) if (type === 'index') db.exec(sql);
  const version = db.prepare('PRAGMA t.user_version').get().user_version;
  const application = db.prepare('PRAGMA t.application_id').get().application_id;
  db.exec(`PRAGMA user_version = ${version}; PRAGMA application_id = ${application}`);
  db.exec('DETACH t');
  db.exec('PRAGMA journal_mode = WAL');
  db.close();
}

function copy(db, build, name, copies) {
  const table = `case_list_${build}_${name}`;
  if (name === 'calendars' || name === 'terms') return db.exec(`INSERT INTO main.${table} SELECT * FROM t.${table}`);
  const most = (column, of) => db.prepare(`SELECT max(${column}) AS n FROM t.case_list_${build}_${of}`).get().n;
  const offsets = {
    no: most('no', 'present'),
    version: most('row', 'versions'),
    profile: most('profile', 'profiles'),
    row: name === 'versions' ? most('row', 'versions') : most('row', 'clocks'),
  };
  const columns = db
    .prepare('SELECT name FROM pragma_table_info(?)')
    .all(table)
    .map((column) => column.name);
  const expression = (column) => {
    if (column in offsets) return `${column} + ?1 * ${offsets[column]}`;
    if (column === 'id') return `printf('%08x', ?1) || substr(id, 9)`;
    if (column === 'handler_id') return rotated(column, '');
    if (column === 'facet') return rotated(column, 'handler:');
    if (column === 'standing') return `'{}'`;
    if (!INSTANTS.test(column)) return column;
    return `CASE WHEN ${column} > '9' THEN ${column} ELSE strftime('%Y-%m-%dT%H:%M:%fZ', ${column}, ?2) END`;
  };
  const where = name === 'facets' ? "WHERE facet LIKE 'handler:%'" : '';
  const sql = `INSERT INTO main.${table} (${columns.join(', ')}) SELECT ${columns.map(expression).join(', ')} FROM t.${table} ${where}`;
  const statement = db.prepare(sql);
  const shifts = columns.some((column) => INSTANTS.test(column));
  for (let k = 0; k < copies; k++) statement.run(...(shifts ? [k, `+${k * SHIFT_S} seconds`] : [k]));
}

/** The handler of a copy: otherwise all copies of a case would be one person's. */
function rotated(column, prefix) {
  const number = `CAST(substr(${column}, ${`${prefix}agent-`.length + 1}) AS INTEGER)`;
  return `CASE WHEN ${column} IS NULL THEN NULL ELSE '${prefix}agent-' || ((${number} + CAST(?1 AS INTEGER)) % 50) END`;
}
