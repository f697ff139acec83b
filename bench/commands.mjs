// Commands from 32 callers: load a case of 5 events, decide, seal, append 1; beside the same reads and grouped inserts by hand.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { caseModule, caseStream } from '@redress/application';
import { testCommandId } from '@redress/application/testing';
import { SqliteEventStore } from '@redress/event-store-sqlite';
import { compare, concurrently, rate } from './measure.mjs';

const CALLERS = 32;
const agent = { id: 'ana', kind: 'person', role: 'agent', name: 'Ana Lind', via: 'desk' };
const text = 'The lift has been out of order for a week, and nobody answers the telephone. '.repeat(2);
const history = [
  { type: 'ReceiveComplaint', channel: 'email', text, complainant: { name: 'Cleo Martin', email: 'cleo@example.org' } },
  { type: 'AcknowledgeComplaint', handler: { id: 'ana', name: 'Ana Lind' } },
  { type: 'EscalateComplaint', level: 2, reason: 'The supplier does not answer.', addressee: 'Facility management' },
  { type: 'AssignHandler', handler: { id: 'bo', name: 'Bo Ek' } },
  { type: 'SendMessage', text: 'Bo Ek takes care of it from now on.' },
];
const note = { type: 'AddNote', text: 'Called the supplier, who will come tomorrow between nine and twelve.' };

export async function run({ quick }) {
  const rounds = quick ? 3 : 5;
  const count = quick ? 500 : 3000;
  const dir = mkdtempSync(join(tmpdir(), 'redress-bench-'));
  try {
    const figures = [];
    for (const [name, cachedCases, target] of [
      ['commands, 32 callers, cache off', 0, '>= 0.3'],
      ['commands, 32 callers, cached', 100_000, 'beside it'],
    ]) {
      figures.push(
        await compare({
          name,
          unit: 'commands/s',
          target,
          rounds,
          measured: (round) => commandRate(join(dir, `${cachedCases}-${round}.db`), count, cachedCases),
          baseline: (round) =>
            byHand(join(dir, `${cachedCases}-${round}.db`), join(dir, `hand-${cachedCases}-${round}.db`), count),
        }),
      );
    }
    return figures;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

const caseIds = (count) => Array.from({ length: count }, (_, i) => testCommandId(`case ${i}`));

async function commandRate(file, count, cachedCases) {
  const store = await SqliteEventStore.open({ file });
  const { service } = caseModule({ store, cachedCases });
  const ids = caseIds(count);
  const give = (caseId, command, key) =>
    service.handle({ caseId, command, actor: agent, commandId: testCommandId(`${caseId} ${key}`) });
  await concurrently(CALLERS, count, async (i) => {
    for (const [step, command] of history.entries()) await give(ids[i], command, step);
  });
  const result = await rate(() => concurrently(CALLERS, count, (i) => give(ids[i], note, 'note')));
  await store.close();
  return result;
}

/** Reads and parses the five events of each case from the same file, then inserts one row each, 32 to a transaction. */
async function byHand(file, into, count) {
  const source = new DatabaseSync(file, { readOnly: true });
  const target = new DatabaseSync(into);
  target.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;');
  target.exec(`CREATE TABLE events (position INTEGER PRIMARY KEY AUTOINCREMENT, stream TEXT NOT NULL, revision INTEGER NOT NULL,
    id TEXT NOT NULL, type TEXT NOT NULL, schema_version INTEGER NOT NULL, data TEXT NOT NULL, metadata TEXT NOT NULL, hash TEXT,
    UNIQUE (stream, revision))`);
  const reading = await SqliteEventStore.open({ file });
  const sample = (await reading.readStream(caseStream(caseIds(1)[0])))[4];
  await reading.close();
  const select = source.prepare('SELECT * FROM log WHERE stream = ? AND revision < 5 ORDER BY revision');
  const insert = target.prepare(
    'INSERT INTO events (stream, revision, id, type, schema_version, data, metadata, hash) VALUES (?, 5, ?, ?, 1, ?, ?, ?)',
  );
  const streams = caseIds(count).map(caseStream);
  const result = await rate(() => {
    for (let start = 0; start < count; start += CALLERS) {
      const group = streams.slice(start, start + CALLERS);
      for (const stream of group) {
        for (const row of select.all(stream)) {
          JSON.parse(row.data);
          JSON.parse(row.metadata);
        }
      }
      target.exec('BEGIN IMMEDIATE');
      for (const stream of group) insert.run(stream, sample.id, sample.type, sample.data, sample.metadata, sample.hash);
      target.exec('COMMIT');
    }
    return count;
  });
  source.close();
  target.close();
  return result;
}
