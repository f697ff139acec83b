import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { EventStoreDbTestServer } from '@redress/event-store-eventstoredb/testing';
import { Service, temporaryDirectory } from './service';

const SECRET = 'a-secret-of-the-desk';
const complaint = {
  channel: 'email',
  text: 'The lift has been out of order for a week.',
  complainant: { name: 'Cleo Martin', email: 'cleo@example.org' },
};

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: { readonly id: string; readonly code?: string; readonly data: readonly { readonly id: string }[] };
}

async function ask(url: string, headers: Record<string, string> = {}, body?: unknown): Promise<Answer> {
  const response = await fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Answer['body'] };
}

describe('the service on an EventStoreDB', () => {
  let directory: ReturnType<typeof temporaryDirectory>;
  let server: EventStoreDbTestServer;
  let running: Service[];

  beforeEach(async () => {
    directory = temporaryDirectory();
    running = [];
    server = await EventStoreDbTestServer.start();
  });

  afterEach(async () => {
    await Promise.all(running.map((service) => service.stop('SIGKILL')));
    await server.close();
    directory.remove();
  });

  function options(replica: string, env: Record<string, string> = {}): Parameters<typeof Service.spawn>[0] {
    return {
      dataDir: join(directory.path, replica),
      env: {
        EVENT_STORE_URL: server.url,
        REDRESS_SECRET: 'the same for every replica, always',
        REDRESS_API_KEYS: `desk:admin:${SECRET}`,
        REDRESS_RATE_LIMIT: 'off',
        ...env,
      },
    };
  }

  function spawn(replica: string, env?: Record<string, string>): Service {
    const service = Service.spawn(options(replica, env));
    running.push(service);
    return service;
  }

  async function replica(name: string): Promise<string> {
    return spawn(name).baseUrl();
  }

  it('makes one case of 50 identical posts that are split over two replicas', async () => {
    const urls = await Promise.all([replica('a'), replica('b')]);
    const key = { 'idempotency-key': 'order-7' };
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => ask(`${urls[i % 2]}/v1/cases`, key, complaint)),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(server.log.all.filter(({ type }) => type === 'ComplaintReceived')).toHaveLength(1);
  }, 60_000);

  it('answers a list of one replica up to what another has recorded', async () => {
    const [a, b] = await Promise.all([replica('a'), replica('b')]);
    for (let round = 0; round < 10; round++) {
      const { body, headers } = await ask(`${a}/v1/cases`, {}, { ...complaint, text: `Complaint ${round}` });
      const position = headers.get('redress-position') ?? '';
      const list = await ask(`${b}/v1/cases?limit=200`, { 'redress-min-position': position });
      expect(list.status).toBe(200);
      expect(list.body.data.map(({ id }) => id)).toContain(body.id);
    }
  }, 60_000);

  it('reads a case at every replica as soon as it is acknowledged', async () => {
    const [a, b] = await Promise.all([replica('a'), replica('b')]);
    const { body } = await ask(`${a}/v1/cases`, {}, complaint);
    expect((await ask(`${b}/v1/cases/${body.id}`)).status).toBe(200);
  }, 60_000);

  it('waits for a store that is down, says so, and goes on when it is there', async () => {
    await server.stop();
    const service = spawn('a', { PORT: '47613' });
    const url = 'http://127.0.0.1:47613';
    const deadline = Date.now() + 20_000;
    while (!service.output().includes('waits for the event store') && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(service.output()).toContain(`127.0.0.1:${server.port} cannot be reached`);
    expect((await ask(`${url}/health/live`)).status).toBe(200);
    expect((await ask(`${url}/health/ready`)).status).toBe(503);
    const refused = await ask(`${url}/v1/cases`, {}, complaint);
    expect(refused).toMatchObject({ status: 503, body: { code: 'store-unavailable' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    await server.listen();
    await service.baseUrl();
    expect((await ask(`${url}/v1/cases`, {}, complaint)).status).toBe(201);
  }, 60_000);

  it('answers 503 with Retry-After while a store is down later, and goes on afterwards', async () => {
    const url = await replica('a');
    expect((await ask(`${url}/v1/cases`, {}, complaint)).status).toBe(201);
    await server.stop();
    const refused = await ask(`${url}/v1/cases`, { 'idempotency-key': randomUUID() }, complaint);
    expect(refused.status).toBe(503);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    await server.listen();
    expect((await ask(`${url}/v1/cases`, {}, complaint)).status).toBe(201);
  }, 60_000);

  it.each<[string, Record<string, string>, RegExp]>([
    ['no secret', { REDRESS_SECRET: '' }, /REDRESS_SECRET is not given/],
    ['a wrong host', { EVENT_STORE_URL: 'esdb://op:pass-0123@:2113' }, /names no host/],
    ['an option that is not known', { EVENT_STORE_URL: 'esdb://op:pass-0123@here:2113?tsl=false' }, /not known: tsl/],
    ['a CA file that is not there', { EVENT_STORE_URL: 'esdb://op:pass-0123@here?tlsCAFile=/none.crt' }, /none\.crt/],
  ])(
    'ends at the start with one line about %s, which shows no password',
    async (_, env, line) => {
      const { code, stdout, stderr } = await spawn('a', env).exited;
      expect(code).toBe(1);
      expect(stderr).toMatch(line);
      expect(stderr.trim().split('\n')).toHaveLength(1);
      expect(stdout + stderr).not.toContain('pass-0123');
    },
    30_000,
  );

  it('refuses a log that was begun with another secret', async () => {
    await replica('a');
    const { code, stderr } = await spawn('b', { REDRESS_SECRET: 'another one, just as long as that' }).exited;
    expect(code).toBe(1);
    expect(stderr).toContain('another REDRESS_SECRET');
  }, 60_000);
});
