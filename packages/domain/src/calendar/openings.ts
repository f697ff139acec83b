import { type Calendar, type CalendarException, type Holiday, type OpenInterval, WEEKDAYS } from './calendar';
import { DAY_MS, type Day, MINUTE_MS, parseDay, weekdayOf } from './days';
import { type Hours, parseHours } from './hours';
import { type Zone, zoneOf } from './zone';

/** A stretch of working time: open from the one instant until just before the other, both epoch ms. */
export interface Opening {
  /** The local date on which it starts and to which it belongs. */
  readonly day: Day;
  readonly from: number;
  readonly to: number;
}

/** A calendar's hours, looked up by date. */
export interface Schedule {
  readonly zone: Zone;
  readonly holidays: ReadonlyMap<Day, Holiday>;
  readonly exceptions: ReadonlyMap<Day, CalendarException>;
  /** The hours of that weekday, in the order of the day, whatever the date. */
  weeklyHours(day: Day): readonly Hours[];
  /** The hours of that date: those of an exception, else none on a holiday, else those of the weekday. */
  hoursOf(day: Day): readonly Hours[];
}

export function scheduleOf(calendar: Calendar): Schedule {
  const weekly = WEEKDAYS.map((weekday) => sorted(calendar.weekly[weekday] ?? []));
  const holidays = byDay(calendar.holidays);
  const exceptions = byDay(calendar.exceptions);
  const dated = new Map<Day, readonly Hours[]>([
    ...[...holidays.keys()].map((day) => [day, []] as const),
    ...[...exceptions].map(([day, { open }]) => [day, sorted(open)] as const),
  ]);
  const weeklyHours = (day: Day) => weekly[weekdayOf(day)]!;
  return {
    zone: zoneOf(calendar.zone),
    holidays,
    exceptions,
    weeklyHours,
    hoursOf: (day) => dated.get(day) ?? weeklyHours(day),
  };
}

function byDay<Dated extends { readonly date: string }>(entries: readonly Dated[]): ReadonlyMap<Day, Dated> {
  return new Map(entries.map((entry) => [parseDay(entry.date)!, entry]));
}

function sorted(intervals: readonly OpenInterval[]): readonly Hours[] {
  return intervals.map((interval) => parseHours(interval)!).sort((a, b) => a.opens - b.opens);
}

/**
 * The openings that start on these dates, by their first instant.
 *
 * Both ends are local times made instants as `compatible` says, and what lies between is counted in real time: 01:00 to
 * 04:00 lasts two hours when the clocks go forward from 02:00 to 03:00, and four when they go back. What so ends before
 * it begins (02:30 to 03:15 on the day they go forward) never opens. A date that the zone skipped has no hours.
 */
export function openingsBetween({ zone, hoursOf }: Schedule, first: Day, last: Day): readonly Opening[] {
  const openings: Opening[] = [];
  for (let day = first; day <= last; day++) {
    const hours = hoursOf(day);
    if (hours.length === 0 || !zone.hasDay(day)) continue;
    for (const { opens, closes } of hours) {
      const from = zone.instantAt(day * DAY_MS + opens * MINUTE_MS);
      const to = zone.instantAt(day * DAY_MS + closes * MINUTE_MS);
      if (from < to) openings.push({ day, from, to });
    }
  }
  return openings.sort((a, b) => a.from - b.from);
}

/**
 * Visits what of the openings, which are in order, lies between two instants, epoch ms. Where clocks go forward,
 * `compatible` can push one opening into the next: the time they share is counted once.
 */
export function forEachCounted(
  openings: readonly Opening[],
  fromMs: number,
  toMs: number,
  visit: (from: number, to: number, day: Day) => void,
): void {
  let end = fromMs;
  for (const opening of openings) {
    const from = Math.max(opening.from, end);
    const to = Math.min(opening.to, toMs);
    if (from >= to) continue;
    visit(from, to, opening.day);
    end = to;
  }
}
