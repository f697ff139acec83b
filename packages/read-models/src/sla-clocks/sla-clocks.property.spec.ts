import { type Case, breachesDue, breachInstant, clocksAt, escalationsDue, METRICS } from '@redress/domain';
import { agent, integration, supervisor } from '@redress/domain/testing';
import fc from 'fast-check';
import {
  atRiskThen,
  breachesThen,
  clocksThen,
  type Histories,
  historiesOf,
  reportThen,
} from '../../test/brute-force-clocks';
import { CaseLog } from '../../test/case-log';
import { BEGIN, live, type LifeStep, randomLives } from '../../test/random-lives';
import { caseListProjection } from '../case-list/case-list-projection';
import { AtRisk } from './at-risk';
import { Breaches } from './breaches';
import { type ClockListQuery, type ClockPage, type ClockQuestion, type ClockRow } from './clock-list-query';
import { DueClocks } from './due-cases';
import { SlaReports } from './sla-report';
import { REPORT_GROUPS, type SlaReportLine } from './sla-report-query';

/** An instant of a history that is not made yet: any, or one at which something changes, or a millisecond beside that. */
interface InstantChoice {
  readonly nth: number;
  readonly shift: number;
}
const instant: fc.Arbitrary<InstantChoice> = fc.record({
  nth: fc.nat({ max: 100_000 }),
  shift: fc.constantFrom(-1, 0, 0, 1, -3_600_000, 3_600_000),
});
const moment = fc.oneof(
  fc.record({ asOf: instant }),
  fc.record({ asOfOccurred: instant }),
  fc.record({ asOf: instant, asOfOccurred: instant }),
);

const filter = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  fc.record({ metric: fc.constantFrom(...METRICS) }),
  fc.record({ policy: fc.constantFrom('usual', 'urgent') }),
  fc.record({ handler: fc.constantFrom('ann', 'ben') }),
  fc.record({ channel: fc.constantFrom('web', 'phone'), severity: fc.constantFrom('low', 'critical') }),
  fc.record({ escalationLevel: fc.constantFrom(1, 2, 3) }),
);
const viewer = fc.constantFrom(supervisor, agent, integration, { ...agent, id: 'ben', via: 'ben' });

/** Every page, one clock on each. */
function pages<Row extends ClockRow>(
  list: { query(query: ClockListQuery): ClockPage<Row> },
  query: ClockListQuery,
): readonly Row[] {
  const rows: Row[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = list.query({ ...query, limit: 1, ...(cursor === undefined ? {} : { cursor }) });
    rows.push(...page.data);
    cursor = page.next;
  }
  return rows;
}

interface Lived {
  readonly log: CaseLog;
  readonly histories: Histories;
  readonly now: string;
  readonly cases: ReadonlyMap<string, Case>;
  /** The instant that a choice means in this history. */
  readonly chosen: (choice: InstantChoice) => string;
}

async function lived(steps: readonly LifeStep[], every: number, check: (lived: Lived) => void | Promise<void>) {
  // By turns: read in the order of the log, and by whole streams.
  const log = new CaseLog([caseListProjection], ':memory:', { inLogOrder: steps.length % 2 === 0 });
  try {
    const { now, cases } = await live(log, steps, every);
    const histories = historiesOf((await log.store.readAll({ limit: 5_000 })).events);
    const question = { viewer: supervisor, now: '2027-01-01T00:00:00.000Z' };
    const turns = [
      ...[...histories.values()].flat().flatMap(({ recordedAt, occurredAt }) => [recordedAt, occurredAt]),
      ...clocksThen(histories, question).flatMap(({ clock }) => [clock.dueAt, clock.atRiskAt ?? clock.dueAt]),
    ].filter((it) => it >= BEGIN);
    const chosen = ({ nth, shift }: InstantChoice) =>
      new Date(Date.parse(turns[nth % turns.length] ?? now) + shift).toISOString();
    await check({ log, histories, now, cases, chosen });
  } finally {
    await log.close();
  }
}

type Choices = Readonly<Record<string, InstantChoice>>;
const at = (choices: Choices, chosen: Lived['chosen']): object =>
  Object.fromEntries(Object.entries(choices).map(([name, choice]) => [name, chosen(choice)]));

const every = fc.constantFrom(1, 4, 1_000);
const question = fc.record({ moment, filter, viewer });
const hundred = fc.array(question, { minLength: 100, maxLength: 100 });
const RUNS = 25;

describe('whatever became of the promises of cases', () => {
  it('100 questions for the breaches of a past are answered as every event until then, folded anew, says', async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(randomLives, every, hundred, async (steps, pace, questions) => {
        await lived(steps, pace, ({ log, histories, now, chosen }) => {
          const list = new Breaches(log.database);
          for (const { moment: when, filter: given, viewer: who } of questions) {
            const query = { ...given, ...at(when, chosen), viewer: who, now } as ClockQuestion;
            const expected = breachesThen(histories, query);
            expect(list.query({ ...query, limit: 200 }).data).toEqual(expected);
            found += expected.length;
          }
        });
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
    expect(found).toBeGreaterThan(RUNS);
  }, 120_000);

  it('the same for what is at risk', async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(randomLives, every, hundred, async (steps, pace, questions) => {
        await lived(steps, pace, ({ log, histories, now, chosen }) => {
          const list = new AtRisk(log.database);
          for (const { moment: when, filter: given, viewer: who } of questions) {
            const query = { ...given, ...at(when, chosen), viewer: who, now } as ClockQuestion;
            const expected = atRiskThen(histories, query);
            expect(list.query({ ...query, limit: 200 }).data).toEqual(expected);
            found += expected.length;
          }
        });
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
    expect(found).toBeGreaterThan(RUNS);
  }, 120_000);

  it('the present is that of the instant at which it is asked, whatever is on record by then, page by page', async () => {
    const wait = fc.constantFrom(0, 1, 3_600_000, 86_400_000);
    const asked = fc.record({
      filter,
      viewer,
      wait,
      standing: fc.constantFrom({}, { standing: 'open' }, { standing: 'done' }),
      kind: fc.constantFrom({}, { kind: 'promise' }, { kind: 'milestone' }),
      past: fc.option(moment),
    });
    await fc.assert(
      fc.asyncProperty(
        randomLives,
        every,
        fc.array(asked, { minLength: 10, maxLength: 10 }),
        async (steps, pace, questions) => {
          await lived(steps, pace, ({ log, histories, now, chosen }) => {
            const [breaches, atRisk] = [new Breaches(log.database), new AtRisk(log.database)];
            for (const { filter: given, viewer: who, wait: ms, standing, kind, past } of questions) {
              const later = new Date(Date.parse(now) + ms).toISOString();
              const when = past === null ? {} : at(past, chosen);
              const query = { ...given, ...when, viewer: who, now: later } as ClockQuestion;
              const broken = { ...query, ...standing } as ClockQuestion;
              expect(pages(breaches, broken)).toEqual(breachesThen(histories, broken));
              const risky = { ...query, ...kind } as ClockQuestion;
              expect(pages(atRisk, risky)).toEqual(atRiskThen(histories, risky));
            }
          });
        },
      ),
      { numRuns: RUNS, endOnFailure: true },
    );
  }, 120_000);

  it('a report counts what a count of one clock after the other gives', async () => {
    const asked = fc.record({
      groupBy: fc.subarray([...REPORT_GROUPS]),
      period: fc.record({ from: instant, to: instant }, { requiredKeys: [] }),
      moment: fc.oneof(fc.constant({}), moment),
      filter,
      viewer,
    });
    const inOrder = (lines: readonly SlaReportLine[]) =>
      [...lines].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    await fc.assert(
      fc.asyncProperty(
        randomLives,
        every,
        fc.array(asked, { minLength: 20, maxLength: 20 }),
        async (steps, pace, questions) => {
          await lived(steps, pace, ({ log, histories, now, chosen }) => {
            const reports = new SlaReports(log.database);
            for (const { groupBy, period, moment: when, filter: given, viewer: who } of questions) {
              const asOf = { ...given, ...at(when, chosen), viewer: who, now } as ClockQuestion;
              const query = { ...asOf, ...at(period as Choices, chosen), groupBy };
              const { from, to, data } = reports.query(query);
              expect(inOrder(data)).toEqual(inOrder(reportThen(histories, { ...query, from, to })));
            }
          });
        },
      ),
      { numRuns: RUNS, endOnFailure: true },
    );
  }, 120_000);

  it('what falls due and is not on record yet is found, oldest first, and when the next will', async () => {
    await fc.assert(
      fc.asyncProperty(
        randomLives,
        every,
        fc.array(instant, { minLength: 10, maxLength: 10 }),
        async (steps, pace, instants) => {
          await lived(steps, pace, async ({ log, cases, chosen }) => {
            const due = new DueClocks(log.database);
            for (const ms of instants.map(chosen).map((it) => Date.parse(it))) {
              const found = await due.due(ms, 100);
              const expected = dueAt(cases, ms);
              const since = found.map(({ caseId, kind }) => expected.get(`${kind} ${caseId}`) ?? NaN);
              expect(found).toHaveLength(expected.size);
              expect(since).toEqual([...expected.values()].sort((a, b) => a - b));
              expect(await due.due(ms, 1)).toEqual(found.slice(0, 1));
            }
            for (const ms of [0, ...instants.map(chosen).map((it) => Date.parse(it))]) {
              expect(await due.next(ms)).toBe(nextOf(cases, ms));
            }
          });
        },
      ),
      { numRuns: RUNS, endOnFailure: true },
    );
  }, 120_000);
});

/** Since when what is not on record, by kind and case. */
function dueAt(cases: ReadonlyMap<string, Case>, ms: number): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const [id, { clocks }] of cases) {
    const [breach] = breachesDue(clocks, ms);
    if (breach !== undefined) found.set(`breach ${id}`, Date.parse(breach.occurredAt));
    const [escalation] = escalationsDue(clocksAt(clocks, ms), ms);
    if (escalation !== undefined) found.set(`escalation ${id}`, Date.parse(escalation.since));
  }
  return found;
}

function nextOf(cases: ReadonlyMap<string, Case>, afterMs: number): number | null {
  const END = Date.parse('2100-01-01T00:00:00Z');
  const instants = [...cases.values()].flatMap(({ clocks }) => [
    ...clocks.clocks
      .filter(({ kind, status }) => kind === 'promise' && status === 'running')
      .map((clock) => Date.parse(breachInstant(clock))),
    // Of each clock only the next one: the one after it counts when that is on record.
    ...[...Map.groupBy(escalationsDue(clocks, END), ({ clock }) => clock).values()].map(([first]) =>
      Date.parse(first?.since ?? ''),
    ),
  ]);
  const later = instants.filter((it) => it > afterMs);
  return later.length === 0 ? null : Math.min(...later);
}
