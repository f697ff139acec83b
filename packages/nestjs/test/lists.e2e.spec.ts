import { ana, bo, receivedCase, type TestCase } from './harness/cases';
import { type AnyBody, type Call, RedressApp, type Reply } from './harness/redress-app';

const MINUTE_MS = 60_000;

describe('lists', () => {
  let app: RedressApp;
  let first: TestCase;
  let second: TestCase;
  let third: TestCase;
  let fresh: Call;

  beforeAll(async () => {
    app = await RedressApp.start();
    const cleo = { name: 'Cleo Martin', email: 'cleo@example.org', phone: '+46 8 123 456', externalId: 'c:1' };
    first = await receivedCase(app, {
      complainant: cleo,
      channel: 'letter',
      labels: ['lift'],
      externalRefs: [
        { system: 'crm', id: 'a:b' },
        { system: 'urn:desk', id: '7' },
        { system: ':odd', id: ':8' },
      ],
    });
    app.clock.advance(MINUTE_MS);
    second = await receivedCase(app, {
      complainant: { name: 'Dora' },
      severity: 'high',
      category: 'building',
      product: 'stairs',
      text: 'A broken step.',
    });
    await second.post('acknowledgement', { handler: ana });
    await second.post('escalations', { level: 3, reason: 'x', addressee: 'y' });
    app.clock.advance(MINUTE_MS);
    third = await receivedCase(app, { complainant: { name: 'Egon' }, severity: 'low' });
    await third.post('messages', { direction: 'inbound', text: 'Hello?' });
    await third.post('responses', { kind: 'final', outcome: 'not-upheld', text: 'x', handler: bo });
    app.clock.advance(MINUTE_MS);
    await third.post('messages', { direction: 'inbound', text: 'Still there.' });
    app.clock.advance(MINUTE_MS);
    await first.post('messages', { direction: 'inbound', text: 'And me?' });
    fresh = { headers: { 'Redress-Min-Position': await app.store.head() } };
  });
  afterAll(() => app.stop());

  const names = (): Record<string, string> => ({ [first.id]: 'first', [second.id]: 'second', [third.id]: 'third' });
  const rows = ({ body }: Reply<AnyBody>): readonly string[] =>
    (body.data as readonly { readonly id: string }[]).map(({ id }) => names()[id] ?? id);

  it.each<[string, readonly string[]]>([
    ['', ['third', 'second', 'first']],
    ['?sort=receivedAt', ['first', 'second', 'third']],
    ['?sort=-severity', ['second', 'third', 'first']],
    ['?sort=-escalationLevel&limit=1', ['second']],
    ['?status=received', ['first']],
    ['?status=received,answered', ['third', 'first']],
    ['?status=received&status=answered', ['third', 'first']],
    ['?status=received&sort=receivedAt&status=answered,resolved', ['first', 'third']],
    ['?handler=ana', ['second']],
    ['?externalRef=urn:desk:7', ['first']],
    ['?externalRef=:odd::8', ['first']],
    ['?externalRef=urn:7', []],
    ['?severity=high', ['second']],
    ['?label=lift', ['first']],
    ['?channel=letter', ['first']],
    ['?category=building', ['second']],
    ['?product=stairs', ['second']],
    ['?escalationLevel=3', ['second']],
    ['?owes=follow-up', ['third']],
    ['?owes=acknowledgement', ['first']],
    ['?externalRef=crm:a:b', ['first']],
    ['?complainant=externalId:c:1', ['first']],
    ['?complainant=email:CLEO@example.org', ['first']],
    ['?complainant=phone:0046+8123456', []],
    ['?complainant=phone:%2B468-123-456', ['first']],
    ['?q=step', ['second']],
    ['?q=%22broken+step%22', ['second']],
    ['?q=%22step+broken%22', []],
    ['?q=%26%7C%22', []],
    ['?receivedFrom=2026-03-02T09:01:00Z', ['third', 'second']],
    ['?receivedTo=2026-03-02T09:01:00Z', ['first']],
    ['?status=answered&handler=ana', []],
  ])('/v1/cases%s', async (query, expected) => {
    expect(rows(await app.get(`/v1/cases${query}`, fresh))).toEqual(expected);
  });

  it('pages follow each other by cursor and by link', async () => {
    const seen: string[] = [];
    let path: string | null = '/v1/cases?sort=receivedAt&limit=2';
    while (path !== null) {
      const page: Reply<AnyBody> = await app.get(path, fresh);
      seen.push(...rows(page));
      const link: string | null = /^<([^>]+)>; rel="next"$/.exec(page.headers['link'] ?? '')?.[1] ?? null;
      expect(new URLSearchParams(link?.split('?')[1]).get('cursor')).toBe(page.body.page.next);
      path = link;
    }
    expect(seen).toEqual(['first', 'second', 'third']);
  });

  it('a cursor of another sort is refused', async () => {
    const { body } = await app.get('/v1/cases?limit=1', fresh);
    const { status } = await app.get(`/v1/cases?sort=receivedAt&cursor=${body.page.next}`);
    expect(status).toBe(422);
  });

  it('unanswered messages stand oldest first', async () => {
    expect(rows(await app.get('/v1/unanswered', fresh))).toEqual(['third', 'first']);
    expect(rows(await app.get('/v1/unanswered?status=received', fresh))).toEqual(['first']);
    const page = await app.get('/v1/unanswered?limit=1', fresh);
    expect(rows(await app.get(`/v1/unanswered?limit=1&cursor=${page.body.page.next}`))).toEqual(['first']);
  });

  it('the workload counts what each handler has on the desk', async () => {
    const { body } = await app.get('/v1/workload', fresh);
    expect(body.data.map((row: AnyBody) => [row.handler?.id ?? null, row.open])).toEqual([
      [null, 1],
      ['ana', 1],
      ['bo', 1],
    ]);
    expect(body.data[1]).toMatchObject({ handler: ana, highestLevel: 3, byStatus: { acknowledged: 1 } });
  });

  it('the history of a case comes in pages', async () => {
    const path = `${third.path}/events?limit=2`;
    const one = await app.get(path);
    const two = await app.get(`${path}&cursor=${one.body.page.next}`);
    const types = [...one.body.data, ...two.body.data].map(({ type }: { type: string }) => type);
    expect(types).toEqual(['ComplaintReceived', 'MessageReceived', 'ComplaintAcknowledged', 'ResponseIssued']);
    const three = await app.get(`${path}&cursor=${two.body.page.next}`);
    expect([three.body.data.length, three.body.page.next]).toEqual([1, null]);
    const beyond = await app.get(`${third.path}/events?cursor=${Buffer.from('r99').toString('base64url')}`);
    expect(beyond.body).toEqual({ data: [], page: { next: null } });
  });

  describe('the feed', () => {
    it('hands out the whole log, page by page, and goes on where it ended', async () => {
      const seen: string[] = [];
      let path: string | null = '/v1/events?limit=4';
      let position = '';
      while (path !== null) {
        const page: Reply<AnyBody> = await app.get(path);
        seen.push(...page.body.data.map(({ id }: { id: string }) => id));
        position = page.headers['redress-position'] ?? '';
        path = page.body.page.next === null ? null : `/v1/events?limit=4&after=${page.body.page.next}`;
      }
      const { events } = await app.store.readAll({ limit: 1000, filter: { streamPrefixes: ['case-'] } });
      expect(seen).toEqual(events.map(({ id }) => id));
      const added = await first.post('notes', { text: 'x' });
      const rest = await app.get(`/v1/events?after=${position}`);
      expect(rest.body.data.map(({ type }: { type: string }) => type)).toEqual(['NoteAdded']);
      expect(rest.headers['redress-position']).toBe(added.headers['redress-position']);
    });

    it('gives events as they are stored', async () => {
      const { body } = await app.get('/v1/events?limit=1');
      const filter = { streamPrefixes: ['case-'] };
      const [stored] = (await app.store.readAll({ limit: 1, filter })).events;
      const { hash, ...metadata } = body.data[0].metadata;
      expect([hash, metadata]).toEqual([stored?.hash, JSON.parse(stored?.metadata ?? '')]);
      expect(body.data[0].data).toEqual(JSON.parse(stored?.data ?? ''));
    });

    it('is empty behind the end', async () => {
      const { body } = await app.get(`/v1/events?after=${await app.store.head()}`);
      expect(body).toEqual({ data: [], page: { next: null } });
    });

    it('says so when it is asked for what lies ahead of the log, of which a reader would miss the beginning', async () => {
      const { status, body } = await app.get('/v1/events?after=9000000000000000');
      expect([status, body.errors[0].parameter]).toEqual([422, 'after']);
    });
  });

  describe('a list that has to have read so far', () => {
    it('waits for it', async () => {
      const { headers, body } = await app.post('/v1/cases', {
        channel: 'email',
        text: 'x',
        complainant: { name: 'Fia' },
      });
      const after = headers['redress-position'] ?? '';
      const list = await app.get('/v1/cases?limit=1', { headers: { 'Redress-Min-Position': after } });
      expect(list.body.data[0].id).toBe(body.id);
      expect((list.headers['redress-position'] ?? '') >= after).toBe(true);
    });

    it('is none when nothing was asked for', async () => {
      expect((await app.get('/v1/cases', { headers: { 'Redress-Min-Position': '' } })).status).toBe(200);
    });
  });
});
