import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ManualClock } from '@redress/application/testing';
import { InMemoryEventStore, type NewEvent } from '@redress/event-store';
import { type KeyName } from './harness/keys';
import { RedressApp } from './harness/redress-app';

/** See `golden-logs/README.md`. */
const GOLDEN_LOGS = resolve(__dirname, '../../../golden-logs');

interface Given {
  readonly key: KeyName;
  readonly path: string;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
  readonly status: number;
  /** Without clocks and what is possible: these depend on when it is asked. */
  readonly answer: Readonly<Record<string, unknown>>;
}

interface Header {
  readonly now: string;
  readonly secret: string;
  readonly requests: readonly Given[];
}

type Stored = NewEvent & { readonly stream: string; readonly revision: number };

function read(version: string): { readonly header: Header; readonly events: readonly Stored[] } {
  const text = gunzipSync(readFileSync(join(GOLDEN_LOGS, version, 'requests.jsonl.gz'))).toString('utf8');
  const [header, ...rest] = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
  return { header: header as Header, events: rest.filter((line): line is Stored => 'revision' in (line as object)) };
}

const versions = readdirSync(GOLDEN_LOGS).filter((name) => name !== 'README.md');

describe.each(versions)('a service on the log that version %s left', (version) => {
  const { header, events } = read(version);
  let app: RedressApp;

  beforeAll(async () => {
    const store = new InMemoryEventStore();
    for (const { stream, revision, ...event } of events) {
      await store.append(stream, revision === 0 ? 'noStream' : revision - 1, [event]);
    }
    const secret = Buffer.from(header.secret, 'utf8');
    app = await RedressApp.start({ store, secret, clock: new ManualClock(header.now) }, 'default');
  });

  afterAll(() => app.stop());

  it('answers a retry of every request as the first time, and records nothing', async () => {
    const head = await app.store.head();
    for (const { key, path, body, headers, status, answer } of header.requests) {
      const again = await app.post(path, body, { key, headers });
      expect({ path, status: again.status }).toEqual({ path, status });
      expect(again.body).toMatchObject(answer);
    }
    expect(header.requests.length).toBeGreaterThan(15);
    expect(await app.store.head()).toBe(head);
  });

  it('takes other words under one of these keys for another request', async () => {
    const [first] = header.requests as readonly [Given];
    const body = { ...(first.body as object), subject: 'Another' };
    const { status } = await app.post(first.path, body, { key: first.key, headers: first.headers });
    expect(status).toBe(422);
  });
});
