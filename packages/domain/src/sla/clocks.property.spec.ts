import fc from 'fast-check';
import { attempts, deepFreeze, prepare, type Standing, START, type Step, verdict } from '../../test/case-model';
import {
  clocksOf,
  type Entry,
  ORACLE_METRICS,
  type OraclePolicy,
  type OracleTarget,
} from '../../test/sla/clock-oracle';
import { book, policy, promised, target } from '../../test/sla/clock-runs';
import { type TimeDuration } from '../calendar/duration';
import { type DecisionContext } from '../case/context';
import { type CaseEvent, type RecordedEvent } from '../case/events';
import { evolveAll } from '../case/evolve';
import { CASE_ID, eventId, recorded } from '../testing';
import { type ClockContext } from './clock-context';
import { type Dated, type DatedClockEvent, type RecordedClockEvent } from './clock-events';
import { type Clocks, NO_CLOCKS } from './clock-state';
import { clockEvents } from './clocks';
import { breachesDue } from './due-clocks';
import { explainClock } from './explain';
import { type Metric } from './policy';

/** Two policies, one for what is of low severity: for each metric how many hours, pausing for whom, and held for how long. */
const targets: fc.Arbitrary<Readonly<Record<string, OracleTarget>>> = fc
  .array(
    fc.record({
      metric: fc.constantFrom(...ORACLE_METRICS),
      hours: fc.constantFrom(1, 7, 24, 25, 24 * 21),
      pauses: fc.constantFrom<OracleTarget['pauses']>(
        [],
        ['complainant'],
        ['third-party'],
        ['complainant', 'third-party'],
      ),
      holdingHours: fc.constantFrom(undefined, undefined, 48, 24 * 30),
    }),
    { minLength: 3, maxLength: 10 },
  )
  .map((list) =>
    Object.fromEntries(
      list.map(({ metric, hours, pauses, holdingHours }) => [
        metric,
        { hours, pauses, ...(holdingHours === undefined || holdingHours <= hours ? {} : { holdingHours }) },
      ]),
    ),
  );

type Targets = Readonly<Record<string, OracleTarget>>;

function versionsOf(usual: Targets, low: Targets) {
  const of = (from: Targets) =>
    Object.entries(from).map(([metric, { hours, pauses, holdingHours }]) => {
      const until = { n: holdingHours ?? 1, unit: 'hours', counting: 'elapsed' } as const;
      return target(metric as Metric, hours, { pauses, ...(holdingHours === undefined ? {} : { holding: { until } }) });
    });
  return promised(
    policy(of(usual), { name: 'usual', priority: 2 }),
    policy(of(low), { name: 'low', priority: 1, when: { severity: 'low' } }),
  );
}

interface Ran {
  readonly entries: readonly Entry[];
  readonly stream: readonly RecordedEvent[];
  readonly clocks: Clocks;
  readonly told: readonly { readonly clocks: Clocks; readonly events: readonly DatedClockEvent[] }[];
}

/** What is entered late has a property of its own: see `late-entry.property.spec.ts`. */
const onTime = (step: Step): Step => ({ ...step, late: Math.min(step.late, 0) });

/** Gives the steps to a case with clocks; a processor that wakes `at` such shares of the time between them records breaches. */
function ran(steps: readonly Step[], versions: ReturnType<typeof versionsOf>, processorAt: number | null = null): Ran {
  let standing: Standing = START;
  const entries: Entry[] = [];
  const stream: RecordedEvent[] = [];
  const told: { clocks: Clocks; events: readonly DatedClockEvent[] }[] = [];
  const clocks = (): Clocks => standing.state?.clocks ?? NO_CLOCKS;
  const record = (events: readonly (CaseEvent & Dated)[], { now: recordedAt, actor }: DecisionContext) => {
    const added = events.map(({ occurredAt, occurredAtPrecision, ...event }, index) => {
      const revision = stream.length + index;
      const when = { id: eventId(revision), revision, occurredAtPrecision, recordedAt };
      return recorded(event as CaseEvent, occurredAt, actor, when);
    });
    stream.push(...added);
    standing = { ...standing, state: deepFreeze(evolveAll(CASE_ID, standing.state, added)) };
    return added;
  };
  for (const step of steps.map(onTime)) {
    const [given, prepared] = prepare(step, standing, 'UTC');
    const at = { ...prepared, promised: versions, calendar: book() };
    const decided = verdict(given, standing.state, at);
    if ('refused' in decided) continue;
    const [from, to] = [Date.parse(standing.now), Date.parse(at.now)];
    if (processorAt !== null) record(breachesDue(clocks(), from + Math.floor((to - from) * processorAt)), at);
    const { occurredAt } = decided;
    const { occurredAtPrecision: precision, now } = at;
    const context: ClockContext = { occurredAt, precision, now, promised: versions, calendar: book() };
    const { before, after } = clockEvents(standing.state, decided.events, context);
    record(before, at);
    const events = record(
      decided.events.map((event) => ({ ...event, occurredAt, occurredAtPrecision: precision })),
      at,
    );
    record(after, at);
    standing = { ...standing, history: [...standing.history, ...events], now };
    entries.push({ events, at: Date.parse(occurredAt), now: Date.parse(now) });
    told.push({ clocks: clocks(), events: [...before, ...after] });
  }
  return { entries, stream, clocks: clocks(), told };
}

const byMetric = (lines: readonly string[]): readonly string[] => [...lines].sort();

/** The due instant of others never came, or says no more. */
const counts: readonly string[] = ['running', 'breached', 'kept-late-entry'];

function shown({ clocks }: Clocks): readonly string[] {
  return byMetric(
    clocks.map(({ metric, status, startedAt, dueAt, endedAt, isOwed }) => {
      const due = counts.includes(status) ? dueAt : 'never';
      const ended = status === 'cancelled' ? null : endedAt;
      return [metric, startedAt, due, status, ended, isOwed].join(' ');
    }),
  );
}

function expected(entries: readonly Entry[], usual: Targets, low: Targets): readonly string[] {
  const oracle: OraclePolicy = (severity) => (severity === 'low' ? low : usual);
  const iso = (ms: number | null) => (ms === null ? '' : new Date(ms).toISOString());
  return byMetric(
    clocksOf(entries, oracle).map(({ metric, start, due, state, endedAt, owed }) => {
      const stands = state === 'live' && due === Infinity;
      const status = state === 'live' ? (stands ? 'paused' : 'running') : state;
      const shownDue = counts.includes(status) ? iso(due) : 'never';
      return [metric, iso(start), shownDue, status, state === 'cancelled' ? '' : iso(endedAt), owed].join(' ');
    }),
  );
}

describe('whatever happens to a case', () => {
  it('its clocks come to what a count over the list of events says', () => {
    fc.assert(
      fc.property(attempts, targets, targets, (steps, usual, low) => {
        const { entries, clocks } = ran(steps, versionsOf(usual, low));
        expect(shown(clocks)).toEqual(expected(entries, usual, low));
      }),
      { numRuns: 500 },
    );
  });

  it('they come to the same whenever a processor recorded breaches, or none did', () => {
    fc.assert(
      fc.property(attempts, targets, fc.double({ min: 0, max: 1, noNaN: true }), (steps, usual, at) => {
        const versions = versionsOf(usual, {});
        expect(ran(steps, versions, at).clocks).toEqual(ran(steps, versions).clocks);
      }),
      { numRuns: 150 },
    );
  });

  it('what is broken or over stays as it was, but for a late entry; of each metric one clock is owed', () => {
    fc.assert(
      fc.property(attempts, targets, targets, (steps, usual, low) => {
        const { told } = ran(steps, versionsOf(usual, low));
        told.forEach(({ clocks }, index) => {
          const owed = clocks.clocks.filter(({ isOwed }) => isOwed).map(({ metric }) => metric);
          expect(new Set(owed).size).toBe(owed.length);
          const earlier = told[index - 1]?.clocks.clocks ?? [];
          for (const clock of earlier.filter(({ status }) => !['running', 'paused'].includes(status))) {
            const now = clocks.clocks.find(({ id }) => id === clock.id);
            const status =
              clock.status === 'breached' ? expect.stringMatching(/^(breached|kept-late-entry)$/) : clock.status;
            expect(now).toMatchObject({ status, dueAt: clock.dueAt, terms: clock.terms, breachedAt: clock.breachedAt });
          }
        });
      }),
      { numRuns: 150 },
    );
  });

  it('a breach is dated a millisecond after the due instant, or at the change that brought it', () => {
    fc.assert(
      fc.property(attempts, targets, targets, (steps, usual, low) => {
        const { stream, clocks } = ran(steps, versionsOf(usual, low));
        for (const { type, data, occurredAt } of stream as readonly RecordedClockEvent[]) {
          if (type !== 'ClockBreached') continue;
          const clock = clocks.clocks.find(({ id }) => id === data.clock)!;
          const broken = Math.max(Date.parse(data.dueAt) + 1, Date.parse(clock.promisedAt));
          expect(Date.parse(occurredAt)).toBe(broken);
          expect(data.dueAt).toBe(clock.dueAt);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('its explanation adds up to the due instant on record, by its own lines', () => {
    fc.assert(
      fc.property(attempts, targets, targets, (steps, usual, low) => {
        const { clocks } = ran(steps, versionsOf(usual, low));
        for (const { id, status, terms, ...clock } of clocks.clocks.filter((it) => it.status !== 'cancelled')) {
          const { parts, ...explained } = explainClock(clocks, id, book(), Date.parse(clock.dueAt));
          const dueAt = explained.dueAt.at;
          if (clock.pausedAt === null) expect(dueAt).toBe(clock.dueAt);
          const part = parts.find(({ decides }) => decides);
          if (part?.counts !== 'elapsed-time') throw new Error('Every duration is elapsed time');
          const sum = part.lines.reduce((so, { from, to }) => so + Date.parse(to.at) - Date.parse(from.at), 0);
          const { n } = part.duration as TimeDuration;
          expect([status, part.lines.at(-1)?.to.at, sum]).toEqual([status, dueAt, n * 3_600_000]);
          expect([terms.duration, terms.holding?.until]).toContainEqual(part.duration);
        }
      }),
      { numRuns: 150 },
    );
  });
});
