import { agent, event, supervisor } from '@redress/domain/testing';
import { caseId, CaseLog } from '../../test/case-log';
import { caseListProjection } from '../case-list/case-list-projection';
import { type WorkloadQuery } from './workload-query';
import { Workload } from './workload';

const [ONE, TWO, THREE, FOUR] = [caseId(1), caseId(2), caseId(3), caseId(4)];
const anna = { id: 'anna', name: 'Anna' };
const nothing = {
  acknowledgement: 0,
  'final-response': 0,
  introduction: 0,
  reply: 0,
  'follow-up': 0,
  'handler-follow-up': 0,
};

describe('the workload', () => {
  let log: CaseLog;
  let workload: Workload;

  beforeAll(async () => {
    log = new CaseLog([caseListProjection]);
    workload = new Workload(log.database);
    await log.record(ONE, event('ComplaintReceived'), '2026-03-02T09:00:00.000Z');
    await log.record(TWO, event('ComplaintReceived'), '2026-03-02T09:10:00.000Z');
    await log.record(THREE, event('ComplaintReceived', { confidential: true }), '2026-03-02T09:20:00.000Z', {
      actor: supervisor,
    });
    await log.record(FOUR, event('ComplaintReceived'), '2026-03-02T09:30:00.000Z');
    await log.record(
      ONE,
      event('ComplaintAcknowledged', { handler: { id: 'ben', name: 'Ben' } }),
      '2026-03-02T10:00:00.000Z',
    );
    await log.record(TWO, event('ComplaintAcknowledged', { handler: anna }), '2026-03-02T10:10:00.000Z');
    await log.record(
      ONE,
      event('HandlerAssigned', { handler: { id: 'anna', name: 'Anna Ahlgren' } }),
      '2026-03-02T11:00:00.000Z',
    );
    await log.record(ONE, event('MessageReceived'), '2026-03-02T11:10:00.000Z');
    await log.record(ONE, event('ComplaintEscalated', { level: 3 }), '2026-03-02T11:20:00.000Z');
    await log.record(TWO, event('ResponseIssued'), '2026-03-02T11:15:00.000Z');
    await log.record(
      FOUR,
      event('ComplaintAcknowledged', { handler: { id: 'carl', name: 'Carl' } }),
      '2026-03-02T12:00:00.000Z',
    );
    await log.record(FOUR, event('ComplaintWithdrawn'), '2026-03-02T12:10:00.000Z');
    await log.record(FOUR, event('MessageReceived'), '2026-03-02T12:20:00.000Z');
    await log.read();
  });
  afterAll(() => log.close());

  const of = (query: Partial<WorkloadQuery> = {}): ReturnType<Workload['query']>['data'] =>
    workload.query({ viewer: supervisor, ...query }).data;

  it('counts for everybody what is open, what is owed and what waits longest', () => {
    expect(of()).toEqual([
      {
        handler: null,
        open: 1,
        byStatus: { received: 1, acknowledged: 0, answered: 0 },
        owes: { ...nothing, acknowledgement: 1, 'final-response': 1 },
        highestLevel: 1,
        oldestReceivedAt: '2026-03-02T09:20:00.000Z',
        oldestOpenMessageAt: null,
      },
      {
        // The name that the case changed last bears.
        handler: { id: 'anna', name: 'Anna Ahlgren' },
        open: 2,
        byStatus: { received: 0, acknowledged: 1, answered: 1 },
        owes: { ...nothing, 'final-response': 1, introduction: 1, reply: 1, 'follow-up': 1 },
        highestLevel: 3,
        oldestReceivedAt: '2026-03-02T09:00:00.000Z',
        oldestOpenMessageAt: '2026-03-02T11:10:00.000Z',
      },
      {
        // Nothing is open, but somebody waits for a reply.
        handler: { id: 'carl', name: 'Carl' },
        open: 0,
        byStatus: { received: 0, acknowledged: 0, answered: 0 },
        owes: { ...nothing, reply: 1 },
        highestLevel: null,
        oldestReceivedAt: null,
        oldestOpenMessageAt: '2026-03-02T12:20:00.000Z',
      },
    ]);
  });

  it('does not count what the viewer may not know of', () => {
    expect(of({ viewer: agent }).map(({ handler }) => handler?.id)).toEqual(['anna', 'carl']);
    expect(of({ viewer: agent, asOf: '2026-03-02T09:20:00Z' })).toMatchObject([{ handler: null, open: 2 }]);
  });

  it('is told as of an instant', () => {
    expect(of({ asOf: '2026-03-02T10:30:00Z' })).toMatchObject([
      { handler: null, open: 2 },
      { handler: { id: 'anna', name: 'Anna' }, open: 1 },
      { handler: { id: 'ben' }, open: 1, highestLevel: 1 },
    ]);
    expect(of({ asOfOccurred: '2026-03-02T08:00:00Z' })).toEqual([]);
  });

  it('says from where in the log it was read', async () => {
    expect(workload.query({ viewer: agent })).toMatchObject({ position: await log.store.head(), parked: 0 });
  });
});
