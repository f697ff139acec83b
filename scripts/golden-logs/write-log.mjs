// Asks a log everything that a later version must still answer so, and writes both down.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { answering } from './answering.mjs';

/** So many instants of each kind a case is asked about. */
const MOMENTS = 5;
const DAY_MS = 86_400_000;
const { Answers } = answering();

/** @param made `{header: {log, now, ...}, store}`; the store is closed afterwards */
export async function writeLog(directory, { header, store }) {
  const events = [];
  for (let after = ''; ;) {
    const page = await store.readAll({ after, limit: 1000 });
    events.push(...page.events);
    after = page.position;
    if (page.atEnd) break;
  }
  const answers = new Answers(store, header.now);
  await answers.open();
  const lines = [header, ...events.map((event) => ({ ...event, position: undefined }))];
  for (const question of questions(events, header.now)) lines.push({ question, answer: await answers.to(question) });
  await answers.close();
  await store.close();
  const file = join(directory, `${header.log}.jsonl.gz`);
  const packed = gzipSync(lines.map((line) => `${JSON.stringify(line)}\n`).join(''), { level: 9 });
  writeFileSync(file, packed);
  console.log(`${file}: ${events.length} events, ${lines.length - 1 - events.length} answers, ${packed.length} bytes`);
}

function* questions(events, now) {
  const ofCases = events.filter(({ stream }) => stream.startsWith('case-'));
  for (const [stream, own] of Map.groupBy(ofCases, (event) => event.stream)) {
    const id = stream.slice('case-'.length);
    yield { case: id };
    yield { commandsOf: id, role: 'agent' };
    yield { commandsOf: id, role: 'supervisor' };
    yield { clocksOf: id, at: later(now, 30 * DAY_MS) };
    const metadata = own.map((event) => JSON.parse(event.metadata));
    const recorded = spread(metadata.map(({ recordedAt }) => recordedAt));
    for (const asOf of recorded) yield { case: id, asOf };
    const late = metadata.filter(({ occurredAt, recordedAt }) => occurredAt < recordedAt).map((it) => it.occurredAt);
    const occurred = spread(metadata.map(({ occurredAt }) => occurredAt));
    const instants = new Set([...occurred, ...spread(late), ...spread(late).map((it) => later(it, -1))]);
    for (const asOfOccurred of [...instants].filter((it) => it <= now)) yield { case: id, asOfOccurred };
    const [asOf, asOfOccurred] = [recorded.at(-2) ?? recorded[0], occurred.at(-2) ?? occurred[0]];
    yield { case: id, asOf, asOfOccurred };
  }
  const instants = spread(ofCases.map(({ metadata }) => JSON.parse(metadata).recordedAt));
  for (const moment of [{}, { asOf: instants[1] }, { asOf: instants[3] }, { asOfOccurred: instants[2] }]) {
    yield { list: 'cases', query: { ...moment, limit: 200 } };
    yield { list: 'unanswered', query: { ...moment, limit: 200 }, only: 'ids' };
    yield { list: 'workload', query: moment };
    yield { list: 'breaches', query: { ...moment, limit: 200 } };
    yield { list: 'at-risk', query: { ...moment, limit: 200 } };
    const everything = { ...moment, from: '2000-01-01T00:00:00.000Z' };
    for (const groupBy of [[], ['policy', 'metric'], ['handler'], ['month']])
      yield { list: 'report', query: { ...everything, groupBy } };
  }
  for (const filter of filters()) yield { list: 'cases', query: { ...filter, limit: 200 }, only: 'ids' };
}

function filters() {
  const each = (name, values) => values.map((value) => ({ [name]: value }));
  return [
    ...each(
      'sort',
      ['receivedAt', '-severity', 'escalationLevel', '-updatedAt'].filter((sort) => SORTS.includes(sort)),
    ),
    ...each('status', [['received'], ['acknowledged'], ['answered'], ['resolved'], ['closed']]),
    ...each('severity', ['low', 'critical']),
    ...each('owes', ['acknowledgement', 'final-response', 'introduction', 'reply', 'follow-up', 'handler-follow-up']),
    ...each('escalationLevel', [1, 2, 3]),
    ...each('handler', ['ana', 'bo', 'amy']),
    ...each('q', ['lift', '"out of order"', 'josé', 'josé'.normalize('NFD')]),
    ...each(
      'complainant',
      [
        ['email', 'person3@example.org'],
        ['email', 'jo@example.org'],
        ['email', 'josé@example.org'],
        ['phone', '0'],
        ['phone', '5'],
        ['phone', '0901234'],
      ].map(([kind, value]) => ({ kind, value })),
    ),
  ];
}
const SORTS = answering().sorts;

const later = (instant, ms) => new Date(Date.parse(instant) + ms).toISOString();

/** A few of the instants, each once, from the first to the last. */
function spread(instants) {
  const distinct = [...new Set(instants)].sort();
  if (distinct.length <= MOMENTS) return distinct;
  const at = (i) => distinct[Math.round((i * (distinct.length - 1)) / (MOMENTS - 1))];
  return Array.from({ length: MOMENTS }, (_, i) => at(i));
}
