import fc from 'fast-check';
import {
  asked,
  book,
  came,
  clock,
  type Happening,
  mergedFrom,
  on,
  policy,
  promised,
  received,
  requested,
  type Run,
  run,
  target,
} from '../../test/sla/clock-runs';
import { event } from '../testing';
import { promisesLeft } from './merge-clocks';

/** All times are in hours after this. */
const START = Date.parse('2026-03-02T00:00:00.000Z');
const MERGED_AT = 100;
const LONG_AFTER = 1000;
const at = (hour: number): string => new Date(START + hour * 3_600_000).toISOString();

/** Somebody is waited for from the hour `since` on, until the hour `until` begins. */
interface Wait {
  readonly since: number;
  readonly until: number;
}

/** A case that is received at an hour and promises everything within as many. */
interface Life {
  readonly start: number;
  readonly hours: number;
  readonly waits: readonly Wait[];
}

const life: fc.Arbitrary<Life> = fc
  .record({
    start: fc.integer({ min: 0, max: 90 }),
    hours: fc.integer({ min: 10, max: 120 }),
    waits: fc.array(fc.tuple(fc.integer({ min: 0, max: 150 }), fc.integer({ min: 1, max: 60 })), { maxLength: 4 }),
  })
  .map(({ start, hours, waits }) => ({
    start,
    hours,
    waits: waits.map(([after, length]) => ({ since: start + after, until: start + after + length })),
  }));

const METRICS = ['final-response', 'next-reply'] as const;

function options({ hours }: Life) {
  return { promised: promised(policy(METRICS.map((metric) => target(metric, hours, { pauses: ['complainant'] })))) };
}

type Timed = readonly [hour: number, happening: Happening];

function waiting(waits: readonly Wait[], until: number): readonly Timed[] {
  return waits.flatMap((wait, index): readonly Timed[] => {
    if (wait.since > until) return [];
    const asking: Timed = [wait.since, on(at(wait.since), requested(`request-${index}`))];
    return wait.until > until ? [asking] : [asking, [wait.until, on(at(wait.until), came(`request-${index}`))]];
  });
}

const inOrder = (list: readonly Timed[]): readonly Happening[] =>
  [...list].sort(([a], [b]) => a - b).map(([, happening]) => happening);

function left(source: Run) {
  return mergedFrom({
    receivedAt: source.case?.receivedAt ?? '',
    openMessages: source.case?.openMessages ?? [],
    promises: promisesLeft(source.clocks, at(MERGED_AT), book()),
  });
}

/** The source has an open message from its start on; the target has one, or none. */
function merged(theirs: Life, ours: Life, isAsked: boolean, end: number): Run {
  const source = run(
    options(theirs),
    on(at(theirs.start), received, asked),
    ...inOrder(waiting(theirs.waits, MERGED_AT)),
  );
  return run(
    options(ours),
    on(at(ours.start), received, ...(isAsked ? [asked] : [])),
    ...inOrder([...waiting(ours.waits, end), [MERGED_AT, on(at(MERGED_AT), left(source))]]),
    on(at(end), event('NoteAdded')),
  );
}

type IsWaiting = (hour: number) => boolean;

const during =
  (waits: readonly Wait[]): IsWaiting =>
  (hour) =>
    waits.some(({ since, until }) => since <= hour && hour < until);

/** Counts one hour after the other in which nobody is waited for. Who is asked at the due instant stops the clock still. */
function dueAfter(start: number, hours: number, isWaiting: IsWaiting): number {
  let hour = start;
  for (let remaining = hours; remaining > 0 || isWaiting(hour); hour += 1) if (!isWaiting(hour)) remaining -= 1;
  return hour;
}

/** Per metric the clocks that the merge had to choose from; null where one was broken by then. */
function dueTimes(theirs: Life, ours: Life, isAsked: boolean) {
  const ourWaits = during(ours.waits);
  const carriedWaits: IsWaiting = (hour) => (hour < MERGED_AT ? during(theirs.waits)(hour) : ourWaits(hour));
  const their = dueAfter(theirs.start, theirs.hours, carriedWaits);
  const own = dueAfter(ours.start, ours.hours, ourWaits);
  // Of a message that is taken over, the target's own policy counts from when it came in.
  const oldest = isAsked ? Math.min(ours.start, theirs.start) : theirs.start;
  const reply = dueAfter(oldest, ours.hours, ourWaits);
  if (their < MERGED_AT) return [];
  return [
    ...(own < MERGED_AT ? [] : [{ metric: METRICS[0], theirs: their, ours: own }]),
    ...(isAsked && own < MERGED_AT ? [] : [{ metric: METRICS[1], theirs: their, ours: reply }]),
  ];
}

const lives = fc.tuple(life, life, fc.boolean());

describe('whoever is waited for by either case, before the merge or after it', () => {
  it('the target is due when the first of both promises would have been', () => {
    const chosen = { theirs: 0, ours: 0 };
    fc.assert(
      fc.property(lives, ([theirs, ours, isAsked]) => {
        const after = merged(theirs, ours, isAsked, LONG_AFTER);
        for (const { metric, ...due } of dueTimes(theirs, ours, isAsked)) {
          chosen[due.theirs < due.ours ? 'theirs' : 'ours'] += 1;
          expect([metric, clock(after, `${metric}-1`).dueAt]).toEqual([metric, at(Math.min(due.theirs, due.ours))]);
        }
      }),
      { numRuns: 500 },
    );
    expect(Math.min(chosen.theirs, chosen.ours)).toBeGreaterThan(50);
  });
});
