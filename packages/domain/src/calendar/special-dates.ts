import { type CalendarException, type Holiday } from './calendar';
import { type Day, formatDay } from './days';
import { DAY_MINUTES, type Hours } from './hours';
import { type Schedule } from './openings';

/** Dates on which the weekday alone does not say the hours. */
export interface SpecialDates {
  readonly holidays: readonly Holiday[];
  /** Also those on holidays, which are then open as these say. */
  readonly exceptions: readonly CalendarException[];
  /** Dates that the zone skipped. */
  readonly skippedDates: readonly string[];
}

/** Those from one local date to another, and the eve of the first when a night shift of it reaches into the first or would have. */
export function specialDates(schedule: Schedule, first: Day, last: Day): SpecialDates {
  const { zone, holidays, exceptions, hoursOf, weeklyHours } = schedule;
  const special = { holidays: [] as Holiday[], exceptions: [] as CalendarException[], skippedDates: [] as string[] };
  const eve = first - 1;
  const start = [...hoursOf(eve), ...weeklyHours(eve)].some(reachesIntoNextDay) ? eve : first;
  for (let day = start; day <= last; day++) {
    const exception = exceptions.get(day);
    const holiday = holidays.get(day);
    if (!zone.hasDay(day)) special.skippedDates.push(formatDay(day));
    else if (exception !== undefined) special.exceptions.push(exception);
    else if (holiday !== undefined) special.holidays.push(holiday);
  }
  return special;
}

function reachesIntoNextDay({ closes }: Hours): boolean {
  return closes > DAY_MINUTES;
}
