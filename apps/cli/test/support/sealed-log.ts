import { randomUUID } from 'node:crypto';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { EMPTY_CHAIN, type EventDraft, seal } from '@redress/event-store';
import { SqliteEventStore } from '@redress/event-store-sqlite';
import { temporaryDirectory } from './temporary';

export const draft = (n: number): EventDraft => ({
  type: 'NoteAdded',
  schemaVersion: 1,
  data: { personal: { text: `The lift – note ${n}` } },
  metadata: {
    actor: { id: 'ana', kind: 'person', role: 'agent' },
    occurredAt: '2026-03-02T09:00:00.000Z',
    occurredAtPrecision: 'instant',
    recordedAt: `2026-03-02T09:00:${String(n % 60).padStart(2, '0')}.000Z`,
    correlationId: 'c',
    commandId: 'd',
  },
});

/**
 * A log of sealed streams `case-0`, `case-1`, ..., whose events stand in turn, behind one of what the service keeps for itself.
 * @returns its file
 */
export async function sealedLog(streams: number, eventsEach: number): Promise<string> {
  const file = join(temporaryDirectory(), 'log.db');
  const store = await SqliteEventStore.open({ file });
  const own = {
    id: randomUUID(),
    type: 'SecretFingerprinted',
    schemaVersion: 1,
    data: '{"x":1}',
    metadata: '{}',
    hash: null,
  };
  await store.append('settings-secret', 'noStream', [own]);
  const chains = Array.from({ length: streams }, (_, s) =>
    seal(
      `case-${s}`,
      EMPTY_CHAIN,
      Array.from({ length: eventsEach }, (_each, n) => draft(n)),
    ),
  );
  for (let n = 0; n < eventsEach; n++) {
    // At once, so that they are committed together; each stream takes its turn.
    await Promise.all(
      chains.map((chain, s) => store.append(`case-${s}`, n === 0 ? 'noStream' : n - 1, chain.slice(n, n + 1))),
    );
  }
  await store.close();
  return file;
}

/** A copy of a log, changed by who has dropped the triggers that refuse it. */
export function tampered(file: string, change: (db: DatabaseSync) => void): string {
  const copy = join(temporaryDirectory(), 'log.db');
  copyFileSync(file, copy);
  const db = new DatabaseSync(copy);
  const triggers = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all() as { name: string }[];
  for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
  change(db);
  db.close();
  return copy;
}
