import { createHash } from 'node:crypto';
import { chmodSync, chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { SqliteEventStore } from '@redress/event-store-sqlite';
import { verifyStream } from '@redress/event-store';
import { Service, temporaryDirectory } from './service';

const NOBODY = 65_534;
const SECRET = 'a-secret-of-the-desk';
const keys = { REDRESS_API_KEYS: `desk:admin:${SECRET}`, REDRESS_RATE_LIMIT: 'off' };
const complaint = {
  channel: 'email',
  text: 'The lift has been out of order for a week.',
  complainant: { name: 'Cleo Martin', email: 'cleo@example.org' },
};

interface Answer {
  readonly status: number;
  readonly body: { readonly id: string; readonly code?: string };
  readonly text: string;
  readonly position: string;
}

async function send(url: string, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  const position = response.headers.get('redress-position') ?? '';
  return { status: response.status, text, body: JSON.parse(text) as Answer['body'], position };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A receipt is whole or not there: with it comes what the default policy promises. */
const receiptEvents = ['ComplaintReceived', 'ClockStarted', 'ClockStarted', 'ClockStarted'];

describe('the service and what may befall it', () => {
  let directory: ReturnType<typeof temporaryDirectory>;
  let running: Service[];

  beforeEach(() => {
    directory = temporaryDirectory();
    running = [];
  });

  afterEach(async () => {
    await Promise.all(running.map((service) => service.stop('SIGKILL')));
    directory.remove();
  });

  async function start(options: Partial<Parameters<typeof Service.spawn>[0]> = {}): Promise<string> {
    const service = await Service.start({ dataDir: directory.path, env: keys, ...options });
    running.push(service);
    return service.baseUrl();
  }

  async function failedStart(env: Record<string, string>): Promise<{ code: number | null; line: string }> {
    const { code, stderr } = await Service.spawn({ dataDir: directory.path, env: { ...keys, ...env } }).exited;
    expect(stderr.trim().split('\n')).toHaveLength(1);
    return { code, line: stderr };
  }

  it('says in one line that the port is taken', async () => {
    const occupant = createServer();
    await new Promise<void>((resolve) => occupant.listen(0, '127.0.0.1', resolve));
    const { port } = occupant.address() as AddressInfo;
    const { code, line } = await failedStart({ PORT: `${port}` });
    occupant.close();
    expect(code).toBe(1);
    expect(line).toMatch(new RegExp(`${port}.*taken.*PORT`));
  });

  it.each([
    ['PORT', 'http', /PORT is http/],
    ['REDRESS_RATE_LIMIT', 'fast', /REDRESS_RATE_LIMIT/],
    ['REDRESS_TIME_ZONE', 'Mars/Olympus', /REDRESS_TIME_ZONE/],
    ['REDRESS_API_KEYS', 'desk:boss:0123456789abcdef', /desk.*role/],
    ['REDRESS_API_KEYS', 'desk:admin:short', /desk.*16/],
    ['REDRESS_SECRET', 'short', /REDRESS_SECRET/],
    ['EVENT_STORE_URL', 'mongodb://127.0.0.1', /EVENT_STORE_URL/],
    ['EVENT_STORE_URL', 'esdb://127.0.0.1:2113', /REDRESS_SECRET/],
  ])('says in one line what is wrong with %s=%s', async (name, value, expected) => {
    const { code, line } = await failedStart({ [name]: value });
    expect(code).toBe(1);
    expect(line).toMatch(expected);
    expect(line).not.toContain('0123456789abcdef');
  });

  it('says in one line that the data directory cannot be written to', async () => {
    const file = join(directory.path, 'a-file');
    writeFileSync(file, '');
    const { code, line } = await failedStart({ REDRESS_DATA_DIR: join(file, 'data') });
    expect(code).toBe(1);
    expect(line).toMatch(/data directory .* cannot be written/);
  });

  it('refuses a log that is not a database, and leaves it as it is', async () => {
    const text = 'This is a letter and not a database. '.repeat(100);
    writeFileSync(join(directory.path, 'log.db'), text);
    const { code, line } = await failedStart({});
    expect(code).toBe(1);
    expect(line).toMatch(/not a database/i);
    expect(readFileSync(join(directory.path, 'log.db'), 'utf8')).toBe(text);
  });

  it('refuses a log of a newer version', async () => {
    await (await SqliteEventStore.open({ file: join(directory.path, 'log.db') })).close();
    const log = new DatabaseSync(join(directory.path, 'log.db'));
    log.exec('PRAGMA user_version = 99');
    log.close();
    const { code, line } = await failedStart({});
    expect(code).toBe(1);
    expect(line).toMatch(/newer/);
  });

  it('refuses a log that was begun with another secret', async () => {
    await start();
    await running[0]?.stop();
    const { code, line } = await failedStart({ REDRESS_SECRET: 'another secret that is long enough to be one' });
    expect(code).toBe(1);
    expect(line).toMatch(/another REDRESS_SECRET/);
  });

  it('prints the first key once and keeps only its hash', async () => {
    const first = await Service.start({ dataDir: directory.path });
    const key = first.firstKey();
    await first.stop();
    const kept = readFileSync(join(directory.path, 'first-key.json'), 'utf8');
    expect(kept).not.toContain(key);
    expect(kept).toContain(createHash('sha256').update(key).digest('hex'));
    const second = await Service.start({ dataDir: directory.path });
    const response = await fetch(`${await second.baseUrl()}/v1/cases`, { headers: { authorization: `Bearer ${key}` } });
    await second.stop();
    expect(response.status).toBe(200);
    expect(second.output()).not.toContain('REDRESS_KEY=');
  });

  it('makes one case of 50 equal receipts, also after a kill and a restart', async () => {
    const key = { 'idempotency-key': 'fifty' };
    const url = await start();
    const answers = await Promise.all(Array.from({ length: 50 }, () => send(url, '/v1/cases', complaint, key)));
    expect(new Set(answers.map((answer) => `${answer.status} ${answer.text}`)).size).toBe(1);
    await running[0]?.stop('SIGKILL');
    const again = await start();
    const later = await send(again, '/v1/cases', complaint, key);
    expect(`${later.status} ${later.text}`).toBe(`${answers[0]?.status} ${answers[0]?.text}`);
    const other = await send(again, '/v1/cases', { ...complaint, text: 'Something else.' }, key);
    expect([other.status, other.body.code]).toEqual([422, 'idempotency-key-reused']);
    const read = { authorization: `Bearer ${SECRET}`, 'redress-min-position': later.position };
    const list = await fetch(`${again}/v1/cases`, { headers: read });
    expect(((await list.json()) as { data: unknown[] }).data).toHaveLength(1);
  });

  it('loses nothing it acknowledged when it is killed under load', async () => {
    const url = await start();
    const acknowledged: string[] = [];
    const load = Promise.withResolvers<void>();
    const callers = Array.from({ length: 16 }, async () => {
      for (;;) {
        const answer = await send(url, '/v1/cases', complaint).catch(() => null);
        if (answer === null) return;
        if (answer.status === 201) acknowledged.push(answer.body.id);
        if (acknowledged.length > 100) load.resolve();
      }
    });
    await load.promise;
    await running[0]?.stop('SIGKILL');
    await Promise.all(callers);
    expect(acknowledged.length).toBeGreaterThan(16);
    const store = await SqliteEventStore.open({ file: join(directory.path, 'log.db') });
    for (const id of acknowledged) {
      const events = await store.readStream(`case-${id}`);
      expect(events.map(({ type }) => type)).toEqual(receiptEvents);
      verifyStream(events);
    }
    await store.close();
  });

  it('answers or refuses everything it accepted when it is told to stop', async () => {
    const url = await start();
    const answers = Array.from({ length: 200 }, () => send(url, '/v1/cases', complaint).catch(() => null));
    await new Promise((resolve) => setTimeout(resolve, 50));
    const { code } = (await running[0]?.stop('SIGTERM')) ?? {};
    const settled = await Promise.all(answers);
    expect(code).toBe(0);
    const taken = settled.filter((answer) => answer?.status === 201);
    const store = await SqliteEventStore.open({ file: join(directory.path, 'log.db') });
    for (const answer of taken) {
      const events = await store.readStream(`case-${answer?.body.id}`);
      expect(events.map(({ type }) => type)).toEqual(receiptEvents);
    }
    await store.close();
  });

  it('refuses with 503 when the disk is full, loses nothing, and recovers once there is space', async () => {
    const tooSmall = join(directory.path, 'limited');
    mkdirSync(tooSmall);
    const url = await start({ dataDir: tooSmall, fileSizeLimitKiB: 600 });
    const acknowledged: string[] = [];
    const refused: Answer[] = [];
    for (let i = 0; i < 300 && refused.length < 3; i++) {
      const answer = await send(url, '/v1/cases', { ...complaint, text: 'A long story. '.repeat(1000) });
      if (answer.status === 201) acknowledged.push(answer.body.id);
      else refused.push(answer);
    }
    expect(acknowledged.length).toBeGreaterThan(5);
    expect(refused.map((answer) => answer.status)).toEqual([503, 503, 503]);
    while ((await fetch(`${url}/health/ready`)).status !== 503) await sleep(50);
    const read = await fetch(`${url}/v1/cases/${acknowledged[0]}`, { headers: { authorization: `Bearer ${SECRET}` } });
    expect(read.status).toBe(200);
    await running[0]?.stop();
    const roomy = await start({ dataDir: tooSmall });
    for (const id of acknowledged) {
      const response = await fetch(`${roomy}/v1/cases/${id}`, { headers: { authorization: `Bearer ${SECRET}` } });
      expect(response.status).toBe(200);
    }
    expect((await send(roomy, '/v1/cases', complaint)).status).toBe(201);
  }, 60_000);

  it('says that a log whose lock is held is not ready, once, and goes on by itself', async () => {
    const url = await start();
    const readiness = async () => (await (await fetch(`${url}/health/ready`)).json()) as { status: string };
    const other = new DatabaseSync(join(directory.path, 'log.db'));
    other.exec('BEGIN IMMEDIATE');
    const refused = await send(url, '/v1/cases', complaint);
    expect(refused.status).toBe(503);
    while ((await readiness()).status !== 'store-unwritable') await sleep(50);
    const read = await fetch(`${url}/v1/cases`, { headers: { authorization: `Bearer ${SECRET}` } });
    expect(read.status).toBe(200);
    other.exec('ROLLBACK');
    other.close();
    while ((await readiness()).status !== 'ready') await sleep(50);
    expect((await send(url, '/v1/cases', complaint)).status).toBe(201);
    const lines = running[0]?.output().split('\n') ?? [];
    expect(lines.filter((line) => line.includes('Nothing can be recorded'))).toEqual([
      expect.stringMatching(/"code":"store-unwritable","reason":"Another process holds the lock of /),
    ]);
  }, 60_000);

  it('waits for a log whose lock is held when it starts', async () => {
    await start();
    await running.pop()?.stop();
    const other = new DatabaseSync(join(directory.path, 'log.db'));
    other.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    const service = Service.spawn({ dataDir: directory.path, env: keys });
    running.push(service);
    while (!service.output().includes('waits for the event store')) await sleep(50);
    expect(service.output()).toMatch(/"reason":"Another process holds the lock of /);
    other.close();
    expect((await send(await service.baseUrl(), '/v1/cases', complaint)).status).toBe(201);
  }, 60_000);

  // Root may write whatever it likes, so root starts the service as somebody else, who must be able to read it.
  const isRoot = process.getuid?.() === 0;
  (!isRoot || Service.isFor(NOBODY) ? it : it.skip)(
    'waits for a log that may only be read, says so, and goes on when it may be written',
    async () => {
      const user = isRoot ? { uid: NOBODY } : {};
      if (isRoot) chownSync(directory.path, NOBODY, -1);
      const log = join(directory.path, 'log.db');
      await start(user);
      await running.pop()?.stop();
      chmodSync(log, 0o400);
      const port = await freePort();
      const service = Service.spawn({ dataDir: directory.path, env: { ...keys, PORT: `${port}` }, ...user });
      running.push(service);
      const url = `http://127.0.0.1:${port}`;
      for (let i = 0; i < 600 && !service.output().includes('waits for the event store'); i++) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      expect(service.output()).toMatch(
        /"code":"store-read-only","reason":"[^"]*log\.db cannot be written: give this user/,
      );
      const ready = await fetch(`${url}/health/ready`);
      expect([ready.status, await ready.json()]).toMatchObject([503, { status: 'store-read-only' }]);
      const refused = await send(url, '/v1/cases', complaint);
      expect([refused.status, refused.body.code]).toEqual([503, 'store-read-only']);
      chmodSync(log, 0o600);
      await service.baseUrl();
      expect(service.output().match(/waits for the event store/g)).toHaveLength(1);
      expect((await send(url, '/v1/cases', complaint)).status).toBe(201);
    },
    60_000,
  );

  it('is live at once, ready when the read models have caught up, and shows its figures', async () => {
    const url = await start();
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    const ready = await fetch(`${url}/health/ready`);
    expect([200, 503]).toContain(ready.status);
    for (let i = 0; i < 100 && (await fetch(`${url}/health/ready`)).status !== 200; i++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    await send(url, '/v1/cases', complaint);
    expect((await fetch(`${url}/metrics`)).status).toBe(401);
    const scraped = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${SECRET}` } });
    const metrics = await scraped.text();
    expect(metrics).toMatch(
      /redress_http_request_duration_seconds_count\{method="POST",route="\/v1\/cases",status="201"\} 1/,
    );
    expect(metrics).toContain('redress_read_model_lag_events');
    expect((await fetch(`${url}/docs`)).status).toBe(200);
    const document = (await (await fetch(`${url}/openapi.json`)).json()) as { openapi: string };
    expect(document.openapi).toMatch(/^3\.1/);
  });

  it('logs no personal data', async () => {
    const url = await start();
    await send(url, '/v1/cases', complaint);
    await send(url, '/v1/cases', { ...complaint, complainant: { name: 'Cleo Martin', nonsense: 'private matter' } });
    await running[0]?.stop();
    const output = running[0]?.output() ?? '';
    expect(output).toContain('"route":"/v1/cases"');
    for (const personal of ['Cleo', 'cleo@example.org', 'lift', 'private matter', SECRET])
      expect(output).not.toContain(personal);
  });
});
