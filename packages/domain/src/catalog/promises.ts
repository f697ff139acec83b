import { dueAt } from '../calendar/due-at';
import { type Duration } from '../calendar/duration';
import { type PreparedCalendar } from '../calendar/prepare-calendar';
import { validateDurationOn } from '../calendar/validate-duration-on';
import { type CalendarChoice, type Policy, type Target } from '../sla/policy';
import { policyProblem, type PolicyProblem } from '../sla/policy-problems';
import { CatalogRuleViolation } from './catalog-rules';
import { latestVersion, type Publication } from './publication';

/** The name of the calendar that a target is counted by, in whatever version. */
export function calendarName({ calendar }: Target): string {
  return typeof calendar === 'string' ? calendar : calendar.name;
}

/** The policies that are current, in their newest version. */
export function currentPolicies(policies: ReadonlyMap<string, Publication<Policy>>): readonly Policy[] {
  return [...policies.values()].filter(({ retired }) => retired === null).map((it) => latestVersion(it).content);
}

/**
 * A current policy that matches every case is about to do so no longer.
 * @throws {CatalogRuleViolation} `last-policy`: no other current one does
 */
export function assertNotLast(name: string, policies: ReadonlyMap<string, Publication<Policy>>): void {
  const left = currentPolicies(policies).filter(matchesEveryCase);
  if (left.length === 1 && left[0]?.name === name) throw new CatalogRuleViolation('last-policy', name);
}

export function matchesEveryCase({ when }: Policy): boolean {
  return Object.keys(when).length === 0;
}

/**
 * What of a valid policy would never fall due, or only when nobody waits any more, if it were promised at `now`; and which
 * holding response would not extend its promise.
 */
export function durationProblems(
  { targets }: Policy,
  preparedFor: (choice: CalendarChoice) => PreparedCalendar | null,
  now: string,
): readonly PolicyProblem[] {
  const nowMs = Date.parse(now);
  return targets.flatMap(({ calendar, duration, holding }, index) => {
    const prepared = preparedFor(calendar);
    if (prepared === null) return [];
    const at = `/targets/${index}`;
    const late = [
      ...validateDurationOn(prepared, duration, nowMs, `${at}/duration`),
      ...(holding ? validateDurationOn(prepared, holding.until, nowMs, `${at}/holding/until`) : []),
    ];
    if (late.length > 0 || !holding) return late;
    return holdingProblems(prepared, duration, holding.until, nowMs, `${at}/holding/until`);
  });
}

/** Every weekday and every hour of the day comes up, and every season. */
const STEP_MS = 25 * 3_600_000;
const STARTS = 351;

/** Working and elapsed time, weeks and business days can only be compared by counting: from instants all over the year that begins now. */
function holdingProblems(
  prepared: PreparedCalendar,
  duration: Duration,
  until: Duration,
  nowMs: number,
  pointer: string,
): readonly PolicyProblem[] {
  for (let index = 0; index < STARTS; index++) {
    const start = nowMs + index * STEP_MS;
    if (dueAt(prepared, start, until) > dueAt(prepared, start, duration)) continue;
    return [
      policyProblem(pointer, 'holding-not-longer', `it would not be longer from ${new Date(start).toISOString()}`),
    ];
  }
  return [];
}
