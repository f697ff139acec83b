import { type Case, isOpen, OBLIGATIONS, type Obligation, OPEN_STATUSES, owes } from '@redress/domain';
import { agent, supervisor } from '@redress/domain/testing';
import fc from 'fast-check';
import { bruteForce, rowsOf } from '../../test/brute-force';
import { CaseLog } from '../../test/case-log';
import { instant, randomHistory, write } from '../../test/random-history';
import { caseListProjection } from '../case-list/case-list-projection';
import { Unanswered } from '../unanswered/unanswered';
import { Workload } from './workload';
import { type HandlerWorkload } from './workload-query';

/** Names differ between handlers here, so the order by name is one by id. */
function counted(states: readonly Case[]): readonly HandlerWorkload[] {
  const active = states.filter((state) => isOpen(state.status) || owes(state).length > 0);
  const byHandler = [...Map.groupBy(active, (state) => state.handler?.id ?? '')].sort(([a], [b]) => (a < b ? -1 : 1));
  return byHandler.map(([, ofHandler]) => {
    const open = ofHandler.filter(({ status }) => isOpen(status));
    const owing = (obligation: Obligation): number =>
      ofHandler.filter((each) => owes(each).includes(obligation)).length;
    return {
      handler: ofHandler[0]?.handler ?? null,
      open: open.length,
      byStatus: Object.fromEntries(
        OPEN_STATUSES.map((status) => [status, open.filter((each) => each.status === status).length]),
      ) as HandlerWorkload['byStatus'],
      owes: Object.fromEntries(OBLIGATIONS.map((owed) => [owed, owing(owed)])) as HandlerWorkload['owes'],
      highestLevel: open.length === 0 ? null : Math.max(...open.map(({ escalationLevel }) => escalationLevel)),
      oldestReceivedAt: open.map(({ receivedAt }) => receivedAt).sort()[0] ?? null,
      oldestOpenMessageAt:
        ofHandler.flatMap(({ openMessages }) => openMessages.map(({ since }) => since)).sort()[0] ?? null,
    };
  });
}

function waitingLongest(states: readonly Case[]): readonly Case[] {
  const since = ({ openMessages }: Case): string => openMessages[0]?.since ?? '';
  const unanswered = states.filter(({ openMessages }) => openMessages.length > 0);
  return unanswered.sort((a, b) => (since(a) + a.id < since(b) + b.id ? -1 : 1));
}

describe('workload and unanswered', () => {
  it('count and list what every event of the log, folded anew, says, at any point of both times', async () => {
    const moments = fc.array(fc.tuple(fc.option(instant), fc.option(instant), fc.constantFrom(supervisor, agent)), {
      minLength: 8,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(randomHistory, moments, async (steps, asked) => {
        const log = new CaseLog([caseListProjection]);
        try {
          await write(log, steps, 5);
          const { events } = await log.store.readAll({ limit: 1_000 });
          for (const [asOf, asOfOccurred, viewer] of asked) {
            const query = {
              viewer,
              ...(asOf === null ? {} : { asOf }),
              ...(asOfOccurred === null ? {} : { asOfOccurred }),
            };
            const states = bruteForce(events, query, 'receivedAt');
            expect(new Workload(log.database).query(query).data).toEqual(counted(states));
            expect(new Unanswered(log.database).query(query).data).toEqual(rowsOf(waitingLongest(states), query));
          }
        } finally {
          await log.close();
        }
      }),
      { numRuns: 100 },
    );
  }, 60_000);
});
