import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultPolicy, presets } from '@redress/domain';
import { deskPolicy, officeCalendar } from '@redress/domain/testing';
import { InMemoryEventStore, openEnvelope, verifyStream } from '@redress/event-store';
import { receipt } from './harness/cases';
import { type AnyBody, NOW, RedressApp, type Reply } from './harness/redress-app';

const NEW = { 'If-None-Match': '*' };
const { name: _name, ...desk } = deskPolicy();
const office = officeCalendar();

describe('policies and calendars over HTTP', () => {
  let app: RedressApp;

  beforeEach(async () => {
    app = await RedressApp.start({}, 'default');
    expect((await put('calendars/office', office)).status).toBe(201);
  });
  afterEach(() => app.stop());

  const put = (path: string, body: unknown, headers: Readonly<Record<string, string>> = NEW): Promise<Reply<AnyBody>> =>
    app.send('PUT', `/v1/${path}`, { key: 'admin', body, headers });
  const retire = (path: string, headers: Readonly<Record<string, string>> = {}): Promise<Reply<AnyBody>> =>
    app.post(`/v1/${path}/retirement`, {}, { key: 'admin', headers });
  const golden = (type: string): AnyBody =>
    JSON.parse(readFileSync(join(__dirname, `../../domain/golden/catalog/${type}.v1.json`), 'utf8'));

  it('the first start has published a policy for every case, in the name of Redress', async () => {
    const { body, headers } = await app.get('/v1/policies/default');
    expect(body).toEqual({
      name: 'default',
      version: 1,
      policy: defaultPolicy,
      publishedAt: NOW,
      publishedBy: { id: 'redress', kind: 'system', role: 'system', name: 'Redress' },
      retired: false,
      retiredAt: null,
    });
    expect(headers['etag']).toBe('"0"');
  });

  describe('publishing', () => {
    it('creates with 201, replaces with 200, and keeps what was', async () => {
      const created = await put('policies/desk', desk);
      expect([created.status, created.headers['etag'], created.body.version]).toEqual([201, '"0"', 1]);
      expect(created.body.policy).toEqual(deskPolicy());
      const slower = { ...desk, reopenWindow: 60 };
      const replaced = await put('policies/desk', slower, { 'If-Match': '"0"' });
      expect([replaced.status, replaced.headers['etag'], replaced.body.version]).toEqual([200, '"1"', 2]);
      expect((await app.get('/v1/policies/desk')).text).toBe(replaced.text);
      const first = await app.get('/v1/policies/desk/versions/1');
      expect(first.body).toEqual({
        name: 'desk',
        version: 1,
        policy: deskPolicy(),
        publishedAt: NOW,
        publishedBy: { id: 'admin', kind: 'person', role: 'admin', via: 'admin' },
      });
      expect((await app.get('/v1/policies/desk/versions/2')).body.policy).toEqual({
        ...deskPolicy(),
        reopenWindow: 60,
      });
    });

    it('takes back what was read', async () => {
      await put('policies/desk', desk);
      const { body, headers } = await app.get('/v1/policies/desk');
      const again = await put('policies/desk', body.policy, { 'If-Match': headers['etag'] ?? '' });
      expect([again.status, again.headers['etag'], again.body]).toEqual([200, '"0"', body]);
      expect(await app.store.readStream('policy-desk')).toHaveLength(1);
    });

    it('of the same content changes nothing, in whatever order its members come', async () => {
      const turned = Object.fromEntries(Object.entries(office).reverse());
      const { status, headers, body } = await put('calendars/office', turned, { 'If-Match': '"0"' });
      expect([status, headers['etag'], body.version]).toEqual([200, '"0"', 1]);
    });

    it('needs If-Match or If-None-Match, and only one', async () => {
      const neither = await put('policies/desk', desk, {});
      expect([neither.status, neither.body.code]).toEqual([428, 'if-match-required']);
      expect(neither.body.detail).toContain('If-None-Match');
      for (const headers of [{ ...NEW, 'If-Match': '"0"' }, { 'If-None-Match': '"0"' }, { 'If-Match': '*' }]) {
        const { status, body } = await put('policies/desk', desk, headers as Record<string, string>);
        expect([status, body.code]).toEqual([422, 'invalid-header']);
      }
    });

    it('refuses a stale revision, one that is not there, and a second creation', async () => {
      const missing = await put('policies/desk', desk, { 'If-Match': '"0"' });
      expect([missing.status, missing.body.code]).toEqual([412, 'revision-mismatch']);
      expect(missing.body.detail).toContain('send If-None-Match: * instead');
      await put('policies/desk', desk);
      await put('policies/desk', { ...desk, reopenWindow: 60 }, { 'If-Match': '"0"' });
      expect((await put('policies/desk', desk, { 'If-Match': '"0"' })).status).toBe(412);
      expect((await put('policies/desk', desk)).status).toBe(412);
    });

    it('lets one of two publishers win who saw the same, in two processes', async () => {
      await put('policies/desk', desk);
      const other = await RedressApp.start({ store: app.store, clock: app.clock }, 'default');
      const race = await Promise.all(
        [app, other].map((process, index) =>
          process.send('PUT', '/v1/policies/desk', {
            key: 'admin',
            body: { ...desk, reopenWindow: 40 + index },
            headers: { 'If-Match': '"0"' },
          }),
        ),
      );
      expect(race.map(({ status }) => status).sort()).toEqual([200, 412]);
      const [here, there] = await Promise.all([app, other].map((process) => process.get('/v1/policies/desk')));
      expect(here?.body).toEqual(there?.body);
      await other.stop();
    });

    it('answers a retry as it was answered first', async () => {
      const once = { ...NEW, 'Idempotency-Key': 'once' };
      const first = await put('policies/desk', desk, once);
      await put('policies/desk', { ...desk, reopenWindow: 60 }, { 'If-Match': '"0"' });
      const again = await put('policies/desk', desk, once);
      expect([again.status, again.text, again.headers['etag']]).toEqual([201, first.text, '"0"']);
      const reused = await put('policies/desk', { ...desk, reopenWindow: 9 }, once);
      expect([reused.status, reused.body.code]).toEqual([422, 'idempotency-key-reused']);
    });

    it('takes every preset, and all that a golden file shows', async () => {
      for (const { policies, calendars } of presets) {
        for (const [name, calendar] of Object.entries(calendars)) await put(`calendars/${name}`, calendar);
        for (const policy of policies) expect((await put(`policies/${policy.name}`, policy)).status).toBe(201);
      }
      const { calendar } = golden('CalendarPublished');
      await put('calendars/stockholm', office);
      expect((await put('calendars/stockholm', calendar, { 'If-Match': '"0"' })).body.calendar).toEqual(calendar);
      const { policy } = golden('PolicyPublished');
      expect((await put('policies/e-mail', policy)).body.policy).toEqual(policy);
    });

    it('seals what is published, and says who did', async () => {
      await app.send('PUT', '/v1/policies/desk', { key: 'admin', body: desk, headers: NEW });
      await retire('policies/desk');
      const events = await app.store.readStream('policy-desk');
      expect(verifyStream(events).revision).toBe(1);
      expect(events.map((event) => openEnvelope(event).metadata.actor.via)).toEqual(['admin', 'admin']);
    });

    it('shows no policy in the feed of cases', async () => {
      await put('policies/desk', desk);
      expect((await app.get('/v1/events')).body.data).toEqual([]);
    });
  });

  describe('retiring', () => {
    it('ends a policy once, and keeps every version readable', async () => {
      await put('policies/desk', desk);
      app.clock.advance(1_000);
      const retired = await retire('policies/desk', { 'If-Match': '"0"' });
      expect([retired.status, retired.headers['etag']]).toEqual([200, '"1"']);
      expect(retired.body).toMatchObject({ retired: true, retiredAt: '2026-03-02T09:00:01.000Z', version: 1 });
      expect((await retire('policies/desk')).text).toBe(retired.text);
      expect((await app.get('/v1/policies/desk')).text).toBe(retired.text);
      expect((await app.get('/v1/policies/desk/versions/1')).status).toBe(200);
    });

    it('publishing anew makes it current again, under a version of its own', async () => {
      await put('policies/desk', desk);
      await retire('policies/desk');
      expect((await put('policies/desk', desk)).status).toBe(412);
      const { status, body } = await put('policies/desk', desk, { 'If-Match': '"1"' });
      expect([status, body.version, body.retired]).toEqual([200, 2, false]);
    });

    it('leaves no case without a promise: the last policy for every case stays, and stays without a condition', async () => {
      const { name: _default, ...byDefault } = defaultPolicy;
      const narrowed = { ...byDefault, when: { channel: 'email' } };
      for (const refused of [
        await retire('policies/default'),
        await put('policies/default', narrowed, { 'If-Match': '"0"' }),
      ]) {
        expect([refused.status, refused.body.code]).toEqual([409, 'last-policy']);
      }
      await put('policies/desk', desk);
      expect((await put('policies/default', narrowed, { 'If-Match': '"0"' })).status).toBe(200);
      expect((await retire('policies/default')).body.retired).toBe(true);
      expect((await retire('policies/desk')).status).toBe(409);
    });

    it('refuses a calendar in use, and names who uses it', async () => {
      await put('policies/desk', desk);
      const refused = await retire('calendars/office');
      expect([refused.status, refused.body.code]).toEqual([409, 'calendar-in-use']);
      expect(refused.body.detail).toContain('(desk)');
      expect(refused.body).not.toHaveProperty('possibleCommands');
      await retire('policies/desk');
      expect((await retire('calendars/office')).body.retired).toBe(true);
    });
  });

  describe('what a case is promised', () => {
    const receive = async (): Promise<AnyBody> => {
      const { id } = (await app.post('/v1/cases', receipt)).body;
      return (await app.get(`/v1/cases/${id}/events`)).body.data[0].data.promised;
    };

    it('is what is current when it is recorded', async () => {
      expect(await receive()).toEqual({ policies: { default: 1 }, calendars: { 'office-hours': 1 } });
      await put('policies/desk', desk);
      await put('calendars/office', { ...office, zone: 'Europe/Paris' }, { 'If-Match': '"0"' });
      expect(await receive()).toEqual({
        policies: { default: 1, desk: 1 },
        calendars: { 'office-hours': 1, office: 2 },
      });
    });

    it('is known in every process as soon as it was published in one', async () => {
      const other = await RedressApp.start({ store: app.store, clock: app.clock }, 'default');
      await other.send('PUT', '/v1/policies/desk', { key: 'admin', body: desk, headers: NEW });
      expect((await receive()).policies).toEqual({ default: 1, desk: 1 });
      await other.stop();
    });

    it('is not what is retired, nor does anything retired keep a complaint out', async () => {
      await put('policies/desk', desk);
      await retire('policies/desk');
      await retire('calendars/office');
      expect(await receive()).toEqual({ policies: { default: 1 }, calendars: { 'office-hours': 1 } });
      await retire('policies/default');
      await retire('calendars/office-hours');
      const { status } = await app.post('/v1/cases', receipt);
      expect(status).toBe(201);
    });
  });

  describe('lists', () => {
    const names = ({ body }: Reply<AnyBody>): readonly string[] => body.data.map((it: AnyBody) => it.name);

    it('go page by page by name, retired ones too', async () => {
      for (const name of ['b', 'c', 'a']) await put(`policies/${name}`, desk);
      await retire('policies/b');
      const all: string[] = [];
      let path: string | undefined = '/v1/policies?limit=2';
      while (path !== undefined) {
        const page: Reply<AnyBody> = await app.get(path);
        all.push(...names(page));
        path = /<(.*)>/.exec(page.headers['link'] ?? '')?.[1];
      }
      expect(all).toEqual(['a', 'b', 'c', 'default']);
      expect(names(await app.get('/v1/policies?retired=true'))).toEqual(['b']);
      expect(names(await app.get('/v1/policies?retired=false'))).toEqual(['a', 'c', 'default']);
      expect((await app.get('/v1/policies?retired=true')).body.data[0]).toMatchObject({ retired: true });
      expect(names(await app.get('/v1/calendars'))).toEqual(['office', 'office-hours']);
    });

    it('of versions begin with the first', async () => {
      await put('policies/desk', desk);
      for (const revision of [0, 1, 2]) {
        await put('policies/desk', { ...desk, reopenWindow: 40 + revision }, { 'If-Match': `"${revision}"` });
      }
      const first = await app.get('/v1/policies/desk/versions?limit=3');
      expect(first.body.data.map((it: AnyBody) => [it.version, it.policy.reopenWindow])).toEqual([
        [1, 30],
        [2, 40],
        [3, 41],
      ]);
      const rest = await app.get(`/v1/policies/desk/versions?cursor=${first.body.page.next}`);
      expect([rest.body.data.map((it: AnyBody) => it.version), rest.body.page.next]).toEqual([[4], null]);
    });

    it.each(['policies?cursor=nonsense', 'policies?cursor=bkE', 'policies/default/versions?cursor=bmE'])(
      'refuse a cursor that they did not give: %s',
      async (path) => {
        const { status, body } = await app.get(`/v1/${path}`);
        expect([status, body.errors[0].code]).toEqual([422, 'bad-cursor']);
      },
    );

    it('refuse a filter that is neither true nor false', async () => {
      expect((await app.get('/v1/policies?retired=yes')).body.errors[0]).toMatchObject({ parameter: 'retired' });
    });
  });
});

describe('the zone of the first calendar', () => {
  it('is that of the options', async () => {
    const app = await RedressApp.start({ timeZone: 'Asia/Tokyo' }, 'default');
    expect((await app.get('/v1/calendars/office-hours')).body.calendar.zone).toBe('Asia/Tokyo');
    await app.stop();
  });

  it('stays as the first start published it', async () => {
    const store = new InMemoryEventStore();
    const first = await RedressApp.start({ store, timeZone: 'Asia/Tokyo' }, 'default');
    await first.stop();
    const second = await RedressApp.start({ store, timeZone: 'Europe/Paris' }, 'default');
    expect((await second.get('/v1/calendars/office-hours')).body).toMatchObject({
      version: 1,
      calendar: { zone: 'Asia/Tokyo' },
    });
    await second.stop();
  });
});
