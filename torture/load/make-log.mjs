// A log for the scenario `load`: one case of many events, one of large events, and many short ones to search in. Events are
// sealed as the service seals them, but not decided one by one. Arguments: directory, events of the long case.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { caseModule, caseStream, ensureDefaultPolicy } from '@redress/application';
import { seal } from '@redress/event-store';
import { SqliteEventStore } from '@redress/event-store-sqlite';
import { LARGE_CASE, LONG_CASE, SMALL_CASE } from './cases.mjs';

const SHORT_CASES = 3_000;
const LARGE_EVENTS = 40;
const LARGE_TEXT = 300_000;
const AT_ONCE = 500;
const MESSAGE_EVERY = 20;

const [dir, count] = process.argv.slice(2);
const store = await SqliteEventStore.open({ file: join(dir, 'log.db') });
// Every instant of the long case is past, and no promise is due yet: what falls due is not what is measured.
const begun = Date.now() - 60 * 60 * 1_000;
const cases = caseModule({ store, clock: { now: () => begun } });
await ensureDefaultPolicy(cases);
const actor = { id: 'agent', kind: 'person', role: 'supervisor', name: 'Agent' };
const give = (caseId, command) => cases.service.handle({ caseId, command, actor, commandId: randomUUID() });
const receive = (caseId, n) =>
  give(caseId, {
    type: 'ReceiveComplaint',
    channel: 'email',
    text: `The lift number ${n} rattles, stops and smells, and has done so since the day that it was mended.`,
    complainant: { name: `Ann ${n}` },
  });

for (const id of [SMALL_CASE, LONG_CASE, LARGE_CASE]) await receive(id, 0);
await events(LONG_CASE, Number(count), (n) => `The ${n}th thing that somebody had to say about it.`);
await events(LARGE_CASE, LARGE_EVENTS, () => 'x'.repeat(LARGE_TEXT));
for (let n = 0; n < SHORT_CASES; n += AT_ONCE) {
  await Promise.all(Array.from({ length: AT_ONCE }, (_, i) => receive(randomUUID(), n + i)));
}
await store.close();
process.stdout.write(`${JSON.stringify({ begun })}\n`);

async function events(id, number, textOf) {
  let { end } = await cases.repository.load(id);
  for (let made = 0; made < number; made += AT_ONCE) {
    const drafts = Array.from({ length: Math.min(AT_ONCE, number - made) }, (_, i) => draft(made + i, textOf));
    // An append of large events is an append for each.
    const slices = textOf(0).length > 10_000 ? drafts.map((one) => [one]) : [drafts];
    for (const slice of slices) {
      const sealed = seal(caseStream(id), end, slice);
      await store.append(caseStream(id), end.revision, sealed);
      const { revision, hash, recordedAt } = sealed.at(-1);
      end = { revision, hash, recordedAt };
    }
  }
}

function draft(n, textOf) {
  const at = new Date(begun + n).toISOString();
  const id = randomUUID();
  const metadata = { actor, occurredAt: at, occurredAtPrecision: 'instant', recordedAt: at };
  return {
    // Of the long case every twentieth event is a message that waits for an answer.
    type: n % MESSAGE_EVERY === 0 ? 'MessageReceived' : 'NoteAdded',
    schemaVersion: 1,
    data: { personal: { text: textOf(n) } },
    metadata: { ...metadata, commandId: id, correlationId: id },
  };
}
