import { type Case } from '../case/state';
import { type ClockContext } from './clock-context';
import { type Carried, type ClockPromise, type ClockRetargeted, type ClockStarted, type Dated } from './clock-events';
import { openClocks } from './clock-list';
import { type Clocks, isLive, type Owed, pausesOf } from './clock-state';
import { calendarOf, matchPolicy, targetFor } from './match-policy';
import { CLOCK_KINDS, type ClockKind, type Metric, METRICS, type PolicyRef, type Target, type Terms } from './policy';
import { laterOf } from './sure-order';
import { timingOf } from './timing';

/**
 * Clocks for all that is owed since a known instant, promised by the policy that applies, and counted by none yet.
 * @param comesOver whether another case leaves a clock for it
 */
export function startClocks(
  state: Clocks,
  after: Case,
  context: ClockContext,
  comesOver: (metric: Metric, kind: ClockKind) => boolean = () => false,
): readonly (ClockStarted & Dated)[] {
  const started: (ClockStarted & Dated)[] = [];
  for (const metric of METRICS) {
    const { since = null, brokenElsewhere = [] } = state.owed[metric] ?? {};
    if (since === null) continue;
    for (const kind of CLOCK_KINDS) {
      const isCounted =
        brokenElsewhere.includes(kind) ||
        comesOver(metric, kind) ||
        openClocks(state.clocks).some((clock) => clock.metric === metric && clock.kind === kind && clock.isOwed);
      const promise = isCounted ? null : promiseFor(metric, kind, since, after, state, context);
      if (promise === null) continue;
      const clock = nextId(state, metric, started.filter(({ data }) => data.metric === metric).length);
      started.push({ type: 'ClockStarted', data: { clock, metric, kind, ...promise }, ...datedFrom(since, context) });
    }
  }
  return started;
}

/** `<metric>-<n>`, n counting within the case. No number is given twice, also when its clock was corrected away. */
export function nextId({ started }: Clocks, metric: Metric, startedNow = 0): string {
  return `${metric}-${(started[metric] ?? 0) + startedNow + 1}`;
}

/** What the policy that applies to the case promises from an instant on; null when it promises nothing there. */
export function promiseFor(
  metric: Metric,
  kind: ClockKind,
  startedAt: string,
  after: Case,
  { waits, held }: Pick<Clocks, 'waits' | 'held'>,
  { promised, calendar: book }: ClockContext,
  standing?: { readonly isExtended: boolean; readonly carried: Carried },
): ClockPromise | null {
  if (promised === null) return null;
  const version = matchPolicy(promised.policies, after);
  const target = version === null ? null : targetFor(version, metric, kind, after);
  if (version === null || target === null) return null;
  const calendar = calendarOf(target.calendar, promised);
  const terms = termsOf(target);
  const policy: PolicyRef = { name: version.policy.name, version: version.version };
  const anew: Carried = { pauses: [], waitsFrom: startedAt };
  const clock = { calendar, terms, startedAt, isExtended: standing?.isExtended ?? false };
  const pauses = pausesOf({ terms, carried: standing?.carried ?? anew }, waits);
  const unheld = timingOf(clock, pauses, book);
  // A holding response went out since: it counts for what is promised now as it did for what was promised before.
  const isHeld =
    standing === undefined && terms.holding !== undefined && held.some((at) => isWithin(at, startedAt, unheld.dueAt));
  const carried: Carried = isHeld ? { ...anew, isExtended: true } : (standing?.carried ?? anew);
  const timing = isHeld ? timingOf({ ...clock, isExtended: true }, pauses, book) : unheld;
  return {
    policy,
    calendar,
    terms,
    startedAt,
    ...timing,
    ...(isHeld || carried.pauses.length > 0 || carried.waitsFrom !== startedAt ? { carried } : {}),
  };
}

/** After the start: the response that starts a promise does not hold it up. */
function isWithin(at: string, from: string, to: string): boolean {
  return Date.parse(from) < Date.parse(at) && Date.parse(at) <= Date.parse(to);
}

function termsOf({ duration, pauses, holding, atRisk, escalate }: Target): Terms {
  return {
    duration,
    pauses,
    ...(holding === undefined ? {} : { holding }),
    ...(atRisk === undefined ? {} : { atRisk }),
    ...(escalate === undefined ? {} : { escalate }),
  };
}

/**
 * A merged case left a message that came in before the one from which the clock was counted so far.
 * @param owedBefore what was owed before the command
 */
export function startEarlier(
  state: Clocks,
  owedBefore: Owed,
  context: ClockContext,
): readonly (ClockRetargeted & Dated)[] {
  const metric = 'next-reply';
  const before = owedBefore[metric]?.since ?? null;
  const since = state.owed[metric]?.since ?? null;
  if (since === null || before === null || Date.parse(since) >= Date.parse(before)) return [];
  const moved = openClocks(state.clocks).filter((clock) => clock.metric === metric && clock.isOwed && isLive(clock));
  return moved.map((clock) => {
    const { id, policy, calendar, terms } = clock;
    const isOwn = clock.carried.waitsFrom === clock.startedAt;
    const carried = isOwn ? { pauses: [], waitsFrom: since } : clock.carried;
    const timing = timingOf(
      { ...clock, startedAt: since },
      pausesOf({ terms, carried }, state.waits),
      context.calendar,
    );
    const promise: ClockPromise = {
      policy,
      calendar,
      terms,
      startedAt: since,
      ...timing,
      ...(isOwn ? {} : { carried }),
    };
    return {
      type: 'ClockRetargeted',
      data: { clock: id, because: 'earlier-message', ...promise },
      ...datedFrom(since, context),
    };
  });
}

/** The context's instant, or where the clock begins later, that. */
export function datedFrom(since: string, { occurredAt, precision }: ClockContext): Dated {
  return { occurredAt: laterOf(since, occurredAt), occurredAtPrecision: precision };
}
