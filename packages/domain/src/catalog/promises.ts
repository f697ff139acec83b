import { type PreparedCalendar } from '../calendar/prepare-calendar';
import { type FieldProblem } from '../calendar/problems';
import { validateDurationOn } from '../calendar/validate-duration-on';
import { type CalendarChoice, type Policy, type Target } from '../sla/policy';
import { latestVersion, type Publication } from './publication';

/** The name of the calendar that a target is counted by, in whatever version. */
export function calendarName({ calendar }: Target): string {
  return typeof calendar === 'string' ? calendar : calendar.name;
}

/** The policies that are current, in their newest version. */
export function currentPolicies(policies: ReadonlyMap<string, Publication<Policy>>): readonly Policy[] {
  return [...policies.values()].filter(({ retired }) => retired === null).map((it) => latestVersion(it).content);
}

/** What of a valid policy would never fall due, or only when nobody waits any more, if it were promised at `now`. */
export function durationProblems(
  { targets }: Policy,
  preparedFor: (choice: CalendarChoice) => PreparedCalendar | null,
  now: string,
): readonly FieldProblem[] {
  return targets.flatMap(({ calendar, duration, holding }, index) => {
    const prepared = preparedFor(calendar);
    if (prepared === null) return [];
    const at = `/targets/${index}`;
    return [
      ...validateDurationOn(prepared, duration, Date.parse(now), `${at}/duration`),
      ...(holding ? validateDurationOn(prepared, holding.until, Date.parse(now), `${at}/holding/until`) : []),
    ];
  });
}
