import { agent, event, supervisor } from '@redress/domain/testing';
import { caseId, CaseLog } from '../../test/case-log';
import { CaseList } from './case-list';
import { caseListProjection } from './case-list-projection';
import { type CaseListQuery } from './case-list-query';
import { type CaseRow } from './case-row';

const ONE = caseId(1);
const anna = { id: 'anna', name: 'Anna' };

describe('the list of cases as of an instant', () => {
  let log: CaseLog;
  let list: CaseList;

  beforeEach(() => {
    log = new CaseLog([caseListProjection]);
    list = new CaseList(log.database);
  });
  afterEach(() => log.close());

  function at(moment: Partial<CaseListQuery>): CaseRow | undefined {
    return list.query({ viewer: supervisor, ...moment }).data[0];
  }

  it('has no case that was not on record then', async () => {
    await log.record(ONE, event('ComplaintReceived'), '2026-03-02T12:00:00.000Z', {
      occurredAt: '2026-03-02T09:00:00.000Z',
    });
    await log.read();
    expect(at({ asOf: '2026-03-02T11:59:59.999Z' })).toBeUndefined();
    expect(at({ asOf: '2026-03-02T12:00:00.000Z' })).toMatchObject({ id: ONE });
    expect(at({ asOfOccurred: '2026-03-02T08:59:59.999Z' })).toBeUndefined();
    expect(at({ asOfOccurred: '2026-03-02T09:00:00.000Z' })).toMatchObject({ id: ONE });
  });

  it('keeps an answer once given, while a late entry tells more of what had happened', async () => {
    await log.record(ONE, event('ComplaintReceived'), '2026-03-02T09:00:00.000Z');
    await log.record(ONE, event('ComplaintAcknowledged', { handler: anna }), '2026-03-02T11:00:00.000Z');
    // On Tuesday somebody enters that it was escalated on Monday at ten, before it was acknowledged.
    await log.record(ONE, event('ComplaintEscalated', { from: 1, level: 2 }), '2026-03-03T09:00:00.000Z', {
      occurredAt: '2026-03-02T10:00:00.000Z',
    });
    await log.read();
    const monday = '2026-03-02T12:00:00.000Z';
    expect(at({ asOf: monday })).toMatchObject({ status: 'acknowledged', escalationLevel: 1, revision: 1 });
    expect(at({ asOfOccurred: monday })).toMatchObject({ status: 'acknowledged', escalationLevel: 2, revision: 2 });
    expect(at({ asOfOccurred: '2026-03-02T10:30:00.000Z' })).toMatchObject({ status: 'received', escalationLevel: 2 });
    expect(at({ asOfOccurred: '2026-03-02T09:30:00.000Z' })).toMatchObject({ status: 'received', escalationLevel: 1 });
    expect(at({ asOf: monday, asOfOccurred: '2026-03-02T10:30:00.000Z' })).toMatchObject({
      status: 'received',
      escalationLevel: 1,
    });
    expect(at({})).toMatchObject({ status: 'acknowledged', escalationLevel: 2 });
  });

  it('is filtered by what was so then', async () => {
    await log.record(ONE, event('ComplaintReceived', { labels: ['fire'] }), '2026-03-02T09:00:00.000Z');
    await log.record(ONE, event('ComplaintAcknowledged', { handler: anna }), '2026-03-02T10:00:00.000Z');
    await log.record(ONE, event('ComplaintClassified', { labels: ['vip'] }), '2026-03-02T11:00:00.000Z');
    await log.read();
    const asOf = '2026-03-02T09:30:00.000Z';
    expect(at({ asOf, status: ['received'], label: 'fire', owes: 'acknowledgement' })).toMatchObject({
      labels: ['fire'],
    });
    expect(at({ asOf, handler: 'anna' })).toBeUndefined();
    expect(at({ asOf, label: 'vip' })).toBeUndefined();
    expect(at({ handler: 'anna', label: 'vip' })).toBeDefined();
    expect(at({ label: 'fire' })).toBeUndefined();
  });

  it('is shown to those who may know of a case now, not to those who could then', async () => {
    const asOf = '2026-03-02T09:30:00.000Z';
    await log.record(ONE, event('ComplaintReceived'), '2026-03-02T09:00:00.000Z', { actor: supervisor });
    await log.record(ONE, event('AccessRestricted', { to: ['ben'] }), '2026-03-02T10:00:00.000Z', {
      actor: supervisor,
    });
    await log.read();
    expect(list.query({ viewer: agent, asOf }).data).toEqual([]);
    expect(list.query({ viewer: { ...agent, id: 'ben', via: 'ben' }, asOf }).data).toHaveLength(1);
    await log.record(ONE, event('AccessUnrestricted'), '2026-03-02T11:00:00.000Z', { actor: supervisor });
    await log.read();
    expect(list.query({ viewer: agent, asOf: '2026-03-02T10:30:00.000Z' }).data).toMatchObject([
      { confidential: true },
    ]);
  });

  it('shows a redacted subject nowhere, whatever instant is asked for', async () => {
    const receipt = await log.record(
      ONE,
      event('ComplaintReceived', {}, { subject: 'You crook' }),
      '2026-03-02T09:00:00.000Z',
    );
    await log.record(ONE, event('ComplaintAcknowledged'), '2026-03-02T10:00:00.000Z');
    await log.read();
    expect(at({ q: 'crook' })).toMatchObject({ subject: 'You crook' });
    await log.record(ONE, event('ContentRedacted', { event: receipt }), '2026-03-02T11:00:00.000Z');
    // Entered late: it is folded from states that were believed before the redaction.
    await log.record(ONE, event('ComplaintEscalated'), '2026-03-02T12:00:00.000Z', {
      occurredAt: '2026-03-02T09:30:00.000Z',
    });
    await log.read();
    const moments = [
      {},
      { asOf: '2026-03-02T09:00:00.000Z' },
      { asOf: '2026-03-02T10:30:00.000Z' },
      { asOfOccurred: '2026-03-02T09:10:00.000Z' },
      { asOfOccurred: '2026-03-02T09:40:00.000Z' },
    ];
    for (const moment of moments) {
      expect(at(moment)).toMatchObject({ subject: { redacted: true } });
      expect(at({ ...moment, q: 'crook' })).toBeUndefined();
    }
  });

  it('shows what an imported file said last', async () => {
    const source = { mapping: 'cfpb', line: 2, rowHash: 'a', ordinal: 0, kept: { 'Timely response?': 'No' } };
    await log.record(
      ONE,
      event('ComplaintReceived', {}, { complainant: { unknown: true } }),
      '2026-03-02T09:00:00.000Z',
      { source },
    );
    await log.record(ONE, event('SourceRowNoted'), '2026-03-02T10:00:00.000Z', { source: { ...source, rowHash: 'b' } });
    await log.read();
    expect(at({})).toMatchObject({
      complainant: { unknown: true },
      source: { mapping: 'cfpb', kept: { 'Timely response?': 'No' }, sourceRows: 2 },
    });
    expect(at({ asOf: '2026-03-02T09:00:00.000Z' })).toMatchObject({ source: { sourceRows: 1 } });
  });

  it('shows no imported row before it came, whatever its events are dated', async () => {
    const source = {
      mapping: 'desk',
      line: 2,
      at: '2026-03-02T09:00:00.000Z',
      rowHash: 'a',
      ordinal: 0,
      kept: { State: 'New' },
    };
    const later = { ...source, at: '2026-03-02T12:00:00.000Z', rowHash: 'b', kept: { State: 'Done' } };
    const recordedAt = '2026-03-03T09:00:00.000Z';
    await log.record(ONE, event('ComplaintReceived'), recordedAt, { source, occurredAt: '2026-03-02T09:00:00.000Z' });
    await log.record(ONE, event('NoteAdded'), recordedAt, { source: later, occurredAt: '2026-03-02T10:00:00.000Z' });
    await log.read();
    const seen = (asOfOccurred?: string) => at(asOfOccurred === undefined ? {} : { asOfOccurred })?.source;
    expect(seen('2026-03-02T11:59:59.999Z')).toMatchObject({ kept: { State: 'New' }, sourceRows: 1 });
    expect(seen('2026-03-02T12:00:00.000Z')).toMatchObject({ kept: { State: 'Done' }, sourceRows: 2 });
    expect(seen()).toMatchObject({ kept: { State: 'Done' }, sourceRows: 2 });
  });
});
