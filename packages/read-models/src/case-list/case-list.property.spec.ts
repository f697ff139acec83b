import { STATUSES } from '@redress/domain';
import { agent, integration, supervisor } from '@redress/domain/testing';
import { type StoredEvent } from '@redress/event-store';
import fc from 'fast-check';
import { bruteForce, rowsOf } from '../../test/brute-force';
import { CaseLog } from '../../test/case-log';
import { instant, randomHistory, WORDS, write } from '../../test/random-history';
import { CaseList } from './case-list';
import { type CaseRow } from './case-row';
import { caseListProjection } from './case-list-projection';
import { type CaseListQuery } from './case-list-query';
import { CASE_SORTS, type CaseSort } from './sort';

/** Mostly absent, so that most lists are not empty. */
function sometimes<T>(value: fc.Arbitrary<T>, oneIn = 6): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: oneIn - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
}

const moment = fc.oneof(
  fc.constant({}),
  instant.map((asOf) => ({ asOf })),
  instant.map((asOfOccurred) => ({ asOfOccurred })),
  fc.record({ asOf: instant, asOfOccurred: instant }),
);

const filter = fc.record({
  status: sometimes(fc.subarray([...STATUSES], { minLength: 1 })),
  handler: sometimes(fc.constantFrom('ann', 'ben')),
  label: sometimes(fc.constantFrom('fire', 'vip')),
  channel: sometimes(fc.constantFrom('web', 'phone')),
  severity: sometimes(fc.constantFrom('low', 'critical')),
  escalationLevel: sometimes(fc.integer({ min: 1, max: 4 })),
  owes: sometimes(fc.constantFrom('reply', 'acknowledgement', 'follow-up', 'introduction')),
  complainant: sometimes(fc.constantFrom('a@example.org', 'b@EXAMPLE.org').map((value) => ({ kind: 'email', value }))),
  receivedFrom: sometimes(instant),
  receivedTo: sometimes(instant),
  q: sometimes(
    fc.subarray([...WORDS], { minLength: 1, maxLength: 2 }).map((words) => words.join(' ')),
    2,
  ),
});

const question: fc.Arbitrary<CaseListQuery & { sort: CaseSort }> = fc
  .record({
    filter: fc.oneof(fc.constant({}), filter),
    moment,
    sort: fc.constantFrom(...CASE_SORTS),
    viewer: fc.constantFrom(supervisor, agent, integration, { ...agent, id: 'ben', via: 'ben' }),
  })
  .map(({ filter: given, moment: when, ...rest }) => {
    const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    return { ...present, ...when, ...rest };
  });

async function whole(log: CaseLog): Promise<readonly StoredEvent[]> {
  return (await log.store.readAll({ limit: 1_000 })).events;
}

/** Every page, one case on each. */
function pages(list: CaseList, query: CaseListQuery): readonly CaseRow[] {
  const rows: CaseRow[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = list.query({ ...query, limit: 1, ...(cursor === undefined ? {} : { cursor }) });
    rows.push(...page.data);
    cursor = page.next;
  }
  return rows;
}

describe('a list', () => {
  it('holds what every event of the log, folded anew, says: at any point of both times, filtered, sorted and paged', async () => {
    await fc.assert(
      fc.asyncProperty(
        randomHistory,
        fc.array(question, { minLength: 12, maxLength: 12 }),
        fc.constantFrom(1, 4, 1_000),
        fc.boolean(),
        async (steps, questions, every, inLogOrder) => {
          const log = new CaseLog([caseListProjection], ':memory:', { inLogOrder });
          try {
            await write(log, steps, every);
            const list = new CaseList(log.database);
            const events = await whole(log);
            for (const query of questions) {
              const expected = rowsOf(bruteForce(events, query, query.sort), query);
              expect(list.query(query).data).toEqual(expected);
              expect(pages(list, query)).toEqual(expected);
            }
          } finally {
            await log.close();
          }
        },
      ),
      { numRuns: 200 },
    );
  }, 60_000);
});
