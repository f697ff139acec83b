import { assertCovered } from './calendar-range-error';
import { DAY_MS, type Day, yearStart } from './days';
import { forEachCounted, type Opening, openingsBetween, type Schedule } from './openings';

/** The working time of one year in UTC, added up. */
export interface Page {
  readonly year: number;
  /** Epoch ms; `to` is the first instant of the next page. */
  readonly from: number;
  readonly to: number;
  /** Epoch ms at which it opens and closes, in order. */
  readonly opens: Float64Array;
  readonly closes: Float64Array;
  /** Working ms of the page before each opening; one more at the end, the sum of all. */
  readonly before: Float64Array;
  /** Close of business of each local date of the year, epoch ms; NaN when it is no business day. */
  readonly closeOfBusiness: Float64Array;
}

/** A night shift, and a zone's distance from UTC, reach this far into the neighbouring years. */
const MARGIN_DAYS = 3;

/**
 * @throws {CalendarRangeError} outside the years that a calendar covers
 */
export function pageOf(schedule: Schedule, year: number): Page {
  assertCovered(year);
  const from = yearStart(year);
  const to = yearStart(year + 1);
  const firstDay = from / DAY_MS;
  const endDay = to / DAY_MS;
  const openings = openingsBetween(schedule, firstDay - MARGIN_DAYS, endDay + MARGIN_DAYS);
  return {
    year,
    from,
    to,
    ...sums(openings, from, to),
    closeOfBusiness: closesByDate(openings, firstDay, endDay),
  };
}

function sums(openings: readonly Opening[], fromMs: number, toMs: number): Pick<Page, 'opens' | 'closes' | 'before'> {
  const opens = new Float64Array(openings.length);
  const closes = new Float64Array(openings.length);
  const before = new Float64Array(openings.length + 1);
  let count = 0;
  forEachCounted(openings, fromMs, toMs, (from, to) => {
    opens[count] = from;
    closes[count] = to;
    before[count + 1] = before[count]! + to - from;
    count++;
  });
  return { opens: opens.slice(0, count), closes: closes.slice(0, count), before: before.slice(0, count + 1) };
}

function closesByDate(openings: readonly Opening[], firstDay: Day, endDay: Day): Float64Array {
  const table = new Float64Array(endDay - firstDay).fill(Number.NaN);
  for (const { day, to } of openings) {
    if (day < firstDay || day >= endDay) continue;
    const known = table[day - firstDay]!;
    table[day - firstDay] = known > to ? known : to;
  }
  return table;
}
