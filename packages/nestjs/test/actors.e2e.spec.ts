import { receipt, receivedCase } from './harness/cases';
import { type KeyName } from './harness/keys';
import { type AnyBody, RedressApp } from './harness/redress-app';

describe('who acts', () => {
  let app: RedressApp;
  beforeAll(async () => (app = await RedressApp.start()));
  afterAll(() => app.stop());

  const actorOf = async (key: KeyName, header?: string): Promise<AnyBody> => {
    const headers = header === undefined ? {} : { 'Redress-Actor': header };
    const { status, text, body } = await app.post('/v1/cases', receipt, { key, headers });
    if (status !== 201) throw new Error(text);
    return (await app.get(`/v1/cases/${body.id}/events`)).body.data[0].metadata.actor;
  };

  it('a key without the header acts as itself', async () => {
    expect(await actorOf('ana')).toEqual({ id: 'ana', kind: 'person', role: 'agent', via: 'ana' });
    expect(await actorOf('integration+supervisor')).toMatchObject({
      id: 'integration+supervisor',
      role: 'integration+supervisor',
    });
  });

  it.each<[string, object]>([
    ['u-17', { id: 'u-17', role: 'agent' }],
    [
      'ana@example.org; name="Ana \\"the fixer\\" Lind"',
      { id: 'ana@example.org', role: 'agent', name: 'Ana "the fixer" Lind' },
    ],
    ['ana;role=agent;name=Ana', { id: 'ana', role: 'agent', name: 'Ana' }],
    ["ana; name*=UTF-8''Ana%20L%C3%ADnd", { id: 'ana', role: 'agent', name: 'Ana Línd' }],
    [
      'ana; name="Ana Lind"; name*=utf-8\'sv\'Ana%20L%C3%ADnd; Role=agent',
      { id: 'ana', role: 'agent', name: 'Ana Línd' },
    ],
    ['Ana Lind', { id: 'Ana Lind', role: 'agent' }],
  ])('an integration speaks for %s', async (header, actor) => {
    expect(await actorOf('integration', header)).toEqual({ kind: 'person', via: 'integration', ...actor });
  });

  it('an integration with the right to it speaks for a supervisor', async () => {
    const actor = await actorOf('integration+supervisor', 'sam; role=supervisor');
    expect(actor).toEqual({ id: 'sam', kind: 'person', role: 'supervisor', via: 'integration+supervisor' });
  });

  it('the role of the person decides, not that of the key', async () => {
    const here = await receivedCase(app);
    const call = { key: 'integration+supervisor', headers: { 'Redress-Actor': 'ana; role=agent' } } as const;
    const { status, body } = await here.post('access-restrictions', { to: [], reason: 'x' }, call);
    expect([status, body.code]).toEqual([403, 'forbidden']);
  });

  it.each<[KeyName, string]>([
    ['agent', 'bo'],
    ['admin', 'bo'],
    ['auditor', 'bo'],
    ['integration', 'bo; role=supervisor'],
  ])('%s may not speak for %s', async (key, header) => {
    const { status, body } = await app.post('/v1/cases', receipt, { key, headers: { 'Redress-Actor': header } });
    expect([status, body.code]).toEqual([403, 'actor-not-allowed']);
  });

  it.each([
    '',
    ';role=agent',
    'ana; role=admin',
    'ana; role=',
    'ana; role',
    'ana; name="Ana',
    'ana; name="  "',
    'ana; name=Ana; name=Bo',
    'ana; nickname=A',
    'ana; name="Ana" role=agent',
    'ana;;role=agent',
    'ana; name="Línd"',
    "ana; name*=UTF-8''%ff",
    "ana; name*=latin1''Ana",
    'ana; name*=Ana',
    "ana; name*=UTF-8''%00",
    'x'.repeat(201),
    `ana; name="${'x'.repeat(201)}"`,
  ])('%j is malformed', async (header) => {
    const { status, body } = await app.post('/v1/cases', receipt, {
      key: 'integration',
      headers: { 'Redress-Actor': header },
    });
    expect([status, body.code, body.errors[0].header]).toEqual([422, 'invalid-header', 'Redress-Actor']);
  });
});
