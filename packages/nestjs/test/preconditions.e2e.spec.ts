import { InMemoryEventStore } from '@redress/event-store';
import { acknowledgedCase, ana, answeredCase, receipt, receivedCase, TestCase } from './harness/cases';
import { type Call, RedressApp } from './harness/redress-app';

const once = (key: string, headers: Record<string, string> = {}): Call => ({
  headers: { 'Idempotency-Key': key, ...headers },
});

describe('idempotency and preconditions', () => {
  let app: RedressApp;
  let other: RedressApp;

  beforeAll(async () => {
    const store = new InMemoryEventStore();
    app = await RedressApp.start({ store });
    other = await RedressApp.start({ store, clock: app.clock });
  });
  afterAll(() => Promise.all([app.stop(), other.stop()]));

  it('50 identical receipts at once make one case and get 50 equal answers', async () => {
    const before = await app.store.head();
    const replies = await Promise.all(
      Array.from({ length: 50 }, (_, i) => (i % 2 === 0 ? app : other).post('/v1/cases', receipt, once('fifty'))),
    );
    expect(new Set(replies.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(replies[0]?.status).toBe(201);
    expect(
      new Set(replies.map(({ headers }) => `${headers['location']} ${headers['etag']} ${headers['redress-position']}`))
        .size,
    ).toBe(1);
    const { events } = await app.store.readAll({ after: before });
    expect(events).toHaveLength(1);
  });

  it('a retry after the case went on gets the first answer, byte for byte', async () => {
    const first = await app.post('/v1/cases', receipt, once('again'));
    await new TestCase(app, first.body.id).post('acknowledgement', { handler: ana });
    app.clock.advance(60_000);
    const retry = await other.post('/v1/cases', receipt, once('again'));
    expect([retry.status, retry.text, retry.headers['etag']]).toEqual([201, first.text, '"0"']);
  });

  it('the same key with another body is refused', async () => {
    await app.post('/v1/cases', receipt, once('reused'));
    const { status, body } = await app.post('/v1/cases', { ...receipt, text: 'Something else.' }, once('reused'));
    expect([status, body.code]).toEqual([422, 'idempotency-key-reused']);
  });

  it('members in another order are the same body', async () => {
    const { body } = await app.post('/v1/cases', receipt, once('order'));
    const turned = Object.fromEntries(Object.entries(receipt).reverse());
    expect((await app.post('/v1/cases', turned, once('order'))).body.id).toBe(body.id);
  });

  it('the key is of its caller: another caller with the same one makes another case', async () => {
    const mine = await app.post('/v1/cases', receipt, { ...once('mine'), key: 'ana' });
    const theirs = await app.post('/v1/cases', receipt, { ...once('mine'), key: 'bo' });
    expect(theirs.body.id).not.toBe(mine.body.id);
  });

  it('the same key on another route of the same case is refused', async () => {
    const here = await receivedCase(app);
    await here.post('notes', { text: 'x' }, once('route'));
    const { status, body } = await here.post('warnings', { text: 'x' }, once('route'));
    expect([status, body.code]).toEqual([422, 'idempotency-key-reused']);
  });

  it('the id may be spelt in capitals in the retry', async () => {
    const here = await receivedCase(app);
    await here.post('notes', { text: 'x' }, once('capitals'));
    const { status, headers } = await app.post(
      `/v1/cases/${here.id.toUpperCase()}/notes`,
      { text: 'x' },
      once('capitals'),
    );
    expect([status, headers['etag']]).toEqual([200, '"1"']);
  });

  it('a weak tag, as a proxy makes it, matches as the strong one does, and no other revision', async () => {
    const here = await receivedCase(app);
    const weak = (revision: number): Call => ({ headers: { 'If-Match': `W/"${revision}"` } });
    expect((await here.post('notes', { text: 'x' }, weak(0))).status).toBe(200);
    expect((await here.post('notes', { text: 'x' }, weak(0))).body.code).toBe('revision-mismatch');
  });

  it('a retry with the If-Match of its first try gets its first answer', async () => {
    const here = await receivedCase(app);
    const ifMatch = once('matched', { 'If-Match': '"0"' });
    const first = await here.post('acknowledgement', { handler: ana }, ifMatch);
    await here.post('notes', { text: 'later' });
    const retry = await here.post('acknowledgement', { handler: ana }, ifMatch);
    expect([retry.status, retry.text]).toEqual([200, first.text]);
  });

  it('refusals are not remembered', async () => {
    const here = await receivedCase(app);
    const body = { kind: 'interim', text: 'We look into it.' };
    expect((await here.post('responses', body, once('refused'))).body.code).toBe('handler-required');
    await here.post('assignments', { handler: ana });
    expect((await here.post('responses', body, once('refused'))).status).toBe(200);
  });

  it('another revision is refused', async () => {
    const here = await acknowledgedCase(app);
    const { status, body } = await here.post('notes', { text: 'x' }, { headers: { 'If-Match': '"0"' } });
    expect([status, body.code]).toEqual([412, 'revision-mismatch']);
    expect(body.detail).toContain('revision 1, not 0');
  });

  describe('a second process changes a case behind the first', () => {
    it('and no refusal of the first is stale', async () => {
      const here = await answeredCase(app);
      const there = new TestCase(other, here.id);
      expect((await here.postAtRevision('resolution', {})).body.code).toBe('not-followed-up');
      await there.post('follow-ups', { with: 'complainant', outcome: 'satisfied' });
      expect((await here.post('resolution', {}, { headers: { 'If-Match': '"3"' } })).status).toBe(200);
      expect((await there.post('assignments', { handler: ana })).body).toMatchObject({
        code: 'case-ended',
        possibleCommands: expect.arrayContaining(['ReopenComplaint']),
      });
    });

    it('and no answer of the first is', async () => {
      const here = await receivedCase(app);
      await new TestCase(other, here.id).post('acknowledgement', { handler: ana });
      const { headers, body } = await here.read();
      expect([headers['etag'], body.status]).toEqual(['"1"', 'acknowledged']);
      expect((await app.get(`${here.path}/commands`)).body.possible).not.toContain('AcknowledgeComplaint');
      expect((await app.get(`${here.path}/events`)).body.data).toHaveLength(2);
      expect((await here.post('notes', { text: 'x' }, { headers: { 'If-Match': '"0"' } })).status).toBe(412);
    });
  });
});
