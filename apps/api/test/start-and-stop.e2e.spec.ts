import { existsSync, statSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { SqliteEventStore } from '@redress/event-store-sqlite';
import { Service, temporaryDirectory } from './service';

const SECRET = 'a-secret-of-the-desk';
const env = { REDRESS_API_KEYS: `desk:admin:${SECRET}`, REDRESS_RATE_LIMIT: 'off' };

describe('starting and stopping the service', () => {
  let directory: ReturnType<typeof temporaryDirectory>;
  let service: Service | undefined;

  beforeEach(() => {
    directory = temporaryDirectory();
  });

  afterEach(async () => {
    await service?.stop('SIGKILL');
    directory.remove();
  });

  it('makes no key when it cannot listen: the next start shows it, so that nobody is locked out', async () => {
    const occupant = createServer();
    await new Promise<void>((resolve) => occupant.listen(0, '127.0.0.1', resolve));
    const { port } = occupant.address() as AddressInfo;
    const failing = Service.spawn({ dataDir: directory.path, env: { PORT: `${port}` } });
    const { code, stderr } = await failing.exited;
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^Port \d+ on 127\.0\.0\.1 is taken.*\n$/)]);
    occupant.close();
    service = await Service.start({ dataDir: directory.path });
    const headers = { authorization: `Bearer ${service.firstKey()}` };
    expect((await fetch(`${await service.baseUrl()}/v1/cases`, { headers })).status).toBe(200);
  });

  it('answers from the first moment that it lives, and that it starts', async () => {
    const port = await freePort();
    service = Service.spawn({ dataDir: directory.path, env: { ...env, PORT: `${port}` } });
    const seen = new Set<string>();
    const ready = async (): Promise<string | undefined> => {
      const response = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined);
      return response === undefined ? undefined : ((await response.json()) as { status: string }).status;
    };
    for (let status: string | undefined; status !== 'ready';) {
      status = await ready();
      if (status !== undefined) seen.add(status);
    }
    expect([...seen].at(0)).toBe('starting');
  });

  it('makes files that only its own user can read', async () => {
    service = await Service.start({ dataDir: directory.path });
    for (const file of ['log.db', 'read-models.db', 'secret', 'first-key.json'])
      expect([file, statSync(join(directory.path, file)).mode & 0o777]).toEqual([file, 0o600]);
  });

  const itWithProc = existsSync('/proc/self') ? it : it.skip;
  itWithProc('says at once, in one line, that its data directory cannot be made', async () => {
    service = Service.spawn({ dataDir: '/proc/redress/data', env });
    const { code, stderr } = await service.exited;
    expect([code, stderr]).toEqual([
      1,
      'The data directory /proc/redress/data cannot be written to (ENOENT): make it writable for this user, or set REDRESS_DATA_DIR to one that is\n',
    ]);
  });

  it('makes one key and one secret when it is started twice at once', async () => {
    const twice = await Promise.all([1, 2].map(() => Service.start({ dataDir: directory.path })));
    expect(twice.filter((each) => each.output().includes('REDRESS_KEY='))).toHaveLength(1);
    const exits = await Promise.all(twice.map((each) => each.stop()));
    expect(exits.map(({ code }) => code)).toEqual([0, 0]);
  });

  it('waits while another process holds the log, says so in one line, and goes on', async () => {
    const lock = await lockedLog();
    service = Service.spawn({ dataDir: directory.path, env });
    const { exited } = service;
    const line = async (): Promise<string> => {
      while (service?.output() === '') await sleep(20);
      return service?.output() ?? '';
    };
    // The process that ends instead shows why.
    expect(await Promise.race([line(), exited.then(({ stderr }) => stderr)])).toMatch(
      /Another process holds the lock.*Redress waits for the event store.*\n$/,
    );
    lock.close();
    await service.baseUrl();
  });

  it('stops when it is told so while it starts', async () => {
    service = Service.spawn({ dataDir: directory.path, env });
    await started(service);
    const { code } = await service.stop('SIGTERM');
    expect(code).toBe(0);
  });

  it('shows the document under its own name, and answers what is no request by a problem', async () => {
    service = await Service.start({ dataDir: directory.path, env });
    const url = await service.baseUrl();
    expect(await (await fetch(`${url}/docs`)).text()).toContain('<title>Redress</title>');
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write('HELLO\r\n\r\n');
    expect(await text(socket)).toContain('"code":"not-http"');
  });

  it('is not kept from stopping by connections that are kept alive', async () => {
    service = await Service.start({ dataDir: directory.path, env });
    const agent = new Agent({ keepAlive: true });
    const url = `${await service.baseUrl()}/health/live`;
    let asking = true;
    const asked = (async () => {
      while (asking) await ask(url, agent).catch(() => (asking = false));
    })();
    await sleep(100);
    const { code, ms } = await stopped(service);
    await asked;
    agent.destroy();
    expect(code).toBe(0);
    expect(ms).toBeLessThan(4_000);
  });

  it('is not kept from stopping by a caller who never finishes a request', async () => {
    service = await Service.start({ dataDir: directory.path, env });
    const { port } = new URL(await service.baseUrl());
    const stuck = connect(Number(port), '127.0.0.1').on('error', () => undefined);
    const lines = ['POST /v1/cases HTTP/1.1', 'Host: here', `Authorization: Bearer ${SECRET}`];
    stuck.write([...lines, 'Content-Type: application/json', 'Content-Length: 100', '', '{"channel":'].join('\r\n'));
    await sleep(100);
    const { code, ms } = await stopped(service);
    stuck.destroy();
    expect(code).toBe(0);
    expect(ms).toBeLessThan(9_000);
  }, 30_000);

  /** A log whose lock is held, as by a process that hangs in the middle of an append. */
  async function lockedLog(): Promise<DatabaseSync> {
    const file = join(directory.path, 'log.db');
    await (await SqliteEventStore.open({ file })).close();
    const lock = new DatabaseSync(file);
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    return lock;
  }
});

/** One that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The process has come so far that it hears of signals: it has made its secret, the first thing that it does. */
async function started(service: Service): Promise<void> {
  const directory = service.dataDir;
  for (const end = Date.now() + 30_000; Date.now() < end;) {
    if (statSync(join(directory, 'secret'), { throwIfNoEntry: false }) !== undefined) return;
    await sleep(1);
  }
}

async function stopped(service: Service): Promise<{ readonly code: number | null; readonly ms: number }> {
  const start = performance.now();
  const { code } = await service.stop('SIGTERM');
  return { code, ms: performance.now() - start };
}

function ask(url: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    request(url, { agent }, (response) => response.resume().on('end', resolve))
      .on('error', reject)
      .end();
  });
}
