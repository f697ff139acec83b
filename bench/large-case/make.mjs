// A log with one long case in it, and a hundred short ones. The long one's events are sealed as the service seals them, but not decided
// one by one. Arguments: directory, events, kind (notes or messages).
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { caseModule, caseStream, ensureDefaultPolicy } from '@redress/application';
import { seal } from '@redress/event-store';
import { SqliteEventStore } from '@redress/event-store-sqlite';
import { print } from '../scale/figures.mjs';

const AT_ONCE = 500;
export const CASE = '00000000-0000-4000-8000-000000000001';

const [dir, count, kind] = process.argv.slice(2);
const store = await SqliteEventStore.open({ file: join(dir, 'log.db') });
const begun = Date.parse('2026-03-02T09:00:00Z');
const cases = caseModule({ store, clock: { now: () => begun } });
await ensureDefaultPolicy(cases);
const actor = { id: 'agent', kind: 'person', role: 'supervisor', name: 'Agent' };
const give = (caseId, command) => cases.service.handle({ caseId, command, actor, commandId: randomUUID() });
const receipt = { type: 'ReceiveComplaint', channel: 'email', text: 'It rattles.', complainant: { name: 'Ann' } };

await give(CASE, receipt);
await give(CASE, { type: 'AcknowledgeComplaint', handler: { id: 'agent', name: 'Agent' } });
let { end } = await cases.repository.load(CASE);
for (let made = 0; made < count; made += AT_ONCE) {
  const drafts = Array.from({ length: Math.min(AT_ONCE, count - made) }, (_, n) => draft(kind, made + n));
  const sealed = seal(caseStream(CASE), end, drafts);
  await store.append(caseStream(CASE), end.revision, sealed);
  const { revision, hash, recordedAt } = sealed.at(-1);
  end = { revision, hash, recordedAt };
}
for (let n = 0; n < 100; n++) await give(randomUUID(), receipt);
await store.close();
print({});

function draft(kind, n) {
  const at = new Date(begun + n).toISOString();
  const personal = { text: `The ${n}th thing that somebody had to say about it, as long as such things are.` };
  const type = kind === 'notes' ? 'NoteAdded' : 'MessageReceived';
  const id = randomUUID();
  const metadata = { actor, occurredAt: at, occurredAtPrecision: 'instant', recordedAt: at };
  return { type, schemaVersion: 1, data: { personal }, metadata: { ...metadata, commandId: id, correlationId: id } };
}
