import { CalendarRangeError } from './calendar-range-error';
import { DAY_MS, type Day, yearOf } from './days';
import { type PreparedCalendar } from './prepare-calendar';
import { MAX_YEARS } from './working-time';

/**
 * Close of business on a date: when what opened on it closes for the last time, of a night shift on the next date. Epoch
 * ms; null when nothing opens on that date, so it is no business day.
 */
export function closeOfBusiness(prepared: PreparedCalendar, day: Day): number | null {
  const page = prepared.page(yearOf(day * DAY_MS));
  const close = page.closeOfBusiness[day - page.from / DAY_MS]!;
  return Number.isNaN(close) ? null : close;
}

/**
 * The nth business day following a date, from 1 on; the date itself never counts.
 * @throws {CalendarRangeError} there are not so many within {@link MAX_YEARS} years
 */
export function nthBusinessDayAfter(prepared: PreparedCalendar, date: Day, n: number): Day {
  const end = date + MAX_YEARS * 366;
  let left = n;
  for (let day = date + 1; day < end; day++) {
    if (closeOfBusiness(prepared, day) !== null && --left === 0) return day;
  }
  throw new CalendarRangeError(`The calendar has not so many business days within ${MAX_YEARS} years.`);
}

/** How many closes of business lie after the one instant and not after the other, both epoch ms. */
export function closesWithin(prepared: PreparedCalendar, fromMs: number, toMs: number): number {
  return datesClosingWithin(prepared, fromMs, toMs).length;
}

/** The dates of those closes: of a night shift the one on which it opened. */
export function datesClosingWithin(prepared: PreparedCalendar, fromMs: number, toMs: number): readonly Day[] {
  const { zone } = prepared.schedule;
  const dates: Day[] = [];
  // A night shift closes on the date after its own, or on the one after that where the zone skips a date.
  for (let day = zone.dayAt(fromMs) - 2, last = zone.dayAt(toMs); day <= last; day++) {
    const close = closeOfBusiness(prepared, day);
    if (close !== null && close > fromMs && close <= toMs) dates.push(day);
  }
  return dates;
}
