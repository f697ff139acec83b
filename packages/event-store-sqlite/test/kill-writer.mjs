// Appends sealed events from 32 writers until it is killed. Each acknowledged event is a line of the second file:
// stream, revision and id. Arguments: log file, file of acknowledgements.
import { openSync, writeSync } from 'node:fs';
import { EMPTY_CHAIN, seal, verifyStream } from '@redress/event-store';
import { SqliteEventStore } from '@redress/event-store-sqlite';

const [file, acknowledgements] = process.argv.slice(2);
const store = await SqliteEventStore.open({ file });
const out = openSync(acknowledgements, 'a');

const draft = (n) => ({
  type: 'NoteAdded',
  schemaVersion: 1,
  data: { n, personal: { text: 'x'.repeat((n * 37) % 900) } },
  metadata: {
    actor: { id: 'ann', kind: 'person', role: 'agent' },
    occurredAt: '2026-03-02T09:00:00.000Z',
    occurredAtPrecision: 'instant',
    recordedAt: '2026-03-02T09:00:00.000Z',
    correlationId: 'kill',
    commandId: 'kill',
  },
});

async function write(stream) {
  const stored = await store.readStream(stream);
  let end = stored.length === 0 ? EMPTY_CHAIN : verifyStream(stored);
  for (let n = 0; ; n++) {
    const events = seal(
      stream,
      end,
      Array.from({ length: 1 + (n % 3) }, (_, i) => draft(n + i)),
    );
    await store.append(stream, end.revision === -1 ? 'noStream' : end.revision, events);
    // Written at once, and kept by the system when this process is gone.
    writeSync(out, events.map(({ revision, id }) => `${stream} ${revision} ${id}\n`).join(''));
    end = events.at(-1);
  }
}

for (let i = 0; i < 32; i++) void write(`case-${i}`);
process.send('writing');
