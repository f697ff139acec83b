import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { EMPTY_CHAIN, type EventDraft, seal } from '@redress/event-store';
import { SqliteEventStore } from '@redress/event-store-sqlite';
import { Service, temporaryDirectory } from './service';

const SECRET = 'a-secret-of-the-desk';
const env = { REDRESS_API_KEYS: `desk:admin:${SECRET}`, REDRESS_RATE_LIMIT: 'off' };
const CASES = 4_000;
const EVENTS_PER_CASE = 10;

interface Build {
  readonly id: number;
  readonly role: string;
  readonly position: string;
}

describe('a rebuild of the case list over a long log', () => {
  let directory: ReturnType<typeof temporaryDirectory>;
  let service: Service;
  let end: string;

  beforeAll(async () => {
    directory = temporaryDirectory();
    end = await writeLog(join(directory.path, 'log.db'));
    service = await Service.start({ dataDir: directory.path, env });
    await until(async () => (await ask('/health/ready')).status === 200, 60_000);
  }, 120_000);
  afterAll(async () => {
    await service.stop('SIGKILL');
    directory.remove();
  });

  async function ask(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { authorization: `Bearer ${SECRET}` };
    return fetch(`${await service.baseUrl()}${path}`, { ...init, headers });
  }

  /** Reads the file as another process does: what it says would be there after a power cut. */
  function builds(): readonly Build[] {
    const database = new DatabaseSync(join(directory.path, 'read-models.db'), { readOnly: true });
    try {
      const sql = "SELECT id, role, position FROM builds WHERE role <> 'retired' ORDER BY id";
      return database.prepare(sql).all() as unknown as Build[];
    } finally {
      database.close();
    }
  }

  const building = (): Build | undefined => builds().find(({ role }) => role === 'building');
  const share = (position: string): number => Number(position) / Number(end);

  async function firstPage(): Promise<unknown> {
    return ((await (await ask('/v1/cases?limit=200')).json()) as { data: unknown }).data;
  }

  it('goes on from its checkpoint after the process was killed, again and again, while the list answers', async () => {
    const before = await firstPage();
    const [serving] = builds();
    expect((await ask('/v1/read-models/case-list/rebuild', { method: 'POST' })).status).toBe(202);
    let last: Build | undefined;
    for (const reached of [0.2, 0.4, 0.6]) {
      await until(async () => share(building()?.position ?? '') > reached);
      const { exited } = service;
      await service.stop('SIGKILL');
      await exited;
      const killed = building() as Build;
      // Not done yet, or the test shows nothing.
      expect([killed.id, share(killed.position) < 0.95]).toEqual([(serving as Build).id + 1, true]);
      expect(killed.position > (last?.position ?? '')).toBe(true);
      last = killed;
      service = await Service.start({ dataDir: directory.path, env });
      expect((building()?.position ?? end) >= killed.position).toBe(true);
      expect(await firstPage()).toEqual(before);
    }
    const seen: string[] = [(last as Build).position];
    await until(async () => {
      const now = building();
      if (now !== undefined) seen.push(now.position);
      return now === undefined;
    });
    expect(seen).toEqual([...seen].sort());
    await until(async () => (await ask('/health/ready')).status === 200);
    expect(builds()).toEqual([expect.objectContaining({ id: (last as Build).id, role: 'serving' })]);
    expect(await firstPage()).toEqual(before);
  }, 120_000);
});

async function until(condition: () => Promise<boolean>, limitMs = 30_000): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('It did not happen in time');
    await sleep(2);
  }
}

/** The position of its last event. */
async function writeLog(file: string): Promise<string> {
  const store = await SqliteEventStore.open({ file });
  for (let i = 0; i < CASES; i += 100) {
    await Promise.all(Array.from({ length: 100 }, (_, n) => writeCase(store, i + n)));
  }
  const head = await store.head();
  await store.close();
  return head;
}

function writeCase(store: SqliteEventStore, n: number): Promise<unknown> {
  const stream = `case-${randomUUID()}`;
  const recordedAt = new Date(Date.UTC(2026, 2, 2, 9, 0, n)).toISOString();
  const id = randomUUID();
  const metadata = {
    actor: { id: 'ana', kind: 'person' as const, role: 'agent' as const },
    occurredAt: recordedAt,
    occurredAtPrecision: 'instant' as const,
    recordedAt,
    correlationId: id,
    commandId: id,
  };
  const personal = { text: `The lift ${n} is out of order.`, complainant: { name: 'Cleo Martin' } };
  const received = { channel: 'email', personal };
  const drafts: EventDraft[] = [
    { type: 'ComplaintReceived', schemaVersion: 1, data: received, metadata },
    ...Array.from({ length: EVENTS_PER_CASE - 1 }, (_, i) => ({
      type: 'NoteAdded',
      schemaVersion: 1,
      data: { personal: { text: `Note ${i} of ${n}` } },
      metadata,
    })),
  ];
  return store.append(stream, 'noStream', seal(stream, EMPTY_CHAIN, drafts));
}
