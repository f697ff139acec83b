import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask, ClusterDesk, complaint, scraped, until } from './cluster-desk';

const certificate = (name: string): string =>
  join(__dirname, '../../../packages/event-store-eventstoredb/test/certificates', name);

describe('the service on an EventStoreDB', () => {
  let desk: ClusterDesk;

  beforeEach(async () => {
    desk = await ClusterDesk.open();
  });
  afterEach(() => desk.close());

  it('makes one case of 50 identical posts that are split over two replicas', async () => {
    const urls = await Promise.all([desk.replica('a'), desk.replica('b')]);
    const key = { 'idempotency-key': 'order-7' };
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => ask(`${urls[i % 2]}/v1/cases`, key, complaint)),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(desk.server.log.all.filter(({ type }) => type === 'ComplaintReceived')).toHaveLength(1);
  }, 60_000);

  it('answers a list of one replica up to what another has recorded', async () => {
    const [a, b] = await Promise.all([desk.replica('a'), desk.replica('b')]);
    for (let round = 0; round < 10; round++) {
      const { body, headers } = await ask(`${a}/v1/cases`, {}, { ...complaint, text: `Complaint ${round}` });
      const position = headers.get('redress-position') ?? '';
      const list = await ask(`${b}/v1/cases?limit=200`, { 'redress-min-position': position });
      expect(list.status).toBe(200);
      expect(list.body.data.map(({ id }) => id)).toContain(body.id);
    }
  }, 60_000);

  it('reads a case at every replica as soon as it is acknowledged', async () => {
    const [a, b] = await Promise.all([desk.replica('a'), desk.replica('b')]);
    const { body } = await ask(`${a}/v1/cases`, {}, complaint);
    expect((await ask(`${b}/v1/cases/${body.id}`)).status).toBe(200);
  }, 60_000);

  it('waits for a store that is down, says so, and goes on when it is there', async () => {
    await desk.server.stop();
    const service = desk.spawn('a', { PORT: '47613' });
    const url = 'http://127.0.0.1:47613';
    await until(() => service.output().includes('waits for the event store'));
    expect(service.output()).toContain(`127.0.0.1:${desk.server.port} cannot be reached`);
    expect((await ask(`${url}/health/live`)).status).toBe(200);
    expect((await ask(`${url}/health/ready`)).status).toBe(503);
    const refused = await ask(`${url}/v1/cases`, {}, complaint);
    expect(refused).toMatchObject({ status: 503, body: { code: 'store-unavailable' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    await desk.server.listen();
    await service.baseUrl();
    expect((await ask(`${url}/v1/cases`, {}, complaint)).status).toBe(201);
  }, 60_000);

  it('answers that it lives while the log is read for the first time, and refuses requests until that is done', async () => {
    const { promise, resolve: goOn } = Promise.withResolvers<void>();
    let held = 0;
    desk.server.beforeRead = async (isOfWholeLog) => {
      if (!isOfWholeLog) return;
      held++;
      await promise;
    };
    const service = desk.spawn('a', { PORT: '47614' });
    const url = 'http://127.0.0.1:47614';
    await until(() => held > 0);
    expect((await ask(`${url}/health/live`)).status).toBe(200);
    expect(await ask(`${url}/health/ready`)).toMatchObject({ status: 503, body: { status: 'starting' } });
    const refused = await ask(`${url}/v1/cases`, {}, complaint);
    expect(refused).toMatchObject({ status: 503, body: { code: 'starting' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    goOn();
    await service.baseUrl();
    expect((await ask(`${url}/v1/cases`, {}, complaint)).status).toBe(201);
  }, 60_000);

  it('answers 503 with Retry-After while a store is down later, is not ready, and goes on afterwards', async () => {
    const service = desk.spawn('a');
    const url = await service.baseUrl();
    const readiness = async (): Promise<string | undefined> => (await ask(`${url}/health/ready`)).body.status;
    await until(async () => (await readiness()) === 'ready');
    expect((await ask(`${url}/v1/cases`, {}, complaint)).status).toBe(201);
    await desk.server.stop();
    const key = { 'idempotency-key': randomUUID() };
    const refused = await ask(`${url}/v1/cases`, key, complaint);
    expect(refused.status).toBe(503);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    await until(async () => (await readiness()) === 'store-unreachable');
    expect((await ask(`${url}/health/ready`)).status).toBe(503);
    // Made at most once a second.
    await until(async () => (await scraped(url)).includes('redress_store_reachable 0'));
    await desk.server.listen();
    expect((await ask(`${url}/v1/cases`, key, complaint)).status).toBe(201);
    await until(async () => (await readiness()) === 'ready');
    await until(async () => (await scraped(url)).includes('redress_store_reachable 1'));
    // Told once, however often it was asked.
    expect(service.output().match(/The event store cannot be reached/g)).toHaveLength(1);
    expect(service.output().match(/The event store can be reached again/g)).toHaveLength(1);
  }, 90_000);

  it.each<[string, Record<string, string>, RegExp]>([
    ['no secret', { REDRESS_SECRET: '' }, /REDRESS_SECRET is not given/],
    ['a wrong host', { EVENT_STORE_URL: 'esdb://op:pass-0123@:2113' }, /names no host/],
    ['an option that is not known', { EVENT_STORE_URL: 'esdb://op:pass-0123@here:2113?tsl=false' }, /not known: tsl/],
    ['a CA file that is not there', { EVENT_STORE_URL: 'esdb://op:pass-0123@here?tlsCAFile=/none.crt' }, /none\.crt/],
  ])(
    'ends at the start with one line about %s, which shows no password',
    async (_, env, line) => {
      const { code, stdout, stderr } = await desk.spawn('a', env).exited;
      expect(code).toBe(1);
      expect(stderr).toMatch(line);
      expect(stderr.trim().split('\n')).toHaveLength(1);
      expect(stdout + stderr).not.toContain('pass-0123');
    },
    30_000,
  );

  it('waits for a host that nobody knows, in one line a minute', async () => {
    const service = desk.spawn('a', { EVENT_STORE_URL: 'esdb://no-such-host.invalid:2113?tls=false' });
    await until(() => service.output().includes('waits for the event store'));
    expect(service.output()).toContain(
      'no-such-host.invalid:2113 cannot be reached: is it running, is the address right?',
    );
    // Long enough for another try.
    await new Promise((resolve) => setTimeout(resolve, 8_000));
    expect(service.output().trim().split('\n')).toHaveLength(1);
    const { code } = await service.stop('SIGTERM');
    expect(code).toBe(0);
  }, 60_000);

  it('refuses a log that was begun with another secret', async () => {
    await desk.replica('a');
    const { code, stderr } = await desk.spawn('b', { REDRESS_SECRET: 'another one, just as long as that' }).exited;
    expect(code).toBe(1);
    expect(stderr).toContain('another REDRESS_SECRET');
  }, 60_000);
});

describe('the service on an EventStoreDB that wants TLS, a user and a password', () => {
  let desk: ClusterDesk;

  beforeAll(async () => {
    desk = await ClusterDesk.open({
      tls: { key: readFileSync(certificate('server.key')), cert: readFileSync(certificate('server.crt')) },
      credentials: { username: 'ops', password: 'pass-0123' },
    });
  });
  afterAll(() => desk.close());

  const url = (user: string, query: string): Record<string, string> => ({
    EVENT_STORE_URL: `esdb://${user}localhost:${desk.server.port}?${query}`,
  });

  it('serves with the right ones, and shows no password', async () => {
    const service = desk.spawn('right', url('ops:pass-0123@', `tlsCAFile=${certificate('ca.crt')}`));
    expect((await ask(`${await service.baseUrl()}/v1/cases`, {}, complaint)).status).toBe(201);
    expect(service.output()).not.toContain('pass-0123');
  }, 60_000);

  it.each([
    [
      'a wrong password',
      'ops:pass-9876@',
      `tlsCAFile=${certificate('ca.crt')}`,
      /does not accept the user and password/,
    ],
    ['no user', '', `tlsCAFile=${certificate('ca.crt')}`, /does not accept the user and password/],
    [
      'another authority',
      'ops:pass-9876@',
      `tlsCAFile=${certificate('other-ca.crt')}`,
      /tls or tlsCAFile .* do not fit/,
    ],
    ['no authority', 'ops:pass-9876@', 'tls=true', /tls or tlsCAFile .* do not fit/],
  ])(
    'ends at the start with one line about %s, which shows no password',
    async (_, user, query, line) => {
      const { code, stdout, stderr } = await desk.spawn('wrong', url(user, query)).exited;
      expect(code).toBe(1);
      expect(stderr).toMatch(line);
      expect(stderr.trim().split('\n')).toHaveLength(1);
      expect(stdout + stderr).not.toMatch(/pass-\d/);
    },
    30_000,
  );

  it('waits where TLS is missing, which looks like a server that is down, and shows no password', async () => {
    const service = desk.spawn('plain', url('ops:pass-9876@', 'tls=false'));
    await until(() => service.output().includes('waits for the event store'));
    expect(service.output()).toContain(`localhost:${desk.server.port}`);
    expect(service.output()).not.toMatch(/pass-\d/);
  }, 60_000);
});

describe('the service whose clock and that of the EventStoreDB are apart', () => {
  it('is not ready while they are, says by how much, and is ready once they agree', async () => {
    let ahead = 5_000;
    const desk = await ClusterDesk.open({ clockAheadMs: () => ahead });
    try {
      const service = desk.spawn('a');
      const url = await service.baseUrl();
      const readiness = (): ReturnType<typeof ask> => ask(`${url}/health/ready`);
      await until(async () => (await readiness()).body.status === 'clock-off');
      const { status, body } = await readiness();
      expect(status).toBe(503);
      expect(JSON.stringify(body)).toMatch(/5\.\d s behind the event store's/);
      expect(await scraped(url)).toMatch(/redress_clock_ahead_seconds -(5\.0|4\.9)/);
      ahead = 0;
      await until(async () => (await readiness()).status === 200);
      expect(service.output().match(/The clock of this machine is off/g)).toHaveLength(1);
    } finally {
      await desk.close();
    }
  }, 90_000);
});
