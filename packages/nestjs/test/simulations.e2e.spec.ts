import { request } from 'node:http';
import { defaultCalendar, defaultPolicy } from '@redress/domain';
import { StoreUnavailableError } from '@redress/event-store';
import { acknowledgedCase, receivedCase } from './harness/cases';
import { secretOf } from './harness/keys';
import { type AnyBody, NOW, RedressApp, type Reply } from './harness/redress-app';
import { SwitchableStore } from './harness/switchable-store';

const HOUR_MS = 60 * 60 * 1000;
const PATH = '/v1/sla/simulations';

/** The default policy with other hours until the acknowledgement. */
function within(hours: number, name = 'other'): object {
  const [acknowledgement] = defaultPolicy.targets;
  return { ...defaultPolicy, name, targets: [{ ...acknowledgement, duration: { n: hours, unit: 'hours' } }] };
}

describe('a simulation over HTTP', () => {
  const store = new SwitchableStore();
  let app: RedressApp;
  let read: typeof store.readStream;

  beforeAll(async () => {
    app = await RedressApp.start({ store }, 'default');
    read = store.readStream.bind(store);
    await acknowledgedCase(app);
    const late = await receivedCase(app);
    app.clock.advance(3 * HOUR_MS);
    await late.post('acknowledgement', { handler: { id: 'ana', name: 'Ana Lind' } });
    await receivedCase(app, { confidential: true }, { key: 'supervisor' });
  });
  afterEach(() => {
    store.failure = null;
    store.readStream = read;
  });
  afterAll(() => app.stop());

  const ask = (body: object, key: 'agent' | 'supervisor' = 'agent'): Promise<Reply<AnyBody>> =>
    app.post(PATH, body, { key });
  const resultOf = (reply: Reply<AnyBody>): AnyBody => reply.body.at(-1).result;

  it('begins with its progress and ends with the result', async () => {
    const reply = await ask({ policies: [within(2)] });
    expect(reply.headers['content-type']).toBe('application/x-ndjson');
    expect(reply.body[0]).toEqual({ progress: { receipts: 0, cases: 0 } });
    expect(resultOf(reply)).toMatchObject({
      at: '2026-03-02T12:00:00.000Z',
      cases: 2,
      recorded: { promises: { kept: 2, broken: 0 } },
      simulated: { promises: { kept: 1, broken: 1 } },
      changed: {
        becameKept: 0,
        becameBroken: 1,
        first: [{ recorded: { outcome: 'kept' }, simulated: { outcome: 'broken', dueAt: '2026-03-02T11:00:00.000Z' } }],
      },
    });
  });

  it('is the result alone, as one document, where plain JSON is accepted', async () => {
    const body = { policies: [within(2)] };
    const reply = await app.post(PATH, body, { headers: { Accept: 'application/json' } });
    expect(reply.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(reply.body).toEqual(resultOf(await ask(body)));
  });

  it('is a problem with its own status there, whenever it breaks off', async () => {
    store.readStream = () => Promise.reject(new StoreUnavailableError('The disk is full'));
    const reply = await app.post(PATH, {}, { headers: { Accept: 'application/json' } });
    expect([reply.status, reply.body.code]).toEqual([503, 'store-unavailable']);
  });

  it('comes to what is on record under the promises that were made', async () => {
    for (const body of [{}, { policies: [{ name: 'default', version: 1 }] }, { calendars: { 'office-hours': 1 } }]) {
      const { recorded, simulated, changed } = resultOf(await ask(body, 'supervisor'));
      expect(simulated).toEqual(recorded);
      expect(changed).toMatchObject({ becameKept: 0, becameBroken: 0, otherwise: 0, first: [] });
    }
  });

  it('counts what the caller may see, of a period', async () => {
    expect(resultOf(await ask({})).cases).toBe(2);
    expect(resultOf(await ask({}, 'supervisor')).cases).toBe(3);
    const from = '2026-03-02T13:00:00+01:00';
    expect(resultOf(await ask({ from }, 'supervisor')).cases).toBe(1);
    expect(resultOf(await ask({ to: from }, 'supervisor')).cases).toBe(2);
  });

  it('counts by a calendar that the question brings along', async () => {
    const holidays = [{ date: '2026-03-02', name: 'Town fair' }];
    const calendars = { 'office-hours': { ...defaultCalendar(), holidays } };
    const { simulated } = resultOf(await ask({ policies: [within(2)], calendars }));
    expect(simulated.promises).toMatchObject({ kept: 2, broken: 0 });
  });

  it('writes nothing', async () => {
    const head = await store.head();
    await ask({ policies: [within(2)] });
    expect(await store.head()).toBe(head);
  });

  it.each<[object, string, string]>([
    [{ policies: 'default' }, '/policies', 'wrong-type'],
    [{ policies: [] }, '/policies', 'out-of-range'],
    [{ policies: ['default'] }, '/policies/0', 'wrong-type'],
    [{ policies: [null] }, '/policies/0', 'wrong-type'],
    [{ policies: [{ name: 'default', version: 7 }] }, '/policies/0', 'no-such-thing'],
    [{ policies: [{ name: 'default', version: '1' }] }, '/policies/0', 'no-such-thing'],
    [{ policies: Array(51).fill({ name: 'default', version: 1 }) }, '/policies', 'too-long'],
    [{ policies: [{ ...within(2), targets: [] }] }, '/policies/0/targets', 'no-targets'],
    [{ policies: [{ ...within(2), colour: 'red' }] }, '/policies/0/colour', 'unknown-field'],
    [{ policies: [{ ...within(0) }] }, '/policies/0/targets/0/duration/n', 'not-positive'],
    [{ policies: [{ ...within(2), name: 'Not A Name' }] }, '/policies/0/name', 'wrong-name'],
    [{ calendars: [] }, '/calendars', 'wrong-type'],
    [{ calendars: { 'office-hours': 9 } }, '/calendars/office-hours', 'no-such-thing'],
    [{ calendars: { 'office-hours': {} } }, '/calendars/office-hours/zone', 'required'],
    [
      { calendars: { 'office-hours': { ...defaultCalendar(), zone: 'Mars/Base' } } },
      '/calendars/office-hours/zone',
      'unknown-zone',
    ],
    [{ from: '2026-03-02' }, '/from', 'bad-format'],
    [{ from: NOW, to: NOW }, '/to', 'out-of-range'],
    [{ until: NOW }, '/until', 'unknown-field'],
  ])('is refused of %j', async (body, pointer, code) => {
    const reply = await ask(body);
    expect([reply.status, reply.body.code]).toEqual([422, 'invalid-request']);
    expect(reply.body.errors[0]).toEqual({ pointer, code, message: expect.any(String) });
  });

  it('says on the last line why it broke off', async () => {
    let reads = 0;
    store.readStream = (...args) => {
      if (++reads === 2) store.failure = new StoreUnavailableError('The disk is gone');
      return read(...args);
    };
    const reply = await ask({});
    expect(reply.status).toBe(200);
    expect(reply.body.at(-1).error).toMatchObject({ code: 'store-unavailable', status: 503 });
    store.failure = null;
    expect(resultOf(await ask({})).cases).toBe(2);
  });

  it('says no more than an id of what nobody foresaw', async () => {
    store.readStream = () => Promise.reject(new TypeError('a letter of somebody'));
    const { error } = (await ask({})).body.at(-1);
    expect(error).toMatchObject({ code: 'internal-error', instance: expect.stringMatching(/^urn:uuid:/) });
    expect(JSON.stringify(error)).not.toContain('letter');
  });

  it('lets commands go on in the meantime', async () => {
    const simulating = ask({});
    const here = await receivedCase(app);
    expect((await here.post('notes', { text: 'Meanwhile.' })).status).toBe(200);
    expect((await simulating).status).toBe(200);
  });

  it('ends when the caller leaves', async () => {
    const MANY = 30;
    for (let i = 0; i < MANY; i++) await receivedCase(app);
    let reads = 0;
    store.readStream = async (...args) => {
      reads += 1;
      await new Promise((next) => setTimeout(next, 20));
      return read(...args);
    };
    const headers = { Authorization: `Bearer ${secretOf('supervisor')}`, 'Content-Type': 'application/json' };
    const url = new URL(PATH, await app.nest.getUrl());
    const asking = request(url, { method: 'POST', headers }, (answer) => answer.once('data', () => asking.destroy()));
    asking.on('error', () => undefined).end('{}');
    await new Promise((closed) => asking.once('close', closed));
    await until(() => app.cases.simulations.running === 0);
    expect(reads).toBeLessThan(MANY / 2);
  });

  it('is broken off when the service stops, with a line that says so', async () => {
    const other = new SwitchableStore();
    const stopping = await RedressApp.start({ store: other });
    for (let i = 0; i < 30; i++) await receivedCase(stopping);
    const readStream = other.readStream.bind(other);
    other.readStream = (...args) => new Promise((next) => setTimeout(next, 20)).then(() => readStream(...args));
    const asking = stopping.post(PATH, {});
    await until(() => stopping.cases.simulations.running === 1);
    await Promise.all([
      stopping.stop(),
      asking.then(({ body }) => expect(body.at(-1).error.code).toBe('store-unavailable')),
    ]);
  });
});

async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 400 && !holds(); i++) await new Promise((next) => setTimeout(next, 5));
  expect(holds()).toBe(true);
}
