import { TamperedStore } from '@redress/application/testing';
import { receivedCase, type TestCase } from './harness/cases';
import { RedressApp } from './harness/redress-app';

interface Logged {
  readonly message: string;
  readonly stream?: string;
  readonly revision?: number;
  readonly id?: string;
}

describe('an event on record that was changed', () => {
  const logged: Logged[] = [];
  let store: TamperedStore;
  let app: RedressApp;

  beforeEach(async () => {
    store = new TamperedStore();
    logged.length = 0;
    const error = (message: string, fields: object = {}): void => void logged.push({ message, ...fields });
    const logger = { info: () => undefined, warn: () => undefined, error };
    app = await RedressApp.start({ store, logger, cachedCases: 0 });
  });
  afterEach(() => app.stop());

  const damage = ({ id }: TestCase): void =>
    store.tamper(`case-${id}`, 0, ({ data }) => ({ data: data.replace('lift', 'loft') }));

  it('is named to who reads the case or gives it a command; other cases are answered', async () => {
    const [here, other] = [await receivedCase(app), await receivedCase(app)];
    damage(here);
    const named = { code: 'record-damaged', status: 500, stream: `case-${here.id}`, revision: 0 };
    for (const path of ['', '?asOf=2026-03-02T09:00:00Z', '/events', '/commands', '/clocks']) {
      expect((await here.read(path)).body).toMatchObject(named);
    }
    const { body, headers } = await here.post('notes', { text: 'What now?' });
    expect(body).toMatchObject(named);
    expect(body.detail).toContain('redress verify');
    // It does not pass by itself.
    expect(headers['retry-after']).toBeUndefined();
    expect((await other.read()).status).toBe(200);
    expect((await other.post('notes', { text: 'x' })).status).toBe(200);
  });

  it('is in the log once, however many ask', async () => {
    const here = await receivedCase(app);
    damage(here);
    for (let i = 0; i < 5; i++) await here.read();
    expect(logged).toEqual([
      {
        message: expect.stringContaining('restore the log'),
        code: 'record-corrupt',
        stream: `case-${here.id}`,
        revision: 0,
        reason: 'its hash does not match its content',
      },
    ]);
  });

  it('leaves its case out of the feed, which says so to who may know of it', async () => {
    const [here, other] = [await receivedCase(app), await receivedCase(app)];
    damage(here);
    const { status, headers, body } = await app.get('/v1/events', { key: 'auditor' });
    expect([status, headers['redress-parked']]).toEqual([200, '1']);
    const streams = (body.data as { stream: string }[]).map(({ stream }) => stream);
    expect(new Set(streams)).toEqual(new Set([`case-${other.id}`]));
    expect((await app.get('/v1/events', { key: 'bo' })).headers['redress-parked']).toBeUndefined();
  });

  it('of a case that another one was merged into is named to who sees every case, and to others by an id of the log', async () => {
    const [source, target] = [await receivedCase(app), await receivedCase(app)];
    await source.postAtRevision('merge', { into: target.id });
    damage(target);
    const message = { direction: 'inbound', text: 'Is anybody there?' };
    const named = await source.post('messages', message, { key: 'supervisor' });
    expect(named.body).toMatchObject({ code: 'record-damaged', stream: `case-${target.id}` });
    logged.length = 0;
    const { body, text } = await source.post('messages', message, { key: 'bo' });
    expect(body.code).toBe('record-damaged');
    expect(text).not.toContain(target.id);
    expect(logged).toMatchObject([{ stream: `case-${target.id}`, id: body.instance.slice('urn:uuid:'.length) }]);
  });
});
