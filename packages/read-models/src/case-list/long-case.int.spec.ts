import { event, supervisor } from '@redress/domain/testing';
import { CaseLog } from '../../test/case-log';
import { CaseList } from './case-list';
import { caseListProjection } from './case-list-projection';

jest.setTimeout(60_000);
const ONE = '00000000-0000-4000-8000-000000000001';
const MANY = 1_200;
const BEGUN = Date.parse('2026-03-02T09:00:00.000Z');
const at = (n: number): string => new Date(BEGUN + n * 1_000).toISOString();

describe('a case of many messages', () => {
  let log: CaseLog;
  beforeAll(async () => {
    log = new CaseLog([caseListProjection]);
    await log.record(ONE, event('ComplaintReceived'), at(0));
    for (let n = 1; n <= MANY; n++) await log.record(ONE, event('MessageReceived'), at(n));
    await log.read();
  });
  afterAll(() => log.close());

  const row = (more: object = {}) => new CaseList(log.database).query({ viewer: supervisor, ...more }).data[0];

  it('tells how many are open and since when, now and as of any instant', () => {
    expect(row()).toMatchObject({ openMessages: MANY, oldestOpenMessageAt: at(1), revision: MANY });
    expect(row({ asOf: at(700) })).toMatchObject({ openMessages: 700, oldestOpenMessageAt: at(1) });
    expect(row({ asOfOccurred: at(99) })).toMatchObject({ openMessages: 99 });
  });

  it('takes no more room for each of its versions than for those of another one', () => {
    const [table] = log.database.read('case-list', [caseListProjection.version], ({ prepare }) =>
      prepare('SELECT max(length(standing)) AS longest, count(*) AS n FROM {versions}').all(),
    );
    expect(table?.['n']).toBeGreaterThan(MANY);
    expect(table?.['longest']).toBeLessThan(5_000);
  });

  it('has none open once it is answered, and all again as of the instant before', async () => {
    await log.record(ONE, event('MessageSent'), at(MANY + 1));
    await log.read();
    expect(row()).toMatchObject({ openMessages: 0, oldestOpenMessageAt: null });
    expect(row({ asOf: at(MANY) })).toMatchObject({ openMessages: MANY });
  });
});
