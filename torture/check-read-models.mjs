// The read models that the killed processes left behind, brought up to date as any start does, beside
// - ones built anew from the same log, by whole streams: the same rows in every table;
// - lists made from a plain fold of every event of the file, without any table of the read models.
// Argument: directory. Prints {violations, cases, lists} as JSON.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isDeepStrictEqual } from 'node:util';
import { recordedEvent, ProjectorRunner, ReadModelDatabase } from '@redress/application';
import { foldCase, isOpen, owes, redactedEventIds, SEVERITIES, STATUSES, withhold } from '@redress/domain';
import { SqliteEventStore } from '@redress/event-store-sqlite';
import { Breaches, CASE_SORTS, CaseList, caseListProjection, Unanswered, Workload } from '@redress/read-models';

const WAIT_MS = 600_000;
const auditor = { id: 'audit', kind: 'person', role: 'auditor' };
const [dir] = process.argv.slice(2);
const violations = [];
const violate = (what) => violations.length < 20 && violations.push(what);

const store = await SqliteEventStore.open({ file: join(dir, 'log.db') });
const left = await built(join(dir, 'read-models.db'));
const anew = await built(':memory:');
const cases = folded(join(dir, 'log.db'));
compareTables();
const lists = compareLists();
for (const { runner, database } of [left, anew]) {
  await runner.stop();
  database.close();
}
await store.close();
process.stdout.write(`${JSON.stringify({ violations, cases: cases.length, lists })}\n`);
process.disconnect?.();

async function built(file) {
  const database = ReadModelDatabase.open({ file });
  const runner = new ProjectorRunner({ store, database, projections: [caseListProjection] });
  await runner.start();
  await runner.waitFor(await store.head(), WAIT_MS);
  return { database, runner };
}

/** Row numbers, and the order of members in JSON, differ with the batches in which the log was read; nothing else must. */
function compareTables() {
  const [ours, theirs] = [left, anew].map(({ database }) =>
    database.read('case-list', [caseListProjection.version], (snapshot) => {
      const all = (sql) => snapshot.prepare(sql).all();
      return {
        present: all('SELECT * FROM {present} ORDER BY id').map((row) => without(row, 'no', 'version')),
        facets: all('SELECT facet, received_at, id FROM {facets} ORDER BY facet, id'),
        versions: all(
          `SELECT p.id AS "case", q.content, q.facets AS "profile facets", v.* FROM {versions} v JOIN {present} p USING (no)
           JOIN {profiles} q USING (profile)
           ORDER BY p.id, v.standing ->> 'revision', v.recorded_from, v.occurred_from, v.recorded_to, v.occurred_to`,
        ).map((row) => ({
          ...without(row, 'no', 'row', 'profile'),
          standing: JSON.parse(row.standing),
          content: JSON.parse(row.content),
        })),
        texts: all(
          `SELECT p.id AS "case", t.event, t.recorded_at, t.occurred_at, t.name, t.body FROM {texts} t JOIN {present} p ON p.no = t.id >> 20
           ORDER BY p.id, t.event, t.body, t.name`,
        ),
        clocks: all(
          `SELECT c.*, t.content AS promised FROM {clocks} c JOIN {terms} t ON t.number = c.terms
           ORDER BY id, clock, recorded_from, occurred_from, recorded_to, occurred_to, status`,
        ).map((row) => ({
          ...without(row, 'no', 'row', 'terms'),
          promised: JSON.parse(row.promised),
          rest: JSON.parse(row.rest),
        })),
        parked: snapshot.parked,
      };
    }),
  );
  for (const table of Object.keys(ours)) {
    if (!isDeepStrictEqual(ours[table], theirs[table])) violate(`the table ${table} differs from one built anew`);
  }
  if (ours.parked !== 0) violate(`${ours.parked} cases are parked`);
  if (ours.present.length !== cases.length)
    violate(`${ours.present.length} cases in the read model, ${cases.length} in the log`);
}

function without(row, ...names) {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));
}

/** Every case of the file as the present knows it, its withheld texts gone. */
function folded(file) {
  const db = new DatabaseSync(file, { readOnly: true });
  const sql = `SELECT name AS stream, revision, position, e.id, type, schema_version AS schemaVersion, hash, data, metadata
    FROM events e JOIN streams s ON s.id = e.stream WHERE name GLOB 'case-*' ORDER BY e.stream, revision`;
  const streams = new Map();
  for (const { data, metadata, hash, ...row } of db.prepare(sql).iterate()) {
    const envelope = { ...row, data: JSON.parse(data), metadata: { ...JSON.parse(metadata), hash } };
    streams.set(row.stream, [...(streams.get(row.stream) ?? []), envelope]);
  }
  db.close();
  return [...streams].map(([stream, envelopes]) => {
    const redacted = redactedEventIds(envelopes);
    const events = envelopes.map((envelope) => recordedEvent(withhold(envelope, redacted)));
    return foldCase(stream.slice('case-'.length), events);
  });
}

function compareLists() {
  let lists = 0;
  const compare = (name, found, expected) => {
    lists += 1;
    const told = ({ id, revision, status, handler, labels, escalationLevel }) => [
      id,
      revision,
      status,
      handler?.id,
      labels,
      escalationLevel,
    ];
    if (!isDeepStrictEqual(found.map(told), expected.map(told))) violate(`the list ${name} differs from the fold`);
  };
  const list = new CaseList(left.database);
  const handlers = [...new Set(cases.map(({ handler }) => handler?.id).filter(Boolean))];
  const filters = [
    [{}, () => true],
    ...STATUSES.map((status) => [{ status: [status] }, (each) => each.status === status]),
    ...SEVERITIES.map((severity) => [{ severity }, (each) => each.severity === severity]),
    ...handlers.map((handler) => [{ handler }, (each) => each.handler?.id === handler]),
    [{ label: 'seen' }, (each) => each.labels.includes('seen')],
    [{ owes: 'reply' }, (each) => owes(each).includes('reply')],
    [{ escalationLevel: 2 }, (each) => each.escalationLevel === 2],
  ];
  for (const [filter, holds] of filters) {
    for (const sort of Object.keys(filter).length === 0 ? CASE_SORTS : ['-receivedAt']) {
      compare(JSON.stringify({ ...filter, sort }), whole(list, { ...filter, sort }), sorted(cases.filter(holds), sort));
    }
  }
  const waiting = cases.filter(({ openMessages }) => openMessages.length > 0);
  const since = ({ openMessages, id }) => openMessages[0].since + id;
  compare(
    'unanswered',
    whole(new Unanswered(left.database), {}),
    waiting.sort((a, b) => (since(a) < since(b) ? -1 : 1)),
  );
  compareBreaches();
  const { data } = new Workload(left.database).query({ viewer: auditor });
  for (const { handler, open } of data) {
    const expected = cases.filter((each) => isOpen(each.status) && each.handler?.id === handler?.id).length;
    if (open !== expected) violate(`the workload of ${handler?.id} is ${open} and not ${expected}`);
  }
  return lists + 2;
}

/** What is broken, whether or not it is on record. */
function compareBreaches() {
  const now = new Date().toISOString();
  const found = whole(new Breaches(left.database), { now }).map((row) => `${row.case} ${row.clock}`);
  const isBroken = ({ kind, status, dueAt, breachedAt }) =>
    breachedAt !== null || (kind === 'promise' && status === 'running' && dueAt !== null && dueAt < now);
  const expected = cases.flatMap(({ id, clocks }) =>
    clocks.clocks.filter(isBroken).map((clock) => `${id} ${clock.id}`),
  );
  if (!isDeepStrictEqual(found.sort(), expected.sort())) {
    violate(`${found.length} promises are listed as broken, the fold has ${expected.length}`);
  }
}

function whole(list, query) {
  const rows = [];
  for (let cursor; cursor !== null;) {
    const { data, next } = list.query({
      ...query,
      viewer: auditor,
      limit: 200,
      ...(cursor === undefined ? {} : { cursor }),
    });
    rows.push(...data);
    cursor = next;
  }
  return rows;
}

function sorted(states, sort) {
  const field = sort.replace('-', '');
  const direction = sort.startsWith('-') ? -1 : 1;
  const key = (state) => (field === 'severity' ? SEVERITIES.indexOf(state.severity) : state[field]);
  const compared = (a, b) => (a === b ? 0 : a < b ? -1 : 1);
  return [...states].sort((a, b) => direction * (compared(key(a), key(b)) || compared(a.id, b.id)));
}
