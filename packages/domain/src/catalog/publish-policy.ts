import { isObject } from '../calendar/json-shape';
import { sameJson } from '../same-json';
import { type CalendarChoice, type CalendarRef, type Policy } from '../sla/policy';
import { policyProblem, type PolicyProblem } from '../sla/policy-problems';
import { validatePolicy } from '../sla/validate-policy';
import { type CatalogContext } from './catalog-context';
import { InvalidPublication } from './catalog-rules';
import { type PublishPolicy } from './commands';
import { type PolicyEvent } from './events';
import { nameProblems } from './name';
import { assertNotLast, calendarName, durationProblems, matchesEveryCase } from './promises';
import { latestVersion } from './publication';

/**
 * A new version, unless the current one says the same. A retired policy is current again, under a version of its own.
 * @throws {InvalidPublication}
 * @throws {CatalogRuleViolation} `last-policy`: it has a condition now, and no other current policy matches every case
 */
export function publishPolicy({ name, policy: given }: PublishPolicy, context: CatalogContext): readonly PolicyEvent[] {
  const policy = validated(name, given, context);
  const before = context.policies.get(name);
  const latest = before && latestVersion(before);
  if (before?.retired === null && sameJson(latest?.content, policy)) return [];
  if (!matchesEveryCase(policy)) assertNotLast(name, context.policies);
  return [{ type: 'PolicyPublished', data: { version: (latest?.version ?? 0) + 1, policy } }];
}

function validated(name: string, given: unknown, context: CatalogContext): Policy {
  const json = isObject(given) ? { name, ...given } : given;
  const wrong = [...nameProblems(name), ...validatePolicy(json, published(context)), ...otherName(name, json)];
  if (wrong.length > 0) throw new InvalidPublication(wrong);
  const policy = json as Policy;
  const retired = retiredCalendars(policy, context);
  if (retired.length > 0) throw new InvalidPublication(retired);
  const late = durationProblems(policy, (choice) => context.calendar(refOf(choice, context)), context.now);
  if (late.length > 0) throw new InvalidPublication(late);
  return policy;
}

function otherName(name: string, json: unknown): readonly PolicyProblem[] {
  if (!isObject(json) || typeof json.name !== 'string' || json.name === name) return [];
  return [policyProblem('/name', 'other-name')];
}

function published({ calendars }: CatalogContext): readonly CalendarRef[] {
  return [...calendars.values()].flatMap(({ name, versions }) => versions.map(({ version }) => ({ name, version })));
}

function retiredCalendars({ targets }: Policy, { calendars }: CatalogContext): readonly PolicyProblem[] {
  return targets.flatMap((target, index) => {
    if (calendars.get(calendarName(target))?.retired === null) return [];
    const at = `/targets/${index}/calendar`;
    return [policyProblem(typeof target.calendar === 'string' ? at : `${at}/name`, 'retired-calendar')];
  });
}

/** The version that would be promised now. */
function refOf(choice: CalendarChoice, { calendars }: CatalogContext): CalendarRef {
  if (typeof choice !== 'string') return choice;
  return { name: choice, version: calendars.get(choice)?.versions.length ?? 0 };
}
