import { randomUUID } from 'node:crypto';
import { acknowledgedCase, receivedCase, type TestCase } from './harness/cases';
import { type AnyBody, NOW, RedressApp } from './harness/redress-app';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** By the default policy, on a Monday at nine: office hours from nine to five UTC, Monday to Friday. */
describe('the clocks of a case', () => {
  let app: RedressApp;
  beforeAll(async () => (app = await RedressApp.start({}, 'default')));
  beforeEach(() => app.clock.set(NOW));
  afterAll(() => app.stop());

  /** Of the default policy: two business days after Monday. */
  const ACKNOWLEDGEMENT_DUE = '2026-03-04T17:00:00.000Z';

  const clocksOf = async (here: TestCase, query = ''): Promise<AnyBody> =>
    (await app.get(`${here.path}/clocks${query}`)).body.data;
  const clockOf = async (here: TestCase, id: string, query = ''): Promise<AnyBody> =>
    (await clocksOf(here, query)).find((clock: AnyBody) => clock.id === id);
  const explained = async (here: TestCase, id: string, query = ''): Promise<AnyBody> =>
    (await app.get(`${here.path}/clocks/${id}/explanation${query}`)).body;
  const now = (): string => new Date(app.clock.now()).toISOString();

  it('begin with its receipt, by the version that was current', async () => {
    const here = await receivedCase(app);
    const { body, headers } = await here.read();
    expect(body.policy).toEqual({ name: 'default', version: 1 });
    expect(body.clocks.map(({ id, kind, dueAt }: AnyBody) => [id, kind, dueAt])).toEqual([
      ['acknowledgement-1', 'promise', ACKNOWLEDGEMENT_DUE],
      ['final-response-1', 'promise', '2026-03-30T17:00:00.000Z'],
      ['resolution-1', 'milestone', '2026-04-27T17:00:00.000Z'],
    ]);
    const reply = await app.get(`${here.path}/clocks`);
    expect(reply.body).toEqual({ data: body.clocks });
    expect([reply.headers['etag'], reply.headers['redress-position']]).toEqual([
      headers['etag'],
      headers['redress-position'],
    ]);
  });

  it('are kept at the due instant, and broken one millisecond later, on the case and on its clocks', async () => {
    const here = await receivedCase(app);
    app.clock.set(ACKNOWLEDGEMENT_DUE);
    const inTime = [(await here.read()).body.clocks[0], await clockOf(here, 'acknowledgement-1')];
    expect(inTime.map(({ status }) => status)).toEqual(['running', 'running']);
    app.clock.advance(1);
    const late = [(await here.read()).body.clocks[0], await clockOf(here, 'acknowledgement-1')];
    expect(late.map(({ status, breachedAt }) => [status, breachedAt])).toEqual([
      ['breached', '2026-03-04T17:00:00.001Z'],
      ['breached', '2026-03-04T17:00:00.001Z'],
    ]);
    expect(await explained(here, 'acknowledgement-1')).toMatchObject({ status: 'breached', endedAt: null });
  });

  it('are kept for good by what is done at the due instant', async () => {
    const here = await receivedCase(app);
    app.clock.set(ACKNOWLEDGEMENT_DUE);
    await here.post('acknowledgement', { handler: { id: 'ana', name: 'Ana Lind' } });
    app.clock.advance(1);
    expect(await clockOf(here, 'acknowledgement-1')).toMatchObject({ status: 'met', endedAt: ACKNOWLEDGEMENT_DUE });
  });

  it('stand still while the complainant is asked, and go on with what was left', async () => {
    const here = await acknowledgedCase(app);
    const { body } = await here.post('information-requests', { from: 'complainant', question: 'Which lift?' });
    expect(await clockOf(here, 'final-response-1')).toMatchObject({ status: 'paused', dueAt: null, pausedAt: NOW });
    expect(await explained(here, 'final-response-1')).toMatchObject({
      status: 'paused',
      pausedAt: { at: NOW },
      used: { workingMs: 0 },
    });
    // Over two closes of business.
    app.clock.set('2026-03-04T09:00:00Z');
    await here.post('information', { requestId: body.waitingFor[0].requestId, text: 'The left one.' });
    expect(await clockOf(here, 'final-response-1')).toMatchObject({
      status: 'running',
      dueAt: '2026-04-01T17:00:00.000Z',
    });
    expect(await explained(here, 'final-response-1')).toMatchObject({
      pausedAt: null,
      pauses: [{ from: { at: NOW }, to: { at: now() }, ms: 48 * HOUR_MS }],
      parts: [{ counts: 'business-days', inPauses: ['2026-03-02', '2026-03-03'], sum: 20, decides: true }],
    });
  });

  it('show a breach that an entry mended, and the breach alone to whoever asks for the time before the entry', async () => {
    const here = await receivedCase(app);
    app.clock.set('2026-03-05T10:00:00Z');
    const before = now();
    app.clock.advance(MINUTE_MS);
    const reply = await here.post(
      'acknowledgement',
      {
        handler: { id: 'ana', name: 'Ana Lind' },
        occurredAt: '2026-03-03T10:00:00Z',
        lateReason: 'It was told by telephone.',
      },
      { key: 'supervisor' },
    );
    expect(reply.status).toBe(200);
    app.clock.advance(MINUTE_MS);
    const mended = { status: 'kept-late-entry', endedAt: '2026-03-03T10:00:00.000Z' };
    expect(await clockOf(here, 'acknowledgement-1')).toMatchObject(mended);
    for (const path of [`${here.path}/clocks`, here.path]) {
      const { body } = await app.get(`${path}?asOf=${before}`);
      expect((body.data ?? body.clocks)[0]).toMatchObject({ status: 'breached', endedAt: null });
    }
    expect(await explained(here, 'acknowledgement-1', `?asOf=${before}`)).toMatchObject({ status: 'breached' });
    expect(await explained(here, 'acknowledgement-1', `?asOf=${now()}`)).toMatchObject({ status: 'kept-late-entry' });
    // What had happened by then: the acknowledgement, as is known now.
    expect(await clockOf(here, 'acknowledgement-1', `?asOfOccurred=${before}`)).toMatchObject({
      ...mended,
      breachedAt: '2026-03-04T17:00:00.001Z',
    });
    expect(await clockOf(here, 'acknowledgement-1', '?asOfOccurred=2026-03-03T11:00:00Z')).toMatchObject({
      status: 'met',
      breachedAt: null,
    });
  });

  it('are explained as of an instant by what was used until then', async () => {
    const here = await receivedCase(app);
    app.clock.set('2026-03-09T12:00:00Z');
    const { used, zone, policy, calendar } = await explained(here, 'final-response-1', '?asOf=2026-03-03T12:00:00Z');
    expect({ zone, policy, calendar }).toEqual({
      zone: 'UTC',
      policy: { name: 'default', version: 1 },
      calendar: { name: 'office-hours', version: 1 },
    });
    expect(used).toMatchObject({ workingMs: 11 * HOUR_MS, elapsedMs: 27 * HOUR_MS });
    expect((await explained(here, 'final-response-1')).used.workingMs).toBe((5 * 8 + 3) * HOUR_MS);
  });

  it.each(['update-9', 'acknowledgement', 'nonsense', '%20'])('has no clock %s', async (clock) => {
    const here = await receivedCase(app);
    const { status, body } = await app.get(`${here.path}/clocks/${clock}/explanation`);
    expect([status, body.code]).toEqual([404, 'not-found']);
    expect(body.detail).toContain('no such clock');
  });

  it('has no clock that began only later', async () => {
    const here = await receivedCase(app);
    app.clock.advance(HOUR_MS);
    await here.post('messages', { direction: 'inbound', text: 'Hello?' });
    const path = `${here.path}/clocks/next-reply-1/explanation`;
    expect((await app.get(path)).status).toBe(200);
    expect((await app.get(`${path}?asOf=${NOW}`)).body.code).toBe('not-found');
  });

  it('are not told of a case that is not there, not yet recorded, or hidden', async () => {
    const hidden = await receivedCase(app, { confidential: true }, { key: 'supervisor' });
    for (const [path, code] of [
      [`/v1/cases/${randomUUID()}/clocks`, 'not-found'],
      ['/v1/cases/no-uuid/clocks', 'not-found'],
      ['/v1/cases/no-uuid/clocks/update-1/explanation', 'not-found'],
      [`${(await receivedCase(app)).path}/clocks?asOf=2026-03-01T09:00:00Z`, 'not-yet-recorded'],
      [`${hidden.path}/clocks`, 'not-found'],
      [`${hidden.path}/clocks/acknowledgement-1/explanation`, 'not-found'],
    ] as const) {
      const { status, body } = await app.get(path);
      expect([path, status, body.code]).toEqual([path, 404, code]);
    }
  });
});
