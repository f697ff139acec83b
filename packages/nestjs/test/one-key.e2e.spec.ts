import { receipt, receivedCase, type TestCase } from './harness/cases';
import { RedressApp } from './harness/redress-app';

const headers = { 'Idempotency-Key': 'one-key' };
const supervisor = { key: 'supervisor', headers } as const;

describe('one Idempotency-Key that is given for several cases', () => {
  let app: RedressApp;
  let cases: readonly [TestCase, TestCase, TestCase];

  beforeEach(async () => {
    app = await RedressApp.start();
    cases = [await receivedCase(app), await receivedCase(app), await receivedCase(app)];
  });
  afterEach(() => app.stop());

  const linksOf = async (it: TestCase): Promise<readonly string[]> =>
    ((await it.read()).body.links as readonly { case: string }[]).map((link) => link.case).sort();

  it('makes two links of two, and both stand on the case that they have in common', async () => {
    const [a, b, common] = cases;
    for (const from of [a, b]) await from.post('links', { to: common.id, relation: 'related' }, supervisor);
    expect(await linksOf(a)).toEqual([common.id]);
    expect(await linksOf(b)).toEqual([common.id]);
    expect(await linksOf(common)).toEqual([a.id, b.id].sort());
    // Ending one leaves the other.
    await app.delete(`${a.path}/links/${common.id}`, { key: 'supervisor' });
    expect(await linksOf(common)).toEqual([b.id]);
  });

  it('makes two links where each of two cases is linked to the other', async () => {
    const [a, b] = cases;
    await a.post('links', { to: b.id, relation: 'related' }, supervisor);
    await app.delete(`${a.path}/links/${b.id}`, { key: 'supervisor' });
    await b.post('links', { to: a.id, relation: 'related' }, supervisor);
    expect([await linksOf(a), await linksOf(b)]).toEqual([[b.id], [a.id]]);
  });

  it('makes two requests for information, each answered by itself', async () => {
    const ids = [];
    for (const it of cases.slice(0, 2)) {
      await it.post('acknowledgement', { handler: { id: 'ana', name: 'Ana Lind' } });
      const { body } = await it.post(
        'information-requests',
        { from: 'complainant', question: 'Which lift?' },
        { headers },
      );
      ids.push(body.waitingFor[0].requestId);
    }
    expect(new Set(ids).size).toBe(2);
  });

  it('merges two cases into a third', async () => {
    const [a, b, target] = cases;
    for (const source of [a, b]) await source.postAtRevision('merge', { into: target.id }, supervisor);
    expect((await target.read()).body.mergedFrom).toEqual([a.id, b.id]);
    // A retry is answered as the first one, on each of them.
    for (const source of [a, b]) {
      expect(
        await source.post('merge', { into: target.id }, { ...supervisor, headers: { ...headers, 'If-Match': '"0"' } }),
      ).toMatchObject({
        status: 200,
        body: { mergedInto: target.id },
      });
    }
    expect((await target.read()).body.mergedFrom).toEqual([a.id, b.id]);
  });

  it('gives no id that says what the key was', async () => {
    const [{ id }] = cases;
    const { body } = await app.post('/v1/cases', receipt, { headers });
    const history = await app.get(`/v1/cases/${String(body.id)}/events`, { key: 'admin' });
    // Version 8 is what the secret makes; the case that was received without a key has such an id, too.
    for (const each of [id, body.id, history.body.data[0].metadata.commandId]) expect(each).toMatch(/^[0-9a-f-]{14}8/);
  });
});
