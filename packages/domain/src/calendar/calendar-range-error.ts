import { FIRST_YEAR, LAST_YEAR } from './days';

/** The arithmetic leaves the years that a calendar covers, or would take longer than anybody waits. */
export class CalendarRangeError extends RangeError {
  constructor(message: string) {
    super(message);
    this.name = 'CalendarRangeError';
  }
}

/**
 * @throws {CalendarRangeError} not a whole number: working time is exact to the millisecond, and no more
 */
export function assertWholeMs(ms: number): void {
  if (!Number.isSafeInteger(ms)) throw new CalendarRangeError(`${ms} is not a whole number of milliseconds.`);
}

/**
 * @param around how many years beyond the first and the last are let through too
 * @throws {CalendarRangeError} outside the years that a calendar covers
 */
export function assertCovered(year: number, around = 0): void {
  if (year >= FIRST_YEAR - around && year <= LAST_YEAR + around) return;
  throw new CalendarRangeError(`Time is counted in the years ${FIRST_YEAR} to ${LAST_YEAR}, not in ${year}.`);
}
