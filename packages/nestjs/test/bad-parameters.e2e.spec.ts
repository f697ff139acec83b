import { randomUUID } from 'node:crypto';
import { receipt, receivedCase, type TestCase } from './harness/cases';
import { type Call, RedressApp } from './harness/redress-app';

describe('bad parameters', () => {
  let app: RedressApp;
  let here: TestCase;
  let head: string;

  beforeAll(async () => {
    app = await RedressApp.start();
    here = await receivedCase(app);
    head = await app.store.head();
  });
  // Whatever was asked for, nothing was written.
  afterEach(async () => expect(await app.store.head()).toBe(head));
  afterAll(() => app.stop());

  const refused = async (status: number, code: string, method: string, path: string, call: Call): Promise<void> => {
    const reply = await app.send(method, path, call);
    expect([reply.status, reply.body.code]).toEqual([status, code]);
    expect(reply.body.detail.length).toBeGreaterThan(10);
  };

  describe('queries', () => {
    const list = (query: string): [string, string] => ['/v1/cases', query];
    it.each<[[string, string], string, string]>([
      [list('colour=red'), 'colour', 'unknown-parameter'],
      [list('__proto__=1'), '__proto__', 'unknown-parameter'],
      [list('limit=0'), 'limit', 'out-of-range'],
      [list('limit=201'), 'limit', 'out-of-range'],
      [list('limit=ten'), 'limit', 'wrong-type'],
      [list('limit=1e2'), 'limit', 'wrong-type'],
      [list('limit='), 'limit', 'wrong-type'],
      [list('limit=10&limit=10'), 'limit', 'repeated'],
      [list('status=received&status=open'), 'status', 'not-one-of'],
      [list('status=received&status='), 'status', 'not-one-of'],
      [list('handler=ana&handler=bo'), 'handler', 'repeated'],
      [list('externalRef=:1'), 'externalRef', 'bad-format'],
      [list('externalRef=crm:'), 'externalRef', 'bad-format'],
      [list('status=open'), 'status', 'not-one-of'],
      [list('status='), 'status', 'not-one-of'],
      [list('sort=age'), 'sort', 'not-one-of'],
      [list('q=%20'), 'q', 'blank'],
      [list('q=%00'), 'q', 'nul'],
      [list('q=%ff'), 'q', 'bad-format'],
      [list('q=%'), 'q', 'bad-format'],
      [list('externalRef=crm'), 'externalRef', 'bad-format'],
      [list('complainant=name:Cleo'), 'complainant', 'bad-format'],
      [list('cursor=nonsense'), 'cursor', 'bad-cursor'],
      [list('receivedFrom=2026-03-02'), 'receivedFrom', 'bad-format'],
      [list('asOf=2026-03-02T09:00:00'), 'asOf', 'no-zone'],
      [list('asOf=2026-03-02T09:00:00+01:00'), 'asOf', 'bad-format'],
      [list('asOf=2026-03-02T09:00:01Z'), 'asOf', 'in-future'],
      [list('asOfOccurred=2126-03-02T09:00:01Z'), 'asOfOccurred', 'in-future'],
      [['/v1/unanswered', 'sort=receivedAt'], 'sort', 'unknown-parameter'],
      [['/v1/workload', 'limit=1'], 'limit', 'unknown-parameter'],
      [['/v1/sla/breaches', 'metric=speed'], 'metric', 'not-one-of'],
      [['/v1/sla/breaches', 'standing=broken'], 'standing', 'not-one-of'],
      [['/v1/sla/breaches', 'kind=promise'], 'kind', 'unknown-parameter'],
      [['/v1/sla/breaches', 'escalationLevel=0'], 'escalationLevel', 'out-of-range'],
      [['/v1/sla/breaches', 'limit=201'], 'limit', 'out-of-range'],
      [['/v1/sla/breaches', 'cursor=nonsense'], 'cursor', 'bad-cursor'],
      [['/v1/sla/breaches', 'cursor=WyItcmVjZWl2ZWRBdCIsIngiLCJ5Il0'], 'cursor', 'bad-cursor'],
      [['/v1/sla/breaches', 'asOf=2126-03-02T09:00:01Z'], 'asOf', 'in-future'],
      [['/v1/sla/at-risk', 'kind=clock'], 'kind', 'not-one-of'],
      [['/v1/sla/at-risk', 'policy=%20'], 'policy', 'blank'],
      [['/v1/sla/at-risk', 'asOfOccurred=2126-03-02T09:00:01Z'], 'asOfOccurred', 'in-future'],
      [['/v1/sla/report', 'groupBy=policy,year'], 'groupBy', 'not-one-of'],
      [['/v1/sla/report', 'from=2026-03'], 'from', 'bad-format'],
      [['/v1/sla/report', 'from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z'], 'to', 'out-of-range'],
      [['/v1/sla/report', 'from=2026-03-01T00:00:00Z&to=2026-03-01T01:00:00%2B01:00'], 'to', 'out-of-range'],
      [['/v1/sla/report', 'limit=1'], 'limit', 'unknown-parameter'],
      [['/v1/events', 'after=x'], 'after', 'bad-format'],
      [['/v1/events', 'after=5'], 'after', 'bad-format'],
      [['/v1/events', 'after=9999999999999999'], 'after', 'bad-format'],
      [['/v1/events', 'after=0000000000000099'], 'after', 'bad-format'],
      [['/v1/lifecycle', 'x'], 'x', 'unknown-parameter'],
      [['/v1/read-models', 'x='], 'x', 'unknown-parameter'],
    ])('%j', async ([path, query], parameter, code) => {
      const { status, body } = await app.get(`${path}?${query}`);
      expect([status, body.code]).toEqual([422, 'invalid-request']);
      expect(body.errors).toEqual([{ parameter, code, message: expect.any(String) }]);
    });

    it.each([
      ['?asOf=2026-03-02T09:00:01Z', 'asOf', 'in-future'],
      ['?asOfOccurred=2026-03-02T09:00:01Z', 'asOfOccurred', 'in-future'],
      ['?when=now', 'when', 'unknown-parameter'],
    ])('of a case: %s', async (query, parameter, code) => {
      const { status, body } = await here.read(query);
      expect([status, body.errors]).toEqual([422, [{ parameter, code, message: expect.any(String) }]]);
    });

    it('a cursor of another list, on a history', async () => {
      const { status, body } = await app.get(`${here.path}/events?cursor=WyItcmVjZWl2ZWRBdCJd`);
      expect([status, body.errors[0].code]).toEqual([422, 'bad-cursor']);
    });

    it('a plus that should have been written %2B is told', async () => {
      const { body } = await app.get('/v1/cases?asOf=2026-03-02T09:00:00+01:00');
      expect(body.detail).toContain('%2B');
    });

    it('on a command', async () => {
      const { status, body } = await app.post(`${here.path}/notes?dryRun=true`, { text: 'x' });
      expect([status, body.errors[0].parameter]).toEqual([422, 'dryRun']);
    });
  });

  describe('ids and routes', () => {
    it.each([
      ['GET', `/v1/cases/${randomUUID()}`, 'not-found'],
      ['GET', '/v1/cases/1', 'not-found'],
      ['GET', '/v1/cases/%00', 'not-found'],
      ['GET', '/v1/cases/1/events', 'not-found'],
      ['GET', '/v1/cases/1/commands', 'not-found'],
      ['GET', '/v1/cases/%E0%A4%A', 'no-such-route'],
      ['GET', '/v1/nothing', 'no-such-route'],
      ['GET', '/', 'no-such-route'],
      ['OPTIONS', '/v1/nothing', 'no-such-route'],
      ['DELETE', '/v1/cases/1/nothing', 'no-such-route'],
    ])('%s %s', async (method, path, code) => {
      const reply = await app.send(method, path, {});
      expect([reply.status, reply.body.code]).toEqual([404, code]);
    });

    it('a command on a case there is none of', () =>
      refused(404, 'not-found', 'POST', `/v1/cases/${randomUUID()}/notes`, { body: { text: 'x' } }));

    it('a command on an id that is none', () =>
      refused(404, 'not-found', 'POST', '/v1/cases/1/notes', { body: { text: 'x' } }));
  });

  describe('headers', () => {
    const notes = (): string => `${here.path}/notes`;
    it.each<[string, string | string[]]>([
      ['If-Match', '0'],
      ['If-Match', 'w/"0"'],
      ['If-Match', 'W/0'],
      ['If-Match', 'W/"0", W/"1"'],
      ['If-Match', '"0-gzip"'],
      ['If-Match', '*'],
      ['If-Match', '"0", "1"'],
      ['If-Match', '"-1"'],
      ['If-Match', '"00"'],
      ['If-Match', '""'],
      ['Idempotency-Key', ''],
      ['Idempotency-Key', 'x'.repeat(256)],
      ['Idempotency-Key', 'naïve'],
      ['Idempotency-Key', '"quoted"'],
      ['Idempotency-Key', ['one', 'two']],
      ['If-Match', ['"0"', '"0"']],
    ])('%s: %s', async (header, value) => {
      const reply = await app.post(notes(), { text: 'x' }, { headers: { [header]: value as string } });
      expect([reply.status, reply.body.code]).toEqual([422, 'invalid-header']);
      expect(reply.body.errors).toEqual([{ header, code: expect.any(String), message: expect.any(String) }]);
    });

    it('a receipt has no revision to match', async () => {
      const reply = await app.post('/v1/cases', receipt, { headers: { 'If-Match': '"0"' } });
      expect([reply.status, reply.body.code]).toEqual([422, 'invalid-header']);
    });

    it.each(['resolution', 'merge', 'rejection', 'redactions'])('%s needs If-Match', async (resource) => {
      const reply = await here.post(resource, {}, { key: 'supervisor' });
      expect([reply.status, reply.body.code]).toEqual([428, 'if-match-required']);
    });

    it.each(['x', '7', '0000000000000001x'])('Redress-Min-Position: %s', async (position) => {
      const reply = await app.get('/v1/cases', { headers: { 'Redress-Min-Position': position } });
      expect([reply.status, reply.body.code]).toEqual([422, 'invalid-header']);
    });
  });

  describe('keys', () => {
    it.each([
      ['none', ''],
      ['an unknown one', 'Bearer nobody'],
      ['another scheme', 'Basic YTpi'],
      ['no secret', 'Bearer '],
      ['two words', 'Bearer secret-of-agent more'],
    ])('%s', async (_name, authorization) => {
      const reply = await app.get('/v1/cases', { headers: { Authorization: authorization } });
      expect([reply.status, reply.body.code]).toEqual([401, 'unauthorized']);
      expect(reply.headers['www-authenticate']).toContain('Bearer realm="redress"');
    });

    it('are looked at before anything else of the request', () =>
      refused(401, 'unauthorized', 'POST', '/v1/cases/1/notes?x=1', {
        raw: '{',
        headers: { Authorization: 'Bearer nobody' },
      }));

    it('and so are roles', () =>
      refused(403, 'forbidden', 'POST', '/v1/cases/1/notes?x=1', { key: 'auditor', raw: '{' }));
  });
});
