import { agent, event } from '@redress/domain/testing';
import { caseId, CaseLog } from '../../test/case-log';
import { workloadSql } from '../workload/workload';
import { CASE_LIST, CASE_LIST_VERSION, caseListProjection } from './case-list-projection';
import { type CaseFilter } from './case-list-query';
import { criteriaOf } from './criteria';
import { type Listing } from './listing';
import { type PastPoint } from './moment';
import { pastListSql } from './past-list';
import { presentListSql } from './present-list';
import { CASE_SORTS, type OrderName, SORT_ORDERS } from './sort';
import { type Sql } from './sql';
import { visibleTo } from './visible-to';

describe('how SQLite answers a list', () => {
  let log: CaseLog;

  beforeAll(async () => {
    log = new CaseLog([caseListProjection]);
    for (let n = 1; n <= 30; n++) await log.record(caseId(n), event('ComplaintReceived'), '2026-03-02T09:00:00.000Z');
    await log.read();
  });
  afterAll(() => log.close());

  function listing(filter: CaseFilter, order: OrderName): Listing {
    const criteria = criteriaOf(filter);
    if (criteria === null) throw new Error('The filter can match something');
    return { criteria, viewer: agent, order: SORT_ORDERS[order], after: null, limit: 51 };
  }

  function plan(sqlOf: (snapshot: Parameters<typeof presentListSql>[0]) => Sql): string {
    return log.database.read(CASE_LIST, [CASE_LIST_VERSION], (snapshot) => {
      const { text, values } = sqlOf(snapshot);
      const steps = snapshot.prepare(`EXPLAIN QUERY PLAN ${text}`).all(...values);
      return steps.map((step) => String(step['detail']).replaceAll(/case_list_\d+_/g, 'case_list_N_')).join('\n');
    });
  }

  function present(filter: CaseFilter, order: OrderName): string {
    return plan((snapshot) => presentListSql(snapshot, listing(filter, order)));
  }

  function past(filter: CaseFilter, order: OrderName, at: PastPoint): string {
    return plan((snapshot) => pastListSql(snapshot, listing(filter, order), at));
  }

  const statuses = ['received', 'acknowledged', 'answered'] as const;

  it.each<[string, CaseFilter]>([
    ['everything', {}],
    ['by handler', { handler: 'ann' }],
    ['by status', { status: ['received'] }],
    ['by several statuses', { status: statuses }],
    ['by handler and statuses', { handler: 'ann', status: statuses }],
    ['by label', { label: 'vip' }],
    ['by what is owed', { owes: 'reply' }],
    ['by complainant', { complainant: { kind: 'email', value: 'clara@example.org' } }],
    ['by the record of a CRM', { externalRef: { system: 'crm', id: '1' } }],
    ['by time of receipt', { receivedFrom: '2026-01-01T00:00:00Z', receivedTo: '2026-02-01T00:00:00Z' }],
  ])('lists %s along an index, in its order, without sorting', (_, filter) => {
    for (const order of ['-receivedAt', 'receivedAt'] as const) {
      expect(present(filter, order)).not.toContain('TEMP B-TREE');
      expect(present(filter, order)).toMatch(/USING (PRIMARY KEY|INDEX case_list_N_present_received)/);
    }
  });

  it.each(CASE_SORTS)('lists everything along an index by %s', (sort) => {
    const { index } = SORT_ORDERS[sort];
    expect(present({}, sort)).not.toContain('TEMP B-TREE');
    expect(present({}, sort)).toContain(`SCAN p USING INDEX case_list_N_${index}`);
  });

  it('sorts by something else what a filter finds, as long as that is little', () => {
    const steps = present({ handler: 'ann' }, 'severity');
    expect(steps).toContain('SEARCH f USING PRIMARY KEY (facet=?)');
    expect(steps).toContain('TEMP B-TREE');
  });

  it('lists the unanswered along an index of nothing else', () => {
    expect(present({}, 'oldestOpenMessageAt')).toContain('USING INDEX case_list_N_present_unanswered');
    expect(present({}, 'oldestOpenMessageAt')).not.toContain('TEMP B-TREE');
  });

  it('counts the workload along an index of nothing but what is active', () => {
    const steps = plan(() => workloadSql(visibleTo(agent), null));
    expect(steps).toContain('USING INDEX case_list_N_present_active');
  });

  it('lists a past along the receipts until then, and sorts no more than those of one instant', () => {
    const at = { recorded: '2026-03-03T09:00:00.000Z', occurred: '2026-03-03T09:00:00.000Z' };
    const steps = past({}, '-receivedAt', at);
    expect(steps).toContain('SEARCH v USING INDEX case_list_N_versions_received (received_at<?)');
    expect(steps).not.toMatch(/TEMP B-TREE FOR ORDER BY/);
  });
});
