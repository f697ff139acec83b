import { agent, event, supervisor } from '@redress/domain/testing';
import { caseId, CaseLog } from '../../test/case-log';
import { caseListProjection } from '../case-list/case-list-projection';
import { InvalidCursorError } from '../case-list/cursor';
import { CaseList } from '../case-list/case-list';
import { Unanswered } from './unanswered';

const [ONE, TWO, THREE, FOUR] = [caseId(1), caseId(2), caseId(3), caseId(4)];

describe('the unanswered cases', () => {
  let log: CaseLog;
  let unanswered: Unanswered;

  beforeAll(async () => {
    log = new CaseLog([caseListProjection]);
    unanswered = new Unanswered(log.database);
    await log.record(ONE, event('ComplaintReceived'), '2026-03-02T09:00:00.000Z');
    await log.record(TWO, event('ComplaintReceived'), '2026-03-02T09:10:00.000Z');
    await log.record(THREE, event('ComplaintReceived', { confidential: true }), '2026-03-02T09:20:00.000Z', {
      actor: supervisor,
    });
    await log.record(FOUR, event('ComplaintReceived'), '2026-03-02T09:30:00.000Z');
    await log.record(ONE, event('ComplaintAcknowledged'), '2026-03-02T09:40:00.000Z');
    await log.record(TWO, event('MessageReceived'), '2026-03-02T10:00:00.000Z');
    await log.record(ONE, event('MessageReceived'), '2026-03-02T11:00:00.000Z');
    await log.record(TWO, event('MessageReceived'), '2026-03-02T12:00:00.000Z');
    await log.record(THREE, event('MessageReceived'), '2026-03-02T13:00:00.000Z', { actor: supervisor });
    await log.record(FOUR, event('ComplaintWithdrawn'), '2026-03-02T14:00:00.000Z');
    await log.record(FOUR, event('MessageReceived'), '2026-03-02T15:00:00.000Z');
    await log.read();
  });
  afterAll(() => log.close());

  it('are those with open messages, the oldest message first, ended ones too', () => {
    const { data, next } = unanswered.query({ viewer: supervisor });
    expect(data.map(({ id, openMessages, oldestOpenMessageAt }) => [id, openMessages, oldestOpenMessageAt])).toEqual([
      [TWO, 2, '2026-03-02T10:00:00.000Z'],
      [ONE, 1, '2026-03-02T11:00:00.000Z'],
      [THREE, 1, '2026-03-02T13:00:00.000Z'],
      [FOUR, 1, '2026-03-02T15:00:00.000Z'],
    ]);
    expect(next).toBeNull();
  });

  it('are filtered like any list, and shown to those who may know of them', () => {
    expect(unanswered.query({ viewer: agent, handler: 'ann' }).data.map(({ id }) => id)).toEqual([ONE]);
    expect(unanswered.query({ viewer: agent }).data.map(({ id }) => id)).toEqual([TWO, ONE, FOUR]);
    expect(unanswered.query({ viewer: supervisor, status: ['closed'] }).data.map(({ id }) => id)).toEqual([FOUR]);
  });

  it('are told as of an instant', () => {
    expect(unanswered.query({ viewer: supervisor, asOf: '2026-03-02T10:30:00Z' }).data).toMatchObject([
      { id: TWO, openMessages: 1 },
    ]);
    expect(unanswered.query({ viewer: supervisor, asOfOccurred: '2026-03-02T11:00:00Z' }).data).toMatchObject([
      { id: TWO, openMessages: 1 },
      { id: ONE, openMessages: 1 },
    ]);
  });

  it('come page by page', () => {
    const first = unanswered.query({ viewer: supervisor, limit: 3 });
    const second = unanswered.query({ viewer: supervisor, limit: 3, cursor: first.next ?? '' });
    expect([...first.data, ...second.data].map(({ id }) => id)).toEqual([TWO, ONE, THREE, FOUR]);
    expect(second.next).toBeNull();
    const then = { viewer: supervisor, limit: 2, asOf: '2026-03-03T00:00:00Z' };
    const past = unanswered.query({ ...then, cursor: unanswered.query(then).next ?? '' });
    expect(past.data.map(({ id }) => id)).toEqual([THREE, FOUR]);
    const other = new CaseList(log.database).query({ viewer: supervisor, limit: 1 });
    expect(() => unanswered.query({ viewer: supervisor, cursor: other.next ?? '' })).toThrow(InvalidCursorError);
  });
});
