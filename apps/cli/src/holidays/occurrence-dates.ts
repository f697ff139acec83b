import type ICAL from 'ical.js';
import { datesOf } from './counted-out';

/** More would be no holidays; a rule is followed no further. */
export const MOST_OCCURRENCES = 100_000;
/** Without an end of the range every rule has an end of its own. */
const LATEST = '9998-12-31';

/** The dates of an event that recurs, in order, by its rules and its list (RDATE); at most one more than are taken. */
export function occurrenceDates(event: ICAL.Event, rules: readonly ICAL.Recur[], to = LATEST): readonly string[] {
  const start = event.startDate.toString();
  const listed = event.component.getAllProperties('rdate').flatMap((property) => property.getValues());
  const dates = new Set(listed.map((value) => String(value).slice(0, 10)).filter((date) => date <= to));
  for (const rule of rules) {
    for (const date of datesOf(rule, start, to)) {
      if (dates.size > MOST_OCCURRENCES) break;
      dates.add(date);
    }
  }
  return [...dates].sort();
}
