import ICAL from 'ical.js';
import { type AllDayEvent, isCancelled, stretchOf, type Stretch } from './all-day-events';
import { ICalendarError } from './icalendar-error';
import { MOST_OCCURRENCES, timesOf } from './occurrence-times';

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
  const found: Stretch[] = [];
  const exempted = exemptedDates(event);
  const times = timesOf(name, event, rules, to);
  for (let count = 0; ; count++) {
    const at = times.next().value;
    if (at === undefined || (to !== undefined && at.toString().slice(0, 10) > to)) return found;
    if (count === MOST_OCCURRENCES) throw new ICalendarError(`"${name}" recurs more than ${MOST_OCCURRENCES} times`);
    if (exempted.has(at.toString()) || !isOfRules(at, event.startDate, rules)) continue;
    const { item, startDate, endDate } = event.getOccurrenceDetails(at);
    if (!isCancelled(item.component)) found.push(stretchOf(item, startDate, endDate));
  }
}

/** Parts of a rule that RFC 5545 knows; whatever else there is would change what the others mean. */
const KNOWN_PARTS = new Set(
  ['freq', 'until', 'count', 'interval', 'wkst', 'bysetpos'].concat(
    ['second', 'minute', 'hour', 'day', 'monthday', 'yearday', 'weekno', 'month'].map((unit) => `by${unit}`),
  ),
);

/** @throws {ICalendarError} a rule has a part that is not understood, or a week 0 */
function assertRules(name: string, component: ICAL.Component): void {
  for (const property of component.getAllProperties('rrule')) {
    const parts = property.toJSON()[3] as unknown as Record<string, unknown>;
    const unknown = Object.keys(parts).find((part) => !KNOWN_PARTS.has(part));
    if (unknown !== undefined) {
      throw new ICalendarError(`"${name}" recurs by ${unknown.toUpperCase()}, which is not known here: give its dates`);
    }
    const weeks = [parts['byweekno'] ?? []].flat().map(Number);
    if (weeks.includes(0)) throw new ICalendarError(`"${name}" recurs in week 0, and there is none: correct its RRULE`);
  }
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

/** The 30th of February: the library would look for it for ever. */
function neverHappens(rule: ICAL.Recur): boolean {
  const months = partOf(rule, 'BYMONTH');
  const days = partOf(rule, 'BYMONTHDAY');
  if (months.length === 0 || days.length === 0) return false;
  return !months.some((month) => days.some((day) => Math.abs(day) <= (DAYS_OF_MONTH[month - 1] ?? 0)));
}

/**
 * A date that there is not in a year is left out (RFC 5545, 3.3.10), where the library goes on to the next day: a holiday
 * on the 29th of February is none on the 1st of March.
 */
function isOfRules(at: ICAL.Time, start: ICAL.Time, rules: readonly ICAL.Recur[]): boolean {
  if (rules.length !== 1) return true;
  const [rule] = rules as [ICAL.Recur];
  const months = partOf(rule, 'BYMONTH');
  const days = partOf(rule, 'BYMONTHDAY');
  const byDate =
    rule.freq === 'YEARLY' && Object.keys(rule.parts).every((part) => part === 'BYMONTH' || part === 'BYMONTHDAY');
  if (months.length > 0 && !months.includes(at.month)) return false;
  if (days.length > 0 && days.every((day) => day > 0) && !days.includes(at.day)) return false;
  return !byDate || days.length > 0 || at.day === start.day;
}

function partOf(rule: ICAL.Recur, part: 'BYMONTH' | 'BYMONTHDAY'): readonly number[] {
  return (rule.parts[part] ?? []).map(Number);
}
