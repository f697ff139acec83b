import { formatDay } from '../calendar/days';
import { type DayDuration } from '../calendar/duration';
import { joinPauses, type Pause } from '../calendar/pauses';
import { type PreparedCalendar } from '../calendar/prepare-calendar';
import { shortened } from '../calendar/shortened';

/** Days on the wall, counted from the date of the start. JSON. */
export interface DayExplanation {
  /** The local date on which the clock began; it does not count. */
  readonly startDate: string;
  /** Days promised, of a week seven. */
  readonly promisedDays: number;
  /** The dates that began while the clock stood still, which are added. */
  readonly pausedDates: readonly string[];
  /** So many lie between the first half of these dates and the second, where there are too many; 0: all are shown. */
  readonly pausedDatesOmitted: number;
  /** The local date on which it is due: the start's, and so many days later. */
  readonly dueDate: string;
  /** `end-of-day`, or the local time of day at which the clock began. */
  readonly until: 'end-of-day' | 'same-time';
  /** Promised days, and those added. */
  readonly sum: number;
}

/** How days until a due instant were counted; both epoch ms. */
export function explainDays(
  prepared: PreparedCalendar,
  fromMs: number,
  dueMs: number,
  { n, unit, until = 'end-of-day' }: DayDuration,
  pauses: readonly Pause[],
): DayExplanation {
  const { zone } = prepared.schedule;
  const promisedDays = unit === 'weeks' ? 7 * n : n;
  const pausedDates = joinPauses(pauses, fromMs)
    .filter((pause) => pause.fromMs <= dueMs)
    .flatMap(({ fromMs: from, toMs: to }) => {
      const dates: string[] = [];
      for (let day = zone.dayAt(from) + 1; day <= zone.dayAt(to); day++)
        if (zone.hasDay(day)) dates.push(formatDay(day));
      return dates;
    });
  const { shown, omitted } = shortened(pausedDates);
  return {
    startDate: formatDay(zone.dayAt(fromMs)),
    promisedDays,
    pausedDates: shown,
    pausedDatesOmitted: omitted.length,
    dueDate: formatDay(zone.dayAt(dueMs)),
    until,
    sum: promisedDays + pausedDates.length,
  };
}
