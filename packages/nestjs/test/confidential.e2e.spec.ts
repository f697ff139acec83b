import { ana, bo, receipt, receivedCase, type TestCase } from './harness/cases';
import { type KeyName } from './harness/keys';
import { type AnyBody, type Call, RedressApp } from './harness/redress-app';

const NEEDLE = 'ultramarine';

describe('a confidential case', () => {
  let app: RedressApp;
  let secret: TestCase;
  let open: TestCase;
  let merged: TestCase;

  beforeAll(async () => {
    app = await RedressApp.start();
    secret = await receivedCase(
      app,
      { confidential: true, subject: NEEDLE, externalRefs: [{ system: 'crm', id: '1' }] },
      { key: 'ana' },
    );
    await secret.post('acknowledgement', { handler: ana }, { key: 'ana' });
    await secret.post('messages', { direction: 'inbound', text: NEEDLE }, { key: 'ana' });
    open = await receivedCase(app);
    await open.post('links', { to: secret.id, relation: 'related' }, { key: 'supervisor' });
    merged = await receivedCase(app);
    await merged.postAtRevision('merge', { into: secret.id }, { key: 'supervisor' });
  });
  afterAll(() => app.stop());

  const everywhere = (): readonly string[] => [
    '/v1/cases',
    `/v1/cases?q=${NEEDLE}`,
    '/v1/cases?externalRef=crm:1',
    '/v1/cases?handler=ana',
    '/v1/cases?complainant=email:cleo@example.org',
    '/v1/cases?asOf=2026-03-02T09:00:00Z',
    '/v1/cases?asOfOccurred=2026-03-02T09:00:00Z',
    '/v1/unanswered',
    '/v1/workload',
    '/v1/events',
    `/v1/cases/${open.id}`,
    `/v1/cases/${open.id}?asOf=2026-03-02T09:00:00Z`,
    `/v1/cases/${open.id}/events`,
    `/v1/cases/${merged.id}`,
    `/v1/cases/${merged.id}/events`,
  ];

  const seesIt = async (key: KeyName, headers: Record<string, string> = {}): Promise<boolean[]> => {
    const after = await app.store.head();
    return Promise.all(
      everywhere().map(async (path) => {
        const reply = await app.get(path, { key, headers: { 'Redress-Min-Position': after, ...headers } });
        const isCounted = path === '/v1/workload' && reply.text.includes('"Ana Lind"');
        return reply.text.includes(secret.id) || reply.text.includes(NEEDLE) || isCounted;
      }),
    );
  };

  it.each<KeyName>(['agent', 'bo', 'integration'])('is nowhere for %s', async (key) => {
    expect(await seesIt(key)).toEqual(everywhere().map(() => false));
  });

  it.each<KeyName>(['ana', 'supervisor', 'admin', 'auditor', 'integration+supervisor'])(
    'is everywhere for %s',
    async (key) => {
      expect(await seesIt(key)).toEqual(everywhere().map(() => true));
    },
  );

  it.each([
    ['GET', '', undefined],
    ['GET', '/events', undefined],
    ['GET', '/commands', undefined],
    ['POST', '/notes', { text: 'x' }],
    ['POST', '/acknowledgement', { handler: bo }],
    ['DELETE', '/links/5b0c1f0e-7f0d-5a3e-9c42-0f6b8f3f1a11', undefined],
  ])('answers %s %s as one that does not exist', async (method, path, body) => {
    const there = await app.send(method, secret.path + path, { key: 'bo', ...(body === undefined ? {} : { body }) });
    const nowhere = await app.send(method, `/v1/cases/5b0c1f0e-7f0d-5a3e-9c42-0f6b8f3f1a11${path}`, {
      key: 'bo',
      ...(body === undefined ? {} : { body }),
    });
    expect([there.status, there.text]).toEqual([404, nowhere.text]);
  });

  it('cannot be linked to or merged into by who may not see it', async () => {
    const mine = await receivedCase(app);
    const linked = await mine.post('links', { to: secret.id, relation: 'related' }, { key: 'bo' });
    expect([linked.status, linked.body.errors[0].pointer]).toEqual([422, '/to']);
    const into = await mine.postAtRevision('merge', { into: secret.id }, { key: 'bo' });
    expect([into.status, into.body.errors[0].pointer]).toEqual([422, '/into']);
  });

  it('is told what the complainant says on a case that was merged into it, and is not shown for it', async () => {
    const before = await merged.read('', { key: 'bo' });
    expect(before.body).toMatchObject({ ending: 'merged', mergedInto: null });
    const call = { key: 'bo', headers: { 'Idempotency-Key': 'any news' } } as const;
    const told = await merged.post('messages', { direction: 'inbound', text: 'Any news?' }, call);
    expect([told.status, told.text, told.headers['etag']]).toEqual([200, before.text, before.headers['etag']]);
    expect(told.headers['redress-position']).toBe(before.headers['redress-position']);
    expect((await merged.post('messages', { direction: 'inbound', text: 'Any news?' }, call)).text).toBe(before.text);
    const history = await app.get(`${secret.path}/events`, { key: 'ana' });
    const messages = history.body.data.filter((each: AnyBody) => each.data.personal?.text === 'Any news?');
    expect(messages).toMatchObject([{ type: 'MessageReceived', metadata: { actor: { id: 'bo' } } }]);
  });

  it('is not answered for by who may not see it', async () => {
    const { status, body } = await merged.post('messages', { direction: 'outbound', text: 'Soon.' }, { key: 'bo' });
    expect([status, body.code]).toEqual([409, 'case-merged']);
    expect(JSON.stringify(body)).not.toContain(secret.id);
  });

  it('is not unlinked by who may not see it, who cannot tell it from a case that is not there', async () => {
    const there = await app.delete(`${open.path}/links/${secret.id}`, { key: 'bo' });
    const nowhere = await app.delete(`${open.path}/links/5b0c1f0e-7f0d-5a3e-9c42-0f6b8f3f1a11`, { key: 'bo' });
    expect([there.status, there.text]).toEqual([200, nowhere.text]);
    expect(there.headers['redress-position']).toBe(nowhere.headers['redress-position']);
    const { body } = await open.read('', { key: 'supervisor' });
    expect(body.links).toEqual([{ case: secret.id, relation: 'related' }]);
  });

  it('is not named by the refusal of a case that was merged into it', async () => {
    const { body } = await merged.post('reopening', { reason: 'x' }, { key: 'bo' });
    expect(body.code).toBe('case-merged');
    expect(JSON.stringify(body)).not.toContain(secret.id);
  });

  it('leaves a hole where an event names it, and its hash as it is', async () => {
    const shown = await app.get(`${open.path}/events`, { key: 'bo' });
    const stored = await app.get(`${open.path}/events`, { key: 'auditor' });
    const [forBo, forAuditor] = [shown.body.data[1], stored.body.data[1]];
    expect(forBo.data.case).toEqual({ hidden: true });
    expect(forAuditor.data.case).toBe(secret.id);
    expect(forBo.metadata.hash).toBe(forAuditor.metadata.hash);
  });

  it('is seen by who it is restricted to, and by everybody once that is over', async () => {
    const here = await receivedCase(app, { confidential: true }, { key: 'ana' });
    await here.post('access-restrictions', { to: ['bo'], reason: 'Knows the house.' }, { key: 'supervisor' });
    expect((await here.read('', { key: 'bo' })).body.restrictedTo).toEqual(['bo']);
    expect((await here.read('', { key: 'agent' })).status).toBe(404);
    await app.delete(`${here.path}/access-restrictions`, { key: 'supervisor' });
    expect((await here.read('', { key: 'agent' })).status).toBe(200);
  });

  it('is not seen any more by who recorded it, when a restriction names others', async () => {
    const here = await receivedCase(app, { confidential: true }, { key: 'bo' });
    await here.post('acknowledgement', { handler: ana }, { key: 'bo' });
    expect((await here.read('', { key: 'bo' })).status).toBe(200);
    await here.post('access-restrictions', { to: [], reason: 'It is about Bo.' }, { key: 'supervisor' });
    expect((await here.read('', { key: 'bo' })).status).toBe(404);
    expect((await here.read('', { key: 'ana' })).body).toMatchObject({ confidential: true, restrictedTo: [] });
    const headers = { 'Redress-Min-Position': await app.store.head() };
    expect((await app.get('/v1/cases', { key: 'bo', headers })).text).not.toContain(here.id);
    expect((await app.get('/v1/cases', { key: 'ana', headers })).text).toContain(here.id);
  });

  describe('that an integration recorded for a person', () => {
    const speakingFor = (id: string) => ({ 'Redress-Actor': id });
    const asKey = { key: 'integration' } as const;
    const as = (id: string) => ({ key: 'integration', headers: speakingFor(id) }) as const;
    const asAgain = (id: string) =>
      ({ key: 'integration', headers: { ...speakingFor(id), 'Idempotency-Key': `for ${id}` } }) as const;
    let here: TestCase;

    const listed = async (call: Call): Promise<boolean> => {
      const headers = { 'Redress-Min-Position': await app.store.head(), ...call.headers };
      const { text } = await app.get('/v1/cases?externalRef=crm:2', { ...call, headers });
      return text.includes(here.id);
    };
    const sees = async (call: Call): Promise<boolean> => {
      const isShown = (await here.read('', call)).status === 200;
      expect(await listed(call)).toBe(isShown);
      return isShown;
    };

    beforeEach(async () => {
      here = await receivedCase(app, { confidential: true, externalRefs: [{ system: 'crm', id: '2' }] }, as('carl'));
    });

    it('is seen by that person until a handler is named', async () => {
      expect(await sees(as('carl'))).toBe(true);
      await here.post('acknowledgement', { handler: bo }, as('carl'));
      expect([await sees(as('carl')), await sees({ key: 'bo' })]).toEqual([false, true]);
    });

    it('is always seen by the key as itself, and by nobody else it speaks for', async () => {
      expect([await sees(asKey), await sees(as('dora'))]).toEqual([true, false]);
      await here.post('acknowledgement', { handler: bo }, as('carl'));
      expect([await sees(asKey), await sees(as('dora'))]).toEqual([true, false]);
    });

    it('is still seen by the key when access is restricted, and not by the person any more', async () => {
      await here.post('access-restrictions', { to: ['bo'], reason: 'It is about Carl.' }, { key: 'supervisor' });
      expect([await sees(asKey), await sees(as('carl')), await sees({ key: 'bo' })]).toEqual([true, false, true]);
    });

    it('is not seen by a person who bears the name of the key', async () => {
      const { status, body } = await here.read('', as('integration'));
      expect([status, body.code]).toEqual([403, 'actor-not-allowed']);
    });

    it('answers a repeated request of that person as it did at first, and tells another one nothing', async () => {
      const body = { ...receipt, confidential: true };
      const first = await app.post('/v1/cases', body, asAgain('carl'));
      const path = `/v1/cases/${first.body.id}`;
      await app.post(`${path}/acknowledgement`, { handler: bo }, as('carl'));
      await app.post(`${path}/notes`, { text: NEEDLE }, { key: 'bo' });
      const again = await app.post('/v1/cases', body, asAgain('carl'));
      expect([again.status, again.text]).toEqual([201, first.text]);
      expect((await app.get(path, as('carl'))).status).toBe(404);
      const headers = { ...speakingFor('dora'), 'Idempotency-Key': 'for carl' };
      const other = await app.post('/v1/cases', body, { key: 'integration', headers });
      expect([other.status, other.body.code]).toEqual([422, 'idempotency-key-reused']);
    });
  });
});
