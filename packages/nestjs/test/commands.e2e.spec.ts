import { acknowledgedCase, ana, answeredCase, bo, receipt, receivedCase, resolvedCase } from './harness/cases';
import { NOW, RedressApp } from './harness/redress-app';

describe('commands over HTTP', () => {
  let app: RedressApp;
  beforeAll(async () => (app = await RedressApp.start()));
  afterAll(() => app.stop());

  it('a receipt is answered with the case, where it is, and its revision', async () => {
    const { status, headers, body } = await app.post('/v1/cases', receipt);
    expect(status).toBe(201);
    expect(headers).toMatchObject({ location: `/v1/cases/${body.id}`, etag: '"0"', 'cache-control': 'no-store' });
    expect(body).toMatchObject({
      ...receipt,
      status: 'received',
      revision: 0,
      recordedBy: { id: 'agent', via: 'agent' },
    });
  });

  it('takes a body in pieces', async () => {
    const text = JSON.stringify(receipt);
    const { status } = await app.sendPieces('POST', '/v1/cases', [text.slice(0, 20), text.slice(20)]);
    expect(status).toBe(201);
  });

  it('keeps what somebody wrote to the letter', async () => {
    const text = '  “Ça va?” 🙂\r\n\u2028 <b>&amp;</b> \u0007';
    const { body } = await app.post('/v1/cases', { ...receipt, text, subject: 'constructor' });
    expect(body.text).toBe(text);
  });

  it('normalises instants to UTC with milliseconds', async () => {
    const occurredAt = '2026-03-02t09:50:00.123456+01:00';
    const { body } = await app.post('/v1/cases', { ...receipt, occurredAt });
    expect(body.receivedAt).toBe('2026-03-02T08:50:00.123Z');
  });

  it('up to a minute ahead counts as now', async () => {
    const { body } = await app.post('/v1/cases', { ...receipt, occurredAt: '2026-03-02T09:00:59Z' });
    expect(body.receivedAt).toBe(NOW);
  });

  it('a late entry keeps its reason', async () => {
    const late = { occurredAt: '2026-03-02T08:00:00Z', lateReason: 'The letter lay in the post room.' };
    const { body } = await app.post('/v1/cases', { ...receipt, ...late });
    const events = await app.get(`/v1/cases/${body.id}/events`);
    expect(events.body.data[0].data.personal.lateReason).toBe(late.lateReason);
    expect(events.body.data[0].metadata).toMatchObject({ occurredAt: '2026-03-02T08:00:00.000Z', recordedAt: NOW });
  });

  it.each([
    [{ occurredAt: '2026-03-02T08:00:00Z' }, 'late-entry-needs-reason'],
    [{ occurredAt: '2026-02-27T08:00:00Z', lateReason: 'x' }, 'late-entry-needs-supervisor'],
  ])('%j is refused for an agent as %s', async (late, code) => {
    const { status, body } = await app.post('/v1/cases', { ...receipt, ...late });
    expect([status, body.code, body.possibleCommands]).toEqual([409, code, ['ReceiveComplaint']]);
  });

  it('an inbound message is recorded, an outbound one answers it', async () => {
    const here = await acknowledgedCase(app);
    const inbound = await here.post('messages', { direction: 'inbound', text: 'Is there any news?' });
    expect(inbound.body.openMessages).toHaveLength(1);
    const outbound = await here.post('messages', { direction: 'outbound', text: 'On Monday.' });
    expect(outbound.body.openMessages).toEqual([]);
  });

  it('the first message out acknowledges, and needs a handler', async () => {
    const here = await receivedCase(app);
    const refused = await here.post('messages', { direction: 'outbound', text: 'Hello.' });
    expect([refused.status, refused.body.code]).toEqual([409, 'handler-required']);
    const { body } = await here.post('messages', { direction: 'outbound', text: 'Hello.', handler: ana });
    expect(body).toMatchObject({ status: 'acknowledged', handler: ana, revision: 2 });
  });

  it('a message to a merged case is recorded where things go on', async () => {
    const target = await receivedCase(app);
    const source = await receivedCase(app);
    const merged = await source.postAtRevision('merge', { into: target.id.toUpperCase() });
    expect(merged.body).toMatchObject({ status: 'closed', ending: 'merged', mergedInto: target.id });
    const { body } = await source.post('messages', { direction: 'inbound', text: 'Hello?' });
    expect(body).toMatchObject({ id: target.id, mergedFrom: [source.id] });
    const reopened = await source.post('reopening', { reason: 'x' });
    expect([reopened.status, reopened.body.code]).toEqual([409, 'case-merged']);
    expect(reopened.body.detail).toContain(target.id);
  });

  it('a link stands on both cases until it is taken away, by whichever end', async () => {
    const here = await receivedCase(app);
    const there = await receivedCase(app);
    const linked = await here.post('links', { to: there.id, relation: 'same-problem' });
    expect(linked.body.links).toEqual([{ case: there.id, relation: 'same-problem' }]);
    expect((await there.read()).body.links).toEqual([{ case: here.id, relation: 'same-problem' }]);
    expect((await app.delete(`${there.path}/links/${here.id.toUpperCase()}`)).body.links).toEqual([]);
    expect((await here.read()).body.links).toEqual([]);
  });

  it('taking away what is not there changes nothing', async () => {
    const here = await receivedCase(app);
    const { status, headers } = await app.delete(`${here.path}/links/${here.id}`);
    expect([status, headers['etag']]).toEqual([200, '"0"']);
  });

  it('a restriction may be taken away late, with a reason', async () => {
    const here = await receivedCase(app, { confidential: true });
    const body = { occurredAt: NOW, lateReason: 'x' };
    const reply = await app.delete(`${here.path}/access-restrictions`, { key: 'supervisor', body });
    expect(reply.body.confidential).toBe(false);
  });

  it('null takes a value away, and what is left out stays', async () => {
    const here = await receivedCase(app, { category: 'building', product: 'lifts', severity: 'high' });
    const { body } = await here.post('classification', { category: null, severity: null });
    expect(body).toMatchObject({ category: null, product: 'lifts', severity: null });
    const corrected = await here.post('complainant', { changes: { email: null, phone: '1' }, reason: 'x' });
    expect(corrected.body.complainant).toEqual({ name: receipt.complainant.name, phone: '1' });
  });

  it('says what is possible now, and what not, by which rule', async () => {
    const here = await answeredCase(app);
    const { headers, body } = await app.get(`${here.path}/commands`);
    expect(headers['etag']).toBe('"2"');
    expect(body.possible).toContain('FollowUp');
    expect(body.refused).toContainEqual({ command: 'RedactContent', code: 'role', rule: expect.any(String) });
    expect(body.refused).toContainEqual({
      command: 'AcknowledgeComplaint',
      code: 'already-acknowledged',
      rule: expect.any(String),
    });
  });

  it('a refusal names the rule and what the caller can do now', async () => {
    const here = await answeredCase(app);
    const byAgent = await here.postAtRevision('resolution', {});
    expect(byAgent).toMatchObject({
      status: 409,
      body: { code: 'not-followed-up', title: expect.stringContaining('follow up first') },
    });
    expect(byAgent.body.possibleCommands).toContain('FollowUp');
    expect(byAgent.body.possibleCommands).not.toContain('RedactContent');
    const bySupervisor = await here.postAtRevision('resolution', {}, { key: 'supervisor' });
    expect(bySupervisor.body.possibleCommands).toContain('RedactContent');
  });

  it('GET is never answered by a 304', async () => {
    const here = await receivedCase(app);
    const { status } = await here.read('', { headers: { 'If-None-Match': '"0"' } });
    expect(status).toBe(200);
  });

  it('a case lives from receipt to resolution', async () => {
    const here = await acknowledgedCase(app);
    await here.post('escalations', {
      level: 2,
      reason: 'The supplier does not answer.',
      addressee: 'Facility management',
    });
    await here.post('assignments', { handler: bo });
    await here.post('responses', { kind: 'final', outcome: 'upheld', text: 'It runs again.', remedy: 'Repaired.' });
    const early = await here.postAtRevision('resolution', {});
    expect(early.body.code).toBe('not-followed-up');
    await here.post('follow-ups', { with: 'complainant', outcome: 'satisfied' });
    const withoutHandler = await here.postAtRevision('resolution', {});
    expect(withoutHandler.body.code).toBe('handler-not-followed-up');
    await here.post('follow-ups', { with: 'handler', outcome: 'satisfied' });
    const resolved = await here.postAtRevision('resolution', { summary: 'Repaired and compensated.' });
    expect(resolved.body).toMatchObject({ status: 'resolved', revision: 7, owes: [] });
    expect((await here.post('assignments', { handler: ana })).body.code).toBe('case-ended');
  });

  it('a resolved case is reopened within 30 days', async () => {
    const here = await resolvedCase(app);
    expect((await here.post('reopening', { reason: 'Again.' })).body.status).toBe('acknowledged');
  });
});
