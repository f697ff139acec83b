import ICAL from 'ical.js';
import { type AllDayEvent, isCancelled, stretchOf, type Stretch } from './all-day-events';
import { ICalendarError } from './icalendar-error';
import { MOST_OCCURRENCES, occurrenceDates } from './occurrence-dates';

const OFTENER_THAN_DAILY = ['SECONDLY', 'MINUTELY', 'HOURLY'];
/** In a leap year. */
const DAYS_OF_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Every occurrence of an event, cancelled and exempted ones left out, those that begin after `to` too.
 * @throws {ICalendarError} it recurs for ever and no `to` is given, or oftener than daily
 */
export function occurrencesOf({ name, event }: AllDayEvent, to: string | undefined): readonly Stretch[] {
  if (!event.isRecurring()) return [stretchOf(event, event.startDate, event.endDate)];
  const rules = rulesOf(event.component);
  assertRules(name, event.component);
  assertBounded(name, rules, to);
  const own = rules.length === 0 ? ownOccurrence(event) : [];
  return rules.some(neverHappens) ? own : [...own, ...expanded(name, event, rules, to)];
}

function expanded(
  name: string,
  event: ICAL.Event,
  rules: readonly ICAL.Recur[],
  to: string | undefined,
): readonly Stretch[] {
  const dates = occurrenceDates(event, rules, to);
  if (dates.length > MOST_OCCURRENCES) {
    throw new ICalendarError(`"${name}" recurs more than ${MOST_OCCURRENCES} times`);
  }
  const exempted = exemptedDates(event);
  return dates
    .filter((date) => !exempted.has(date))
    .map((date) => event.getOccurrenceDetails(ICAL.Time.fromDateString(date)))
    .filter(({ item }) => !isCancelled(item.component))
    .map(({ item, startDate, endDate }) => stretchOf(item, startDate, endDate));
}

/** Parts of a rule that RFC 5545 knows; whatever else there is would change what the others mean. */
const KNOWN_PARTS = new Set(
  ['freq', 'until', 'count', 'interval', 'wkst', 'bysetpos'].concat(
    ['second', 'minute', 'hour', 'day', 'monthday', 'yearday', 'weekno', 'month'].map((unit) => `by${unit}`),
  ),
);

/** @throws {ICalendarError} a rule has a part that is not understood, or that RFC 5545 forbids beside the others */
function assertRules(name: string, component: ICAL.Component): void {
  for (const property of component.getAllProperties('rrule')) {
    const unknown = Object.keys(property.toJSON()[3] as object).find((part) => !KNOWN_PARTS.has(part));
    if (unknown !== undefined) {
      throw new ICalendarError(`"${name}" recurs by ${unknown.toUpperCase()}, which is not known here: give its dates`);
    }
    const forbidden = forbiddenPart(property.getFirstValue() as ICAL.Recur);
    if (forbidden !== null) throw new ICalendarError(`"${name}": ${forbidden}: correct its RRULE`);
  }
}

/** RFC 5545, section 3.3.10. */
function forbiddenPart({ freq, parts }: ICAL.Recur): string | null {
  const isNumbered = (parts.BYDAY ?? []).some((day) => /\d/.test(String(day)));
  if ((parts.BYWEEKNO ?? []).some((week) => Number(week) === 0)) return 'there is no week 0';
  if (parts.BYWEEKNO !== undefined && freq !== 'YEARLY') return `BYWEEKNO does not go with ${freq}`;
  if (parts.BYYEARDAY !== undefined && freq !== 'YEARLY') return `BYYEARDAY does not go with ${freq}`;
  if (parts.BYMONTHDAY !== undefined && freq === 'WEEKLY') return 'BYMONTHDAY does not go with WEEKLY';
  if (isNumbered && freq !== 'YEARLY' && freq !== 'MONTHLY') return `a numbered BYDAY does not go with ${freq}`;
  if (isNumbered && parts.BYWEEKNO !== undefined) return 'a numbered BYDAY does not go with BYWEEKNO';
  return null;
}

function rulesOf(component: ICAL.Component): readonly ICAL.Recur[] {
  return component.getAllProperties('rrule').map((property) => property.getFirstValue() as ICAL.Recur);
}

function assertBounded(name: string, rules: readonly ICAL.Recur[], to: string | undefined): void {
  for (const rule of rules) {
    if (OFTENER_THAN_DAILY.includes(rule.freq)) {
      throw new ICalendarError(`"${name}" lasts whole days but recurs ${rule.freq}: correct its RRULE`);
    }
    if (to === undefined && rule.isFinite() === false) {
      throw new ICalendarError(`"${name}" recurs for ever: say until when it is to be read (to)`);
    }
  }
}

/** With dates beside it (RDATE) and no rule, the library leaves the event's own date out, which RFC 5545 counts. */
function ownOccurrence(event: ICAL.Event): readonly Stretch[] {
  const isExempted = exemptedDates(event).has(event.startDate.toString());
  return isExempted ? [] : [stretchOf(event, event.startDate, event.endDate)];
}

/** The library passes over some where there are several, so they are looked at here again. */
function exemptedDates({ component }: ICAL.Event): ReadonlySet<string> {
  const values = component.getAllProperties('exdate').flatMap((property) => property.getValues());
  return new Set(values.map((value) => String(value).slice(0, 10)));
}

/** The 30th of February: there is no need to look for it through all years. */
function neverHappens(rule: ICAL.Recur): boolean {
  const months = partOf(rule, 'BYMONTH');
  const days = partOf(rule, 'BYMONTHDAY');
  if (months.length === 0 || days.length === 0) return false;
  return !months.some((month) => days.some((day) => Math.abs(day) <= (DAYS_OF_MONTH[month - 1] ?? 0)));
}

function partOf(rule: ICAL.Recur, part: 'BYMONTH' | 'BYMONTHDAY'): readonly number[] {
  return (rule.parts[part] ?? []).map(Number);
}
