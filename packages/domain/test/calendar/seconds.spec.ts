import fc from 'fast-check';
import { type Calendar, prepareCalendar, workingTimeBetween } from '../../src';
import { calendarAndInstant, skipsADate } from './arbitraries';
import { hoursOn, minutes } from './oracle';
import { dateAt, midnight, offsetAt, plusDays, readWall, wallAt } from './wall-clock';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/** The seconds of a date, as the wall numbers them, at which it is open: by its own hours, or by a night that began the day before. */
function openSecondsOf(calendar: Calendar, date: string): readonly (readonly [from: number, to: number])[] {
  const of = (day: string) =>
    hoursOn(calendar, day).map(([start, end]) => [minutes(start) * 60, minutes(end) * 60] as const);
  const today = of(date).map(([from, to]) => [from, to > from ? to : DAY / SECOND] as const);
  const lastNight = of(plusDays(date, -1)).filter(([from, to]) => to <= from);
  return [...today, ...lastNight.map(([, to]) => [0, to] as const)];
}

/** Asks every second by itself whether the wall shows an open one; reads the wall anew for each minute. */
function secondsOpen(calendar: Calendar, from: number, seconds: number): number {
  let count = 0;
  let hours: ReturnType<typeof openSecondsOf> = [];
  let wall = 0;
  for (let second = 0; second < seconds; second++) {
    const at = from + second * SECOND;
    if (second === 0 || at % MINUTE === 0) {
      wall = readWall(calendar.zone, at);
      hours = openSecondsOf(calendar, new Date(wall).toISOString().slice(0, 10));
    } else wall += SECOND;
    const ofDay = (((wall % DAY) + DAY) % DAY) / SECOND;
    for (const [start, end] of hours) if (ofDay >= start && ofDay < end) count++;
  }
  return count;
}

/** Whether every time at which it opens or closes comes exactly once: then the wall alone decides, and no rule for gaps. */
function plainHours({ calendar, at }: { calendar: Calendar; at: number }): boolean {
  const { zone } = calendar;
  const dates = [-2, -1, 0, 1, 2, 3].map((days) => plusDays(dateAt(zone, at), days));
  return dates.every((date) =>
    hoursOn(calendar, date)
      .flatMap(([start, end]) => [minutes(start), minutes(end), minutes(end) + 24 * 60])
      .every((minute) => {
        const wall = midnight(date) + minute * MINUTE;
        const offsets = new Set([offsetAt(zone, wall - 1.5 * DAY), offsetAt(zone, wall + 1.5 * DAY)]);
        return [...offsets].filter((offset) => wallAt(zone, wall - offset) === wall).length === 1;
      }),
  );
}

const seeded = fc.sample(
  fc
    .tuple(calendarAndInstant, fc.integer({ min: 1, max: (48 * 60 * MINUTE) / SECOND }))
    .filter(([given]) => !skipsADate(given.calendar.zone, given.at) && plainHours(given)),
  { numRuns: 300, seed: 5719 },
);

describe('calendar: counted second by second', () => {
  it('300 seeded stretches of time have as many open seconds', () => {
    const counted = seeded.map(([{ calendar, at }, seconds]) => {
      const from = Math.floor(at / SECOND) * SECOND;
      const prepared = prepareCalendar(calendar);
      return {
        calendar,
        from,
        seconds,
        byTable: workingTimeBetween(prepared, from, from + seconds * SECOND) / SECOND,
        byOne: secondsOpen(calendar, from, seconds),
      };
    });
    expect(counted.filter(({ byTable, byOne }) => byTable !== byOne)).toEqual([]);
    expect(counted.filter(({ byOne, seconds }) => byOne > 0 && byOne < seconds).length).toBeGreaterThan(100);
  });

  it('many of them while the clocks change', () => {
    const changing = seeded.filter(
      ([{ calendar, at }, seconds]) => offsetAt(calendar.zone, at) !== offsetAt(calendar.zone, at + seconds * SECOND),
    );
    expect(changing.length).toBeGreaterThan(20);
  });
});
