import { randomUUID } from 'node:crypto';
import { type CallerCommand, type Command, DEFAULT_CALENDAR_NAME, type Policy, SYSTEM_ACTOR } from '@redress/domain';
import { ana, bo, receivedCase, type TestCase } from './harness/cases';
import { type AnyBody, type Call, NOW, RedressApp, type Reply } from './harness/redress-app';

const HOUR_MS = 3_600_000;
const hours = (n: number) => ({ n, unit: 'hours', counting: 'elapsed' }) as const;
const after = (ms: number): string => new Date(Date.parse(NOW) + ms).toISOString();

/** Four hours to acknowledge, eight to answer, and three that are no promise. */
const desk: Policy = {
  name: 'desk',
  priority: 1,
  when: {},
  targets: [
    {
      metric: 'acknowledgement',
      kind: 'promise',
      duration: hours(4),
      calendar: DEFAULT_CALENDAR_NAME,
      pauses: [],
      atRisk: 0.5,
    },
    {
      metric: 'final-response',
      kind: 'promise',
      duration: { n: 8, unit: 'hours' },
      calendar: DEFAULT_CALENDAR_NAME,
      pauses: ['complainant'],
      atRisk: 0.75,
    },
    {
      metric: 'final-response',
      kind: 'milestone',
      duration: hours(3),
      calendar: DEFAULT_CALENDAR_NAME,
      pauses: [],
      atRisk: 0.5,
    },
  ],
  reopenWindow: 30,
};

async function deskApp(): Promise<RedressApp> {
  const app = await RedressApp.start();
  const command = { type: 'PublishPolicy', name: desk.name, policy: desk } as const;
  await app.cases.publishing.handle({ command, actor: SYSTEM_ACTOR, commandId: randomUUID() });
  return app;
}

/** Lists as a supervisor sees them, who has read all that was written. */
async function asked(app: RedressApp, path: string, call: Call = {}): Promise<Reply<AnyBody>> {
  const headers = { 'Redress-Min-Position': await app.store.head() };
  return app.get(path, { key: 'supervisor', headers, ...call });
}

const told = ({ body }: Reply<AnyBody>): readonly string[] =>
  (body.data as readonly AnyBody[]).map(({ clock, status }) => `${clock} ${status}`);

async function record(app: RedressApp, caseId: string, command: Command): Promise<void> {
  await app.cases.service.handle({
    caseId,
    command: command as CallerCommand,
    actor: SYSTEM_ACTOR,
    commandId: randomUUID(),
  });
}

describe('promises over time', () => {
  let app: RedressApp;
  let here: TestCase;

  beforeEach(async () => {
    app = await deskApp();
    here = await receivedCase(app);
  });
  afterEach(() => app.stop());

  it('at the due instant a promise is kept, one millisecond later it is broken, whether or not that is on record', async () => {
    app.clock.advance(4 * HOUR_MS);
    expect(told(await asked(app, '/v1/sla/breaches'))).toEqual([]);
    expect(told(await asked(app, '/v1/sla/at-risk?metric=acknowledgement'))).toEqual(['acknowledgement-1 running']);
    app.clock.advance(1);
    const broken = await asked(app, '/v1/sla/breaches');
    expect(broken.body.data).toEqual([
      {
        case: here.id,
        clock: 'acknowledgement-1',
        metric: 'acknowledgement',
        kind: 'promise',
        status: 'breached',
        isOwed: true,
        policy: { name: 'desk', version: 1 },
        calendar: { name: DEFAULT_CALENDAR_NAME, version: 1 },
        startedAt: NOW,
        dueAt: after(4 * HOUR_MS),
        breachedAt: after(4 * HOUR_MS + 1),
        endedAt: null,
        handler: null,
        channel: 'email',
        category: null,
        severity: null,
        escalationLevel: 1,
      },
    ]);
    expect(told(await asked(app, '/v1/sla/at-risk?metric=acknowledgement'))).toEqual([]);

    await record(app, here.id, { type: 'RecordBreach' });
    expect((await asked(app, '/v1/sla/breaches')).body).toEqual(broken.body);
    for (const parameter of ['asOf', 'asOfOccurred']) {
      expect(told(await asked(app, `/v1/sla/breaches?${parameter}=${after(4 * HOUR_MS)}`))).toEqual([]);
      expect((await asked(app, `/v1/sla/breaches?${parameter}=${after(4 * HOUR_MS + 1)}`)).body).toEqual(broken.body);
    }
  });

  it('a milestone is missed, and that is no breach', async () => {
    app.clock.advance(3 * HOUR_MS);
    expect(told(await asked(app, '/v1/sla/at-risk?kind=milestone'))).toEqual(['final-response-2 running']);
    app.clock.advance(1);
    expect(told(await asked(app, '/v1/sla/at-risk?kind=milestone'))).toEqual([]);
    expect(told(await asked(app, '/v1/sla/breaches'))).toEqual([]);
    const { body } = await asked(app, '/v1/sla/report');
    expect(body.data[0]).toMatchObject({ promises: { broken: 0, running: 2 }, milestones: { missed: 1, running: 0 } });
  });

  it('a late entry leaves the breach standing, and list and report show both', async () => {
    app.clock.advance(5 * HOUR_MS);
    await record(app, here.id, { type: 'RecordBreach' });
    const before = after(5 * HOUR_MS);
    app.clock.advance(HOUR_MS);
    const occurredAt = after(2 * HOUR_MS);
    await here.post('acknowledgement', { handler: ana, occurredAt, lateReason: 'Told by phone.' });
    const { body } = await asked(app, '/v1/sla/breaches');
    expect(body.data).toMatchObject([
      { status: 'kept-late-entry', breachedAt: after(4 * HOUR_MS + 1), endedAt: occurredAt, isOwed: false },
    ]);
    expect(told(await asked(app, `/v1/sla/breaches?asOf=${before}`))).toEqual(['acknowledgement-1 breached']);
    expect(told(await asked(app, '/v1/sla/breaches?standing=open'))).toEqual([]);
    expect(told(await asked(app, '/v1/sla/breaches?standing=done'))).toEqual(['acknowledgement-1 kept-late-entry']);
    const line = async (query: string) => (await asked(app, `/v1/sla/report?metric=acknowledgement${query}`)).body.data;
    expect(await line('')).toMatchObject([{ promises: { kept: 0, keptByLateEntry: 1, broken: 0 } }]);
    expect(await line(`&asOf=${before}`)).toMatchObject([{ promises: { kept: 0, keptByLateEntry: 0, broken: 1 } }]);
  });

  it('what stands still is at no risk, and is not broken', async () => {
    await here.post('acknowledgement', { handler: ana });
    await here.post('information-requests', { from: 'complainant', question: 'Which one?' });
    app.clock.advance(20 * 24 * HOUR_MS);
    expect(told(await asked(app, '/v1/sla/breaches'))).toEqual([]);
    expect(told(await asked(app, '/v1/sla/at-risk'))).toEqual([]);
  });
});

describe('lists and reports of promises', () => {
  let app: RedressApp;
  let first: TestCase;
  let second: TestCase;
  let hidden: TestCase;

  beforeAll(async () => {
    app = await deskApp();
    first = await receivedCase(app, { severity: 'high', channel: 'letter' });
    await first.post('acknowledgement', { handler: ana });
    app.clock.advance(HOUR_MS);
    second = await receivedCase(app);
    hidden = await receivedCase(app, { confidential: true }, { key: 'ana' });
    await hidden.post('acknowledgement', { handler: ana }, { key: 'ana' });
    app.clock.advance(6 * HOUR_MS);
    await second.post('acknowledgement', { handler: bo });
    await second.post('escalations', { level: 2, reason: 'x', addressee: 'y' });
    app.clock.advance(HOUR_MS);
    // The next morning at half past nine.
    app.clock.advance(16 * HOUR_MS + HOUR_MS / 2);
    await first.post('responses', { kind: 'final', outcome: 'not-upheld', text: 'It runs.' });
  });
  afterAll(() => app.stop());

  const cases = (reply: Reply<AnyBody>): readonly string[] => {
    const names: Record<string, string> = { [first.id]: 'first', [second.id]: 'second', [hidden.id]: 'hidden' };
    return (reply.body.data as readonly AnyBody[]).map(({ case: id, clock }) => `${names[id]} ${clock}`);
  };

  it.each<[string, readonly string[]]>([
    ['', ['first final-response-1', 'second acknowledgement-1']],
    ['?metric=final-response', ['first final-response-1']],
    ['?policy=desk', ['first final-response-1', 'second acknowledgement-1']],
    ['?policy=default', []],
    ['?handler=ana', ['first final-response-1']],
    ['?handler=bo', ['second acknowledgement-1']],
    ['?channel=letter', ['first final-response-1']],
    ['?severity=high', ['first final-response-1']],
    ['?escalationLevel=2', ['second acknowledgement-1']],
    ['?escalationLevel=2&handler=ana', []],
    ['?standing=open', []],
  ])('/v1/sla/breaches%s', async (query, expected) => {
    expect(cases(await asked(app, `/v1/sla/breaches${query}`))).toEqual(expected);
  });

  it('pages follow each other by cursor and by link', async () => {
    const seen: string[] = [];
    let path: string | null = '/v1/sla/breaches?limit=1';
    while (path !== null) {
      const page: Reply<AnyBody> = await asked(app, path);
      seen.push(...cases(page));
      path = /^<([^>]+)>; rel="next"$/.exec(page.headers['link'] ?? '')?.[1] ?? null;
    }
    expect(seen).toEqual(['first final-response-1', 'second acknowledgement-1']);
    const { body } = await asked(app, '/v1/sla/breaches?limit=1');
    expect((await asked(app, `/v1/sla/at-risk?cursor=${body.page.next}`)).status).toBe(422);
  });

  it('what is due soonest stands first among what is at risk, as of any instant', async () => {
    const reply = await asked(app, `/v1/sla/at-risk?asOf=${after(3 * HOUR_MS)}`);
    expect(cases(reply)).toEqual(
      ['first final-response-2', 'second final-response-2', 'hidden final-response-2', 'second acknowledgement-1'].sort(
        (a, b) => order(a) - order(b) || compareIds(a, b),
      ),
    );
    expect(cases(await asked(app, '/v1/sla/at-risk'))).toEqual(
      ['second final-response-1', 'hidden final-response-1'].sort(compareIds),
    );

    function order(name: string): number {
      return name.startsWith('first') ? 0 : name.endsWith('acknowledgement-1') ? 2 : 1;
    }
    function compareIds(a: string, b: string): number {
      const id = (name: string): string => (name.startsWith('second') ? second.id : hidden.id);
      return id(a) < id(b) ? -1 : 1;
    }
  });

  it('of a confidential case nothing is listed or counted', async () => {
    const agentsView = { key: 'bo' } as const;
    const sees = async (path: string, call: Call): Promise<boolean> =>
      (await asked(app, path, call)).text.includes(hidden.id);
    for (const path of ['/v1/sla/at-risk', `/v1/sla/at-risk?asOf=${after(3 * HOUR_MS)}`]) {
      expect([await sees(path, agentsView), await sees(path, { key: 'ana' })]).toEqual([false, true]);
    }
    const running = async (call: Call) =>
      (await asked(app, '/v1/sla/report', call)).body.data[0].promises.running as number;
    expect([await running(agentsView), await running({ key: 'ana' })]).toEqual([1, 2]);
  });

  it('a report is split by what is asked for', async () => {
    const { body, headers } = await asked(app, '/v1/sla/report?groupBy=handler,month,metric&metric=acknowledgement');
    expect(body.from).toBe(new Date(Date.parse(body.to) - 366 * 24 * HOUR_MS).toISOString());
    expect(headers['redress-position']).toBe(await app.store.head());
    expect(body.data).toEqual([
      {
        metric: 'acknowledgement',
        handler: ana,
        month: '2026-03',
        promises: promises({ kept: 2, time: { count: 2, medianMs: 0, p90Ms: 0 } }),
        milestones: { reached: 0, missed: 0, running: 0, cancelled: 0, time: noTime },
      },
      {
        metric: 'acknowledgement',
        handler: bo,
        month: '2026-03',
        promises: promises({ broken: 1, time: { count: 1, medianMs: 6 * HOUR_MS, p90Ms: 6 * HOUR_MS } }),
        milestones: { reached: 0, missed: 0, running: 0, cancelled: 0, time: noTime },
      },
    ]);
  });

  it('a report tells working time where that was promised', async () => {
    const { body } = await asked(app, '/v1/sla/report?groupBy=policy&metric=final-response');
    // From nine to five, and half an hour of the next morning.
    const taken = 8.5 * HOUR_MS;
    expect(body.data).toMatchObject([
      {
        policy: { name: 'desk', version: 1 },
        promises: { broken: 1, running: 2, time: { count: 1, medianMs: taken, p90Ms: taken } },
        milestones: { missed: 3 },
      },
    ]);
  });

  it('a report counts what started in its period alone', async () => {
    const [from, to] = [after(1), after(HOUR_MS)];
    const promisesOf = async (query: string) => (await asked(app, `/v1/sla/report?${query}`)).body.data[0]?.promises;
    expect(await promisesOf(`from=${from}`)).toMatchObject({ kept: 1, broken: 1, running: 2 });
    expect(await promisesOf(`from=${from}&to=${to}`)).toBeUndefined();
    expect(await promisesOf(`to=${to}`)).toMatchObject({ kept: 1, broken: 1, running: 0 });
  });
});

const noTime = { count: 0, medianMs: null, p90Ms: null };

function promises(given: object): object {
  return { kept: 0, keptByLateEntry: 0, broken: 0, running: 0, cancelled: 0, time: noTime, ...given };
}
