import { randomUUID } from 'node:crypto';
import { appendFromElsewhere } from '@redress/application/testing';
import { InMemoryEventStore } from '@redress/event-store';
import { receivedCase } from './harness/cases';
import { type KeyName } from './harness/keys';
import { RedressApp } from './harness/redress-app';

describe('read models', () => {
  let app: RedressApp;
  let parked: string;
  let hidden: string;

  beforeAll(async () => {
    const store = new InMemoryEventStore();
    app = await RedressApp.start({ store });
    parked = (await receivedCase(app)).id;
    hidden = (await receivedCase(app, { confidential: true }, { key: 'ana' })).id;
    // A newer version wrote to both; this one must not guess.
    for (const id of [parked, hidden]) await appendFromElsewhere(store, id, 'CaseDreamt');
    // Of this one nobody can say who may see it.
    const torn = { type: 'NoteAdded', schemaVersion: 1, data: 'torn', metadata: '{}', hash: '0'.repeat(64) };
    const unreadable = { ...torn, id: randomUUID() };
    await store.append(`case-${(await receivedCase(app)).id}`, 0, [unreadable]);
    await receivedCase(app);
    await app.readModels.reached({ moment: {}, minPosition: await store.head() });
  });
  afterAll(() => app.stop());

  it('say how far they have read, and which cases they could not fold', async () => {
    const { body } = await app.get('/v1/read-models', { key: 'auditor' });
    expect(body.data).toEqual([
      {
        name: 'case-list',
        version: expect.any(Number),
        position: await app.store.head(),
        lagEvents: 0,
        lagSeconds: 0,
        parked: expect.arrayContaining([
          expect.objectContaining({ case: parked, code: 'unknown-event-type', revision: 1 }),
        ]),
        building: null,
      },
    ]);
    expect(body.data[0].parked).toHaveLength(3);
  });

  it('name no case that the caller may not see', async () => {
    const { text } = await app.get('/v1/read-models', { key: 'bo' });
    expect([text.includes(parked), text.includes(hidden)]).toEqual([true, false]);
  });

  it.each(['/v1/cases', '/v1/unanswered', '/v1/workload', '/v1/sla/breaches', '/v1/sla/at-risk', '/v1/sla/report'])(
    '%s says how many it lacks of those that one may see',
    async (path) => {
      const lacking = async (key: KeyName) => (await app.get(path, { key })).headers['redress-parked'];
      expect([await lacking('auditor'), await lacking('ana'), await lacking('bo')]).toEqual(['3', '2', '1']);
    },
  );

  it('lists lack parked cases', async () => {
    expect((await app.get('/v1/cases', { key: 'auditor' })).body.data).toHaveLength(1);
  });

  it('are rebuilt beside the one that serves', async () => {
    const { status, body } = await app.send('POST', '/v1/read-models/case-list/rebuild', { key: 'admin' });
    expect([status, body.name]).toEqual([202, 'case-list']);
    expect((await app.get('/v1/cases')).body.data).toHaveLength(1);
  });

  it('of which there are none cannot be', async () => {
    const { status, body } = await app.post('/v1/read-models/dreams/rebuild', {}, { key: 'admin' });
    expect([status, body.code]).toEqual([404, 'not-found']);
  });

  it('take nothing else', async () => {
    const { status, body } = await app.post('/v1/read-models/case-list/rebuild', { force: true }, { key: 'admin' });
    expect([status, body.errors[0].pointer]).toEqual([422, '/force']);
  });
});
