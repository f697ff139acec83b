import { type ReadModelSnapshot } from '@redress/application';
import { agent, event } from '@redress/domain/testing';
import { caseId, CaseLog } from '../../test/case-log';
import { CASE_LIST, CASE_LIST_VERSION, caseListProjection } from '../case-list/case-list-projection';
import { type Sql, sql } from '../case-list/sql';
import { atRiskList } from './at-risk';
import { breachList } from './breaches';
import { type ClockList, clockListSql } from './clock-list';
import { type ClockFilter } from './clock-list-query';
import { dueSql, nextSql } from './due-cases';
import { asked } from './instant-asked';

const now = '2026-03-09T09:00:00.000Z';
const cursor = { key: '2026-03-08T09:00:00.000Z', id: caseId(1), clock: 'acknowledgement-1' };

describe('how SQLite answers what is asked of clocks', () => {
  let log: CaseLog;

  beforeAll(async () => {
    log = new CaseLog([caseListProjection]);
    for (let n = 1; n <= 30; n++) {
      await log.record(caseId(n), event('ComplaintReceived'), '2026-03-02T09:00:00.000Z');
      await log.record(caseId(n), event('ClockStarted'), '2026-03-02T09:00:00.000Z');
    }
    await log.read();
  });
  afterAll(() => log.close());

  function plan(sqlOf: (snapshot: ReadModelSnapshot) => Sql): readonly string[] {
    return log.database.read(CASE_LIST, [CASE_LIST_VERSION], (snapshot) => {
      const { text, values } = sqlOf(snapshot);
      const steps = snapshot.prepare(`EXPLAIN QUERY PLAN ${text}`).all(...values);
      return steps.map((step) => String(step['detail']).replaceAll(/case_list_\d+_/g, 'case_list_N_'));
    });
  }

  const listed = (list: ClockList, moment: object, filter: ClockFilter = {}, after: typeof cursor | null = null) =>
    plan((snapshot) =>
      clockListSql(snapshot, list, { ...filter, viewer: agent, now }, asked({ now, ...moment }), after, 51),
    );

  const noScan = (steps: readonly string[]) =>
    steps.filter((step) => step.startsWith('SCAN') && !step.includes('json_each'));

  it.each<[string, ClockList, object, RegExp]>([
    ['breaches now', breachList(), {}, /^SEARCH c USING INDEX \w+_clocks_broken_now \(.*breach_at<\?\)$/],
    ['open breaches', breachList('open'), {}, /^SEARCH c USING INDEX \w+_clocks_owed_now \(.*breach_at<\?\)$/],
    ['breaches as of', breachList(), { asOf: now }, /^SEARCH c USING INDEX \w+_clocks_broken \(breach_at<\?\)$/],
    ['breaches then', breachList(), { asOfOccurred: now }, /^SEARCH c USING INDEX \w+_clocks_broken \(breach_at<\?\)$/],
    ['at risk now', atRiskList(), {}, /^SEARCH c USING INDEX \w+_clocks_at_risk_now \(due_at>\? AND due_at<\?\)$/],
    [
      'at risk as of',
      atRiskList(),
      { asOf: now },
      /^SEARCH c USING INDEX \w+_clocks_at_risk \(due_at>\? AND due_at<\?\)$/,
    ],
  ])(
    '%s: along an index of nothing else from the instant on, never sorted, the next page too',
    (_name, list, moment, seek) => {
      for (const after of [null, cursor]) {
        const steps = listed(list, moment, {}, after);
        expect(steps[0]).toMatch(seek);
        expect(steps.join()).not.toContain('TEMP B-TREE');
        expect(noScan(steps)).toEqual([]);
      }
    },
  );

  it('breaches of what few cases have: by these cases', () => {
    const steps = listed(breachList(), {}, { handler: 'ann' });
    expect(steps[0]).toBe('SEARCH f USING PRIMARY KEY (facet=?)');
    expect(steps[1]).toMatch(/^SEARCH c USING INDEX \w+_clocks_broken_of_case \(no=\? AND .*breach_at<\?\)$/);
    expect(noScan(steps)).toEqual([]);
  });

  it.each([
    ['breach', 'clocks_due (breach_at>? AND breach_at<?)'],
    ['escalation', 'clocks_escalate (escalate_at>? AND escalate_at<?)'],
  ] as const)('what falls due, %s: along the index of what is not on record', (kind, seek) => {
    for (const text of [dueSql[kind], nextSql[kind]]) {
      const range = text === nextSql[kind] ? seek.replace(/ AND .*\)/, ')') : seek;
      expect(plan(() => sql(text, now))).toEqual([`SEARCH case_list_N_clocks USING INDEX case_list_N_${range}`]);
    }
  });
});
