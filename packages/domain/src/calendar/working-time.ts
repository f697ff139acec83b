import { assertWholeMs, CalendarRangeError } from './calendar-range-error';
import { type Page } from './page';
import { type PreparedCalendar } from './prepare-calendar';
import { countUpTo } from './search';

/** Nobody waits longer: an addition that has not ended by then is refused. */
export const MAX_YEARS = 200;

/**
 * The instant by which `ms` of working time have passed since `atMs` (epoch ms): the earliest, so that what is used up
 * at the close of business ends there and not on the next morning. A negative `ms` counts back, to the latest instant from
 * which that much lies before `atMs`. Zero moves nothing.
 * @throws {CalendarRangeError} not whole milliseconds, outside the years covered, or more than {@link MAX_YEARS} years away
 */
export function addWorkingTime(prepared: PreparedCalendar, atMs: number, ms: number): number {
  assertWholeMs(atMs);
  assertWholeMs(ms);
  if (ms === 0) return atMs;
  const page = prepared.pageAt(atMs);
  const sum = workedBefore(page, atMs) + ms;
  return ms > 0 ? forwards(prepared, page, sum) : backwards(prepared, page, sum);
}

/**
 * Working time from one instant to another, both epoch ms; negative when the second lies before the first.
 * @throws {CalendarRangeError} not whole milliseconds, or outside the years covered
 */
export function workingTimeBetween(prepared: PreparedCalendar, fromMs: number, toMs: number): number {
  assertWholeMs(fromMs);
  assertWholeMs(toMs);
  if (fromMs > toMs) return 0 - workingTimeBetween(prepared, toMs, fromMs);
  const first = prepared.pageAt(fromMs);
  const last = prepared.pageAt(toMs);
  let sum = workedBefore(last, toMs) - workedBefore(first, fromMs);
  for (let year = first.year; year < last.year; year++) sum += total(prepared.page(year));
  return sum;
}

/** Working ms of the page before an instant on it. */
function workedBefore({ opens, closes, before }: Page, ms: number): number {
  const index = countUpTo(opens, ms) - 1;
  return index < 0 ? 0 : before[index]! + Math.min(ms, closes[index]!) - opens[index]!;
}

function total({ before }: Page): number {
  return before[before.length - 1]!;
}

/** The earliest instant before which the page, and those after it, have `sum` working ms; more than 0. */
function forwards(prepared: PreparedCalendar, start: Page, sum: number): number {
  let page = start;
  let left = sum;
  while (left > total(page)) {
    left -= total(page);
    page = neighbour(prepared, page.year + 1, start);
  }
  const index = countUpTo(page.before, left - 1) - 1;
  return page.opens[index]! + left - page.before[index]!;
}

/** The latest instant before which the page has `sum` working ms; of one less than 0, what the pages before it have left. */
function backwards(prepared: PreparedCalendar, start: Page, sum: number): number {
  let page = start;
  let left = sum;
  while (left < 0) {
    page = neighbour(prepared, page.year - 1, start);
    left += total(page);
  }
  const index = countUpTo(page.before, left) - 1;
  return page.opens[index]! + left - page.before[index]!;
}

function neighbour(prepared: PreparedCalendar, year: number, start: Page): Page {
  if (Math.abs(year - start.year) > MAX_YEARS) {
    throw new CalendarRangeError(`The calendar has not so much working time within ${MAX_YEARS} years.`);
  }
  return prepared.page(year);
}
