import { type Calendar } from '../calendar/calendar';
import { prepareCalendar } from '../calendar/prepare-calendar';
import { problem } from '../calendar/problems';
import { validateCalendar } from '../calendar/validate-calendar';
import { sameJson } from '../same-json';
import { policyProblem, type PolicyProblem } from '../sla/policy-problems';
import { type CatalogContext } from './catalog-context';
import { InvalidPublication } from './catalog-rules';
import { type PublishCalendar } from './commands';
import { type CalendarEvent } from './events';
import { nameProblems } from './name';
import { currentPolicies, durationProblems } from './promises';
import { latestVersion } from './publication';

/**
 * A new version, unless the current one says the same. A retired calendar is current again, under a version of its own.
 * @throws {InvalidPublication}
 */
export function publishCalendar(
  { name, calendar: given }: PublishCalendar,
  context: CatalogContext,
): readonly CalendarEvent[] {
  const wrong = [...nameProblems(name), ...validateCalendar(given)];
  if (wrong.length > 0) throw new InvalidPublication(wrong);
  const calendar = given as Calendar;
  const before = context.calendars.get(name);
  const latest = before && latestVersion(before);
  if (before?.retired === null && sameJson(latest?.content, calendar)) return [];
  const late = brokenPromises(name, calendar, context);
  if (late.length > 0) throw new InvalidPublication(late);
  return [{ type: 'CalendarPublished', data: { version: (latest?.version ?? 0) + 1, calendar } }];
}

/** What policies that take the newest version of this calendar promise, and what could not be promised on it. */
function brokenPromises(name: string, calendar: Calendar, { policies, now }: CatalogContext): readonly PolicyProblem[] {
  const prepared = prepareCalendar(calendar);
  return currentPolicies(policies).flatMap((policy) =>
    durationProblems(policy, (choice) => (choice === name ? prepared : null), now).map(({ pointer, code }) => {
      const what = `${pointer} of the policy ${policy.name}`;
      return code === 'holding-not-longer'
        ? policyProblem('/weekly', code, what)
        : problem('/weekly', 'too-long', `${what} would be due in more than 20 years`);
    }),
  );
}
