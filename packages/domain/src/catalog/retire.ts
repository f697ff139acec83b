import { type CatalogContext } from './catalog-context';
import { CatalogRuleViolation } from './catalog-rules';
import { type RetireCalendar, type RetirePolicy } from './commands';
import { type CalendarEvent, type PolicyEvent } from './events';
import { assertNotLast, calendarName, currentPolicies } from './promises';

/**
 * No case is promised it from now on. One that there is not, or that is retired already, is left as it is.
 * @throws {CatalogRuleViolation} `last-policy`: no other current policy matches every case
 */
export function retirePolicy({ name }: RetirePolicy, { policies }: CatalogContext): readonly PolicyEvent[] {
  if (policies.get(name)?.retired !== null) return [];
  assertNotLast(name, policies);
  return [{ type: 'PolicyRetired', data: {} }];
}

/**
 * No policy can name it from now on. One that there is not, or that is retired already, is left as it is.
 * @throws {CatalogRuleViolation} `calendar-in-use`: a current policy names it, in whatever version
 */
export function retireCalendar(
  { name }: RetireCalendar,
  { policies, calendars }: CatalogContext,
): readonly CalendarEvent[] {
  if (calendars.get(name)?.retired !== null) return [];
  const users = currentPolicies(policies).filter(({ targets }) => targets.some((it) => calendarName(it) === name));
  if (users.length > 0) throw new CatalogRuleViolation('calendar-in-use', users.map((it) => it.name).join(', '));
  return [{ type: 'CalendarRetired', data: {} }];
}
