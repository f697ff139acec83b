import { acknowledgedCase, ana, bo, receivedCase, type TestCase } from './harness/cases';
import { RedressApp } from './harness/redress-app';

const MINUTE_MS = 60_000;

describe('as of an instant', () => {
  let app: RedressApp;
  beforeAll(async () => (app = await RedressApp.start()));
  afterAll(() => app.stop());

  const now = (): string => new Date(app.clock.now()).toISOString();

  const askedAsOf = (here: TestCase, instant: string): readonly string[] =>
    ['asOf', 'asOfOccurred'].flatMap((parameter) => [
      `${here.path}?${parameter}=${instant}`,
      `${here.path}/events?${parameter}=${instant}`,
      `/v1/cases?q=${here.id.slice(0, 8)}&${parameter}=${instant}`,
      `/v1/cases?${parameter}=${instant}`,
      `/v1/cases?status=received&${parameter}=${instant}`,
      `/v1/unanswered?${parameter}=${instant}`,
      `/v1/workload?${parameter}=${instant}`,
      `/v1/sla/breaches?${parameter}=${instant}`,
      `/v1/sla/at-risk?${parameter}=${instant}`,
      `/v1/sla/report?groupBy=metric,handler&${parameter}=${instant}`,
    ]);

  it('the answer is the same, byte for byte, when asked again after more has happened', async () => {
    const here = await receivedCase(app);
    await here.post('messages', { direction: 'inbound', text: 'Hello?' });
    app.clock.advance(MINUTE_MS);
    const then = now();
    app.clock.advance(MINUTE_MS);
    const first = await Promise.all(askedAsOf(here, then).map((path) => app.get(path)));
    await here.post('acknowledgement', { handler: ana });
    await here.post('responses', { kind: 'final', outcome: 'not-upheld', text: 'It ran.' });
    await here.post('classification', { labels: ['lift'], severity: 'high' });
    await receivedCase(app);
    const again = await Promise.all(askedAsOf(here, then).map((path) => app.get(path)));
    expect(again.map(({ text }) => text)).toEqual(first.map(({ text }) => text));
    expect(first.every(({ status }) => status === 200)).toBe(true);
  });

  it('asOf tells what was known, asOfOccurred what had happened', async () => {
    const here = await receivedCase(app);
    app.clock.advance(MINUTE_MS);
    const occurredAt = now();
    app.clock.advance(20 * MINUTE_MS);
    await here.post('assignments', { handler: bo, occurredAt, lateReason: 'Told at the door.' });
    app.clock.advance(MINUTE_MS);
    expect((await here.read(`?asOf=${occurredAt}`)).body.handler).toBeNull();
    expect((await here.read(`?asOfOccurred=${occurredAt}`)).body.handler).toEqual(bo);
    expect((await here.read(`?asOf=${occurredAt}&asOfOccurred=${occurredAt}`)).body.handler).toBeNull();
    expect((await app.get(`${here.path}/events?asOf=${occurredAt}`)).body.data).toHaveLength(1);
    expect((await app.get(`/v1/cases?handler=bo&asOf=${occurredAt}`)).body.data).toEqual([]);
    expect((await app.get(`/v1/cases?handler=bo&asOfOccurred=${occurredAt}`)).body.data).toHaveLength(1);
  });

  it('the zone of the instant makes no difference', async () => {
    const here = await receivedCase(app);
    const instant = now();
    const shifted = new Date(app.clock.now() + 2 * 60 * MINUTE_MS).toISOString().replace('Z', '+02:00');
    const [utc, zoned] = [await here.read(`?asOf=${instant}`), await here.read(`?asOf=${encodeURIComponent(shifted)}`)];
    expect(zoned.text).toBe(utc.text);
  });

  it('before it was recorded there is no case', async () => {
    const before = now();
    app.clock.advance(MINUTE_MS);
    const here = await receivedCase(app);
    for (const path of [here.path, `${here.path}/events`]) {
      const { status, body } = await app.get(`${path}?asOf=${before}`);
      expect([status, body.code]).toEqual([404, 'not-yet-recorded']);
    }
  });

  it('the revision is that of then, the position that of now', async () => {
    const here = await acknowledgedCase(app);
    const then = now();
    app.clock.advance(MINUTE_MS);
    const noted = await here.post('notes', { text: 'x' });
    const { headers, body } = await here.read(`?asOf=${then}`);
    expect([headers['etag'], body.revision, headers['redress-position']]).toEqual([
      '"1"',
      1,
      noted.headers['redress-position'],
    ]);
  });

  describe('a redaction', () => {
    const NEEDLE = 'vermilion';

    it('withholds everywhere and at any instant, for everybody', async () => {
      const here = await receivedCase(app, { text: NEEDLE, subject: NEEDLE });
      await here.post('notes', { text: NEEDLE });
      const then = now();
      app.clock.advance(MINUTE_MS);
      const events = await app.get(`${here.path}/events`);
      for (const { id } of events.body.data) {
        const redaction = { event: id, ground: 'legal', reason: 'Order of a court.' };
        expect((await here.postAtRevision('redactions', redaction, { key: 'supervisor' })).status).toBe(200);
      }
      const after = { 'Redress-Min-Position': await app.store.head() };
      const paths = [
        here.path,
        `${here.path}?asOf=${then}`,
        `${here.path}?asOfOccurred=${then}`,
        `${here.path}/events`,
        `${here.path}/events?asOf=${then}`,
        '/v1/events?limit=200',
        '/v1/cases?limit=200',
        `/v1/cases?q=${NEEDLE}`,
        `/v1/cases?asOf=${then}&limit=200`,
        `/v1/cases?q=${NEEDLE}&asOf=${then}`,
      ];
      for (const path of paths) {
        const { status, text } = await app.get(path, { key: 'auditor', headers: after });
        expect([path, status, text.includes(NEEDLE)]).toEqual([path, 200, false]);
      }
      const { body } = await here.read(`?asOf=${then}`);
      expect([body.text, body.subject]).toEqual([{ redacted: true }, { redacted: true }]);
    });
  });
});
