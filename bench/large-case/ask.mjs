// One question on the long case, in a process that has not read it yet. Arguments: directory, question.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { caseModule } from '@redress/application';
import { SqliteEventStore } from '@redress/event-store-sqlite';
import { megabytes, print } from '../scale/figures.mjs';

const CASE = '00000000-0000-4000-8000-000000000001';
const [dir, question] = process.argv.slice(2);
const store = await SqliteEventStore.open({ file: join(dir, 'log.db') });
const cases = caseModule({ store, mostEventsPerCase: 1_000_000 });
const actor = { id: 'agent', kind: 'person', role: 'supervisor', name: 'Agent' };
const note = () =>
  cases.service.handle({ caseId: CASE, command: { type: 'AddNote', text: 'More.' }, actor, commandId: randomUUID() });
const moment = async () => {
  const [event] = await store.readStream(`case-${CASE}`, { from: 2, limit: 1 });
  const [last] = await store.readStream(`case-${CASE}`, { direction: 'backwards', limit: 1 });
  const at = ({ metadata }) => Date.parse(JSON.parse(metadata).recordedAt);
  return { asOf: new Date((at(event) + at(last)) / 2).toISOString() };
};
const asOf = await moment();

const questions = {
  command: note,
  'next command': note,
  asOf: () => cases.reader.get(CASE, actor, asOf),
  page: () => cases.reader.events(CASE, actor, {}, { limit: 50 }),
};
if (question === 'next command') await note();
const stalls = monitorEventLoopDelay({ resolution: 1 });
stalls.enable();
// The histogram counts from its second sample on.
await new Promise((resolve) => setTimeout(resolve, 50));
const begun = performance.now();
await questions[question]();
const milliseconds = performance.now() - begun;
await new Promise((resolve) => setTimeout(resolve, 50));
print({ milliseconds, longestStall: stalls.max / 1e6, peakMegabytes: megabytes() });
