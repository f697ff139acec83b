import { agent, event, supervisor } from '@redress/domain/testing';
import { caseId, CaseLog } from '../../test/case-log';
import { CaseList } from './case-list';
import { caseListProjection } from './case-list-projection';
import { type CaseListQuery } from './case-list-query';
import { InvalidCursorError } from './cursor';
import { CASE_SORTS } from './sort';

const CASES = 23;

describe('turning the pages of a list', () => {
  let log: CaseLog;
  let list: CaseList;

  beforeAll(async () => {
    log = new CaseLog([caseListProjection]);
    list = new CaseList(log.database);
    for (let n = 1; n <= CASES; n++) {
      // Few instants and few severities, so that ties stand across every page.
      const severity = (['low', 'medium', 'high'] as const)[n % 3] ?? 'low';
      await log.record(
        caseId(n),
        event('ComplaintReceived', { severity, channel: 'web' }),
        `2026-03-02T0${n % 4}:00:00.000Z`,
      );
    }
    await log.read();
  });
  afterAll(() => log.close());

  function walk(query: Omit<CaseListQuery, 'viewer'>): readonly string[] {
    const seen: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = list.query({ viewer: supervisor, limit: 4, ...query, ...(cursor === undefined ? {} : { cursor }) });
      seen.push(...page.data.map(({ id }) => id));
      cursor = page.next;
    }
    return seen;
  }

  it.each(CASE_SORTS)('shows every case once, in the order of one long page, by %s', (sort) => {
    const whole = list.query({ viewer: supervisor, limit: 200, sort }).data.map(({ id }) => id);
    expect(whole).toHaveLength(CASES);
    expect(walk({ sort })).toEqual(whole);
    expect(walk({ sort, channel: 'web' })).toEqual(whole);
    expect(walk({ sort, status: ['received', 'closed'] })).toEqual(whole);
    expect(walk({ sort, q: 'kettle' })).toEqual(whole);
    expect(walk({ sort, asOf: '2026-03-03T00:00:00Z' })).toEqual(whole);
  });

  it('has no next page when the last one is just full', () => {
    expect(list.query({ viewer: agent, limit: CASES }).next).toBeNull();
    expect(list.query({ viewer: agent, limit: CASES - 1 }).next).not.toBeNull();
  });

  it('goes on behind the last case shown, whatever has come in since', async () => {
    const first = list.query({ viewer: agent, limit: 3 });
    const rest = list.query({ viewer: agent, cursor: first.next ?? '' }).data.map(({ id }) => id);
    await log.record(caseId(99), event('ComplaintReceived', { channel: 'phone' }), '2026-03-04T09:00:00.000Z');
    await log.read();
    expect(list.query({ viewer: agent, cursor: first.next ?? '' }).data.map(({ id }) => id)).toEqual(rest);
  });

  it.each<[string, Partial<CaseListQuery>]>([
    ['another channel', { channel: 'phone' }],
    ['no channel', { channel: undefined as never }],
    ['one status more', { status: ['received'] }],
    ['other words', { q: 'kettle' }],
    ['a moment', { asOf: '2026-03-03T00:00:00Z' }],
    ['another moment', { asOfOccurred: '2026-03-03T00:00:00Z' }],
    ['a complainant', { complainant: { kind: 'email', value: 'cleo@example.org' } }],
    ['a record of another system', { externalRef: { system: 'web', id: 'web' } }],
  ])('refuses a cursor of a list with other filters: %s', (_, other) => {
    const { next } = list.query({ viewer: agent, limit: 3, channel: 'web' });
    const query = { viewer: agent, channel: 'web', cursor: next ?? '' };
    expect(list.query(query).data).not.toEqual([]);
    expect(() => list.query({ ...query, ...other })).toThrow(InvalidCursorError);
  });

  it('takes a cursor for pages of another size, and of the same filters in another order', () => {
    const { next } = list.query({ viewer: agent, limit: 3, status: ['received', 'closed'] });
    const { data } = list.query({ viewer: supervisor, limit: 5, status: ['closed', 'received'], cursor: next ?? '' });
    expect(data).toHaveLength(5);
  });

  it.each([
    ['of another order', (next: string) => ({ sort: 'receivedAt' as const, cursor: next })],
    ['that is no base64url', () => ({ cursor: '%%%' })],
    ['that is no JSON', () => ({ cursor: Buffer.from('{').toString('base64url') })],
    ['that is some other JSON', () => ({ cursor: Buffer.from('{"sort":"-receivedAt"}').toString('base64url') })],
    ['with a key that is no instant', () => ({ cursor: Buffer.from('["-receivedAt",7,"x"]').toString('base64url') })],
    ['without an id', () => ({ cursor: Buffer.from('["-receivedAt","x"]').toString('base64url') })],
    ['that is empty', () => ({ cursor: '' })],
  ])('refuses a cursor %s', (_, query) => {
    const { next } = list.query({ viewer: agent, limit: 3 });
    expect(() => list.query({ viewer: agent, ...query(next ?? '') })).toThrow(InvalidCursorError);
  });
});
