import { type Holiday } from '@redress/domain';
import { addDays, daysBetween } from './dates';
import { allDayEvents, asName, type Stretch } from './all-day-events';
import { ICalendarError } from './icalendar-error';
import { occurrencesOf } from './occurrences';

/** Dates, both inclusive, `YYYY-MM-DD`. */
export interface HolidayRange {
  readonly from?: string;
  readonly to?: string;
}

/** A century: no list of holidays has more, and a mistyped year would fill the memory. */
const MOST_DAYS = 36_600;

/**
 * The holidays of an iCalendar text (RFC 5545), for the `holidays` of a calendar: every event on whole days, day by day,
 * with its repetitions within the range; cancelled ones left out. Two on one date are joined. Sorted by date.
 * @throws {ICalendarError} it cannot be read, or recurs for ever and the range has no `to`
 */
export function holidaysFrom(icsText: string, range: HolidayRange = {}): readonly Holiday[] {
  const names = new Map<string, Set<string>>();
  for (const event of allDayEvents(icsText)) {
    for (const stretch of occurrencesOf(event, range.to)) {
      for (const date of daysOf(stretch, range)) names.set(date, (names.get(date) ?? new Set()).add(stretch.name));
    }
  }
  return [...names]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([date, all]) => ({ date, name: asName([...all].join(', ')) }));
}

function daysOf({ name, first, last }: Stretch, { from = first, to = last }: HolidayRange): readonly string[] {
  const begin = from > first ? from : first;
  const end = to < last ? to : last;
  const count = daysBetween(begin, end) + 1;
  if (count > MOST_DAYS) throw new ICalendarError(`"${name}" lasts ${count} days: correct its DTEND, or give a range`);
  return Array.from({ length: Math.max(0, count) }, (_none, index) => addDays(begin, index));
}
