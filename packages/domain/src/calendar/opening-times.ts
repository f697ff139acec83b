import { assertWholeMs, CalendarRangeError } from './calendar-range-error';
import { formatDay } from './days';
import { type PreparedCalendar } from './prepare-calendar';
import { countUpTo } from './search';
import { MAX_YEARS } from './working-time';

/** Whether work goes on at an instant, epoch ms: open from the first instant of an interval until just before its last. */
export function isOpenAt(prepared: PreparedCalendar, atMs: number): boolean {
  return nextOpening(prepared, atMs) === atMs;
}

/**
 * The first instant from `atMs` on at which it is open; both epoch ms.
 * @throws {CalendarRangeError} it does not open within {@link MAX_YEARS} years
 */
export function nextOpening(prepared: PreparedCalendar, atMs: number): number {
  assertWholeMs(atMs);
  const { year, opens, closes } = prepared.pageAt(atMs);
  const index = countUpTo(opens, atMs);
  if (index > 0 && atMs < closes[index - 1]!) return atMs;
  if (index < opens.length) return opens[index]!;
  for (let later = year + 1; later <= year + MAX_YEARS; later++) {
    const [first] = prepared.page(later).opens;
    if (first !== undefined) return first;
  }
  throw new CalendarRangeError(`The calendar does not open within ${MAX_YEARS} years.`);
}

/** The date on the wall of the calendar's zone at an instant given in epoch ms: `YYYY-MM-DD`. */
export function localDate(prepared: PreparedCalendar, atMs: number): string {
  assertWholeMs(atMs);
  return formatDay(prepared.schedule.zone.dayAt(atMs));
}
