// How long questions take, in this process, so without HTTP: first pages and followed ones. Arguments: directory, seed.
import { join } from 'node:path';
import { ReadModelDatabase } from '@redress/application';
import { AtRisk, Breaches, CaseList, caseListProjection, Unanswered, Workload } from '@redress/read-models';
import { oneOf, seeded } from '../../torture/random.mjs';
import { anyWord, word } from './cases.mjs';
import { percentiles, print } from './figures.mjs';

const TIMES = 300;
const [dir, seed] = process.argv.slice(2);
const random = seeded(Number(seed) + 2);
const viewer = { id: 'ana', kind: 'person', role: 'agent', name: 'Ana Lind', via: 'desk' };
const database = ReadModelDatabase.open({ file: join(dir, 'read-models.db') });
const list = new CaseList(database);
const handler = () => `agent-${Math.floor(random() * 500)}`;
const { first, last } = database.read('case-list', [caseListProjection.version], (snapshot) =>
  snapshot.prepare('SELECT min(received_at) AS first, max(received_at) AS last FROM {present}').get(),
);
const past = () => new Date(Date.parse(first) + random() * (Date.parse(last) - Date.parse(first))).toISOString();

// Where the log ends: later nearly every promise of it would be broken.
const now = last;

const questions = {
  'list, newest first': () => list.query({ viewer }),
  'list, of one handler': () => list.query({ viewer, handler: handler() }),
  'list, severity and status': () =>
    list.query({ viewer, severity: oneOf(random, ['low', 'critical']), status: ['acknowledged'] }),
  'list, by change, next page': () => {
    const { next } = list.query({ viewer, sort: '-updatedAt' });
    return list.query({ viewer, sort: '-updatedAt', cursor: next });
  },
  'list, as of a past instant': () => list.query({ viewer, asOf: past() }),
  'search, a rare word': () => list.query({ viewer, q: word(1_000 + Math.floor(random() * 4_000)) }),
  'search, any word': () => list.query({ viewer, q: anyWord(random) }),
  'search, two words': () => list.query({ viewer, q: `${anyWord(random)} ${anyWord(random)}` }),
  'breaches, first page': () => new Breaches(database).query({ viewer, now }),
  'breaches, as of a past instant': () => new Breaches(database).query({ viewer, now, asOf: past() }),
  'at risk, as of a past instant': () => new AtRisk(database).query({ viewer, now, asOf: past() }),
  unanswered: () => new Unanswered(database).query({ viewer }),
  workload: () => new Workload(database).query({ viewer }),
};

const figures = {};
for (const [name, ask] of Object.entries(questions)) {
  const times = [];
  const until = performance.now() + 20_000;
  // A question that takes seconds is asked less often, or it would take the hour.
  for (let n = 0; n < TIMES && (n < 10 || performance.now() < until); n++) {
    const start = performance.now();
    ask();
    times.push(performance.now() - start);
  }
  figures[name] = { ...percentiles(times), times: times.length };
}
database.close();
print(figures);
