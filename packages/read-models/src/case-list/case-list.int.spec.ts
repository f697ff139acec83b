import { type Actor, type Complainant } from '@redress/domain';
import { agent, auditor, event, integration, supervisor } from '@redress/domain/testing';
import { caseId, CaseLog } from '../../test/case-log';
import { CaseList } from './case-list';
import { caseListProjection } from './case-list-projection';
import { type CaseListQuery } from './case-list-query';

const [ONE, TWO, THREE, FOUR] = [caseId(1), caseId(2), caseId(3), caseId(4)];

const anna = { id: 'anna', name: 'Anna Ahlgren' };
const clara: Complainant = {
  name: 'Clara Cole',
  email: 'Clara.Cole@Example.org',
  phone: '+46 (0)70-123',
  externalId: 'K-1',
};

describe('the list of cases', () => {
  let log: CaseLog;
  let list: CaseList;

  beforeAll(async () => {
    log = new CaseLog([caseListProjection]);
    list = new CaseList(log.database);
    await log.record(
      ONE,
      event(
        'ComplaintReceived',
        { channel: 'email', category: 'billing', product: 'kettle', severity: 'high', labels: ['fire', 'vip'] },
        {
          complainant: clara,
          subject: 'Wrong bill',
          text: 'I paid twice.',
          externalRefs: [{ system: 'crm', id: '4711' }],
        },
      ),
      '2026-03-02T09:00:00.000Z',
    );
    await log.record(TWO, event('ComplaintReceived', { channel: 'phone' }), '2026-03-02T10:00:00.000Z');
    await log.record(
      THREE,
      event('ComplaintReceived', { channel: 'phone', severity: 'low', confidential: true }),
      '2026-03-02T11:00:00.000Z',
      { actor: integration },
    );
    await log.record(FOUR, event('ComplaintReceived'), '2026-03-02T12:00:00.000Z');
    await log.record(ONE, event('ComplaintAcknowledged', { handler: anna }), '2026-03-02T13:00:00.000Z');
    await log.record(ONE, event('ComplaintEscalated', { from: 1, level: 3 }), '2026-03-02T13:00:00.000Z');
    await log.record(ONE, event('MessageReceived', {}, { text: 'Still nothing?' }), '2026-03-02T14:00:00.000Z');
    await log.record(ONE, event('InformationRequested'), '2026-03-02T15:00:00.000Z');
    await log.record(FOUR, event('ComplaintRejected'), '2026-03-02T16:00:00.000Z');
    await log.read();
  });
  afterAll(() => log.close());

  function ids(query: Partial<CaseListQuery> = {}, viewer: Actor = supervisor): readonly string[] {
    return list.query({ viewer, ...query }).data.map(({ id }) => id);
  }

  it('shows a case as it stands', () => {
    expect(list.query({ viewer: agent, externalRef: { system: 'crm', id: '4711' } }).data).toEqual([
      {
        id: ONE,
        revision: 4,
        status: 'acknowledged',
        statusSince: '2026-03-02T13:00:00.000Z',
        ending: null,
        receivedAt: '2026-03-02T09:00:00.000Z',
        updatedAt: '2026-03-02T15:00:00.000Z',
        channel: 'email',
        subject: 'Wrong bill',
        category: 'billing',
        product: 'kettle',
        severity: 'high',
        labels: ['fire', 'vip'],
        handler: anna,
        escalationLevel: 3,
        owes: ['final-response', 'reply'],
        waitingFor: 1,
        openMessages: 1,
        oldestOpenMessageAt: '2026-03-02T14:00:00.000Z',
        confidential: false,
        complainant: { name: 'Clara Cole' },
        externalRefs: [{ system: 'crm', id: '4711' }],
        source: null,
      },
    ]);
  });

  it('holds all cases, the ended ones too, the latest first, unless something else is asked for', () => {
    expect(ids()).toEqual([FOUR, THREE, TWO, ONE]);
  });

  it.each<[string, Partial<CaseListQuery>, readonly string[]]>([
    ['a status', { status: ['received'] }, [THREE, TWO]],
    ['several statuses', { status: ['closed', 'acknowledged', 'closed'] }, [FOUR, ONE]],
    ['an empty list of statuses, which is none', { status: [] }, [FOUR, THREE, TWO, ONE]],
    ['a handler', { handler: 'anna' }, [ONE]],
    ['a severity', { severity: 'low' }, [THREE]],
    ['a label', { label: 'vip' }, [ONE]],
    ['a label as it is written', { label: 'VIP' }, []],
    ['a channel', { channel: 'phone' }, [THREE, TWO]],
    ['an escalation level', { escalationLevel: 1 }, [FOUR, THREE, TWO]],
    ['what is owed', { owes: 'reply' }, [ONE]],
    ['a category', { category: 'billing' }, [ONE]],
    ['a product', { product: 'kettle' }, [ONE]],
    ['a record of a CRM', { externalRef: { system: 'erp', id: '4711' } }, []],
    ['an external id', { complainant: { kind: 'externalId', value: 'K-1' } }, [ONE]],
    ['an e-mail address in any case', { complainant: { kind: 'email', value: 'clara.COLE@example.ORG' } }, [ONE]],
    ['the digits of a phone number', { complainant: { kind: 'phone', value: '+46 070 123' } }, [ONE]],
    ['a phone number without a digit', { complainant: { kind: 'phone', value: '+' } }, []],
    ['the first instant of receipt, inclusive', { receivedFrom: '2026-03-02T11:00:00Z' }, [FOUR, THREE]],
    ['the last instant of receipt, exclusive', { receivedTo: '2026-03-02T12:00:00+01:00' }, [TWO, ONE]],
    ['two things at once', { channel: 'phone', severity: 'low' }, [THREE]],
    ['two things that no case has at once', { channel: 'email', severity: 'low' }, []],
  ])('can be filtered by %s', (_, query, expected) => {
    expect(ids(query)).toEqual(expected);
  });

  it.each<[NonNullable<CaseListQuery['sort']>, readonly string[]]>([
    ['receivedAt', [ONE, TWO, THREE, FOUR]],
    ['-receivedAt', [FOUR, THREE, TWO, ONE]],
    ['updatedAt', [TWO, THREE, ONE, FOUR]],
    ['-updatedAt', [FOUR, ONE, THREE, TWO]],
    ['severity', [TWO, FOUR, THREE, ONE]],
    ['-severity', [ONE, THREE, FOUR, TWO]],
    ['escalationLevel', [TWO, THREE, FOUR, ONE]],
    ['-escalationLevel', [ONE, FOUR, THREE, TWO]],
    ['statusSince', [TWO, THREE, ONE, FOUR]],
    ['-statusSince', [FOUR, ONE, THREE, TWO]],
  ])('can be sorted by %s, filtered or not', (sort, expected) => {
    expect(ids({ sort })).toEqual(expected);
    expect(ids({ sort, status: ['received', 'acknowledged', 'closed'] })).toEqual(expected);
    expect(ids({ sort, receivedFrom: '2026-03-01T00:00:00Z' })).toEqual(expected);
    expect(ids({ sort, asOf: '2026-03-03T00:00:00Z' })).toEqual(expected);
  });

  it('says from where in the log it was read', async () => {
    const { position, parked } = list.query({ viewer: agent });
    expect(position).toBe(await log.store.head());
    expect(parked).toBe(0);
  });

  it('shows a confidential case only to those who may know of it', () => {
    expect(ids({}, agent)).toEqual([FOUR, TWO, ONE]);
    expect(ids({}, auditor)).toEqual([FOUR, THREE, TWO, ONE]);
    expect(ids({}, integration)).toEqual([FOUR, THREE, TWO, ONE]);
    expect(ids({ channel: 'phone' }, agent)).toEqual([TWO]);
    expect(ids({ asOf: '2026-03-02T11:00:00Z' }, agent)).toEqual([TWO, ONE]);
  });

  it.each([0, 201, 1.5])('refuses a limit of %d', (limit) => {
    expect(() => list.query({ viewer: agent, limit })).toThrow(RangeError);
  });

  it('refuses what is no instant', () => {
    expect(() => list.query({ viewer: agent, asOf: 'yesterday' })).toThrow(RangeError);
    expect(() => list.query({ viewer: agent, receivedFrom: 'yesterday' })).toThrow(RangeError);
  });
});
