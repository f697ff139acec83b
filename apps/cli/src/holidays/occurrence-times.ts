import ICAL from 'ical.js';
import { countsThroughYear, datesThroughYears } from './dates-of-year';
import { ICalendarError } from './icalendar-error';

/** More would be no holidays; a rule is followed no further. */
export const MOST_OCCURRENCES = 100_000;

/** In order. The library expands rules; those that it reads as something else are counted out, and joined with the others. */
export function* timesOf(
  name: string,
  event: ICAL.Event,
  rules: readonly ICAL.Recur[],
  to: string | undefined,
): Generator<ICAL.Time, undefined> {
  try {
    if (!rules.some(countsThroughYear)) {
      yield* timesFrom(event.iterator());
    } else {
      yield* joined(event, rules, to ?? LATEST);
    }
  } catch (error) {
    if (error instanceof ICalendarError) throw error;
    throw new ICalendarError(`"${name}": ${(error as Error).message}: correct its RRULE`, { cause: error });
  }
}

function* timesFrom(iterator: { next(): ICAL.Time | undefined | null }): Generator<ICAL.Time, undefined> {
  for (let at = iterator.next(); at !== undefined && at !== null; at = iterator.next()) yield at;
}

/** Without an end of the range every rule has an end of its own. */
const LATEST = '9998-12-31';

function* joined(event: ICAL.Event, rules: readonly ICAL.Recur[], to: string): Generator<ICAL.Time, undefined> {
  const start = event.startDate.toString();
  const extra = event.component.getAllProperties('rdate').flatMap((property) => property.getValues());
  const dates = new Set(extra.map((value) => String(value).slice(0, 10)));
  for (const rule of rules) {
    const own = countsThroughYear(rule) ? datesThroughYears(rule, start, to) : datesBy(rule, event.startDate, to);
    for (const date of own) {
      dates.add(date);
      // Who counts the occurrences says that there are too many.
      if (dates.size > MOST_OCCURRENCES) break;
    }
  }
  for (const date of [...dates].sort()) yield ICAL.Time.fromDateString(date);
}

function* datesBy(rule: ICAL.Recur, start: ICAL.Time, to: string): Generator<string> {
  for (const time of timesFrom(rule.iterator(start))) {
    const date = time.toString().slice(0, 10);
    if (date > to) return;
    yield date;
  }
}
