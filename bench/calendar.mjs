// Due-time arithmetic on a split-shift calendar with 30 holidays a year, beside a loop over Temporal as one writes it first.
import { addWorkingTime, dueAt, prepareCalendar, workingTimeBetween } from '@redress/domain';
import { Temporal } from 'temporal-polyfill';
import { compare, rate } from './measure.mjs';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const ZONE = 'Europe/Stockholm';
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const split = [
  ['08:30', '12:00'],
  ['13:00', '17:00'],
];
const calendar = {
  zone: ZONE,
  weekly: { mon: split, tue: split, wed: split, thu: split, fri: split, sat: [['10:00', '13:00']] },
  holidays: [2025, 2026, 2027, 2028].flatMap(thirtyHolidays),
  exceptions: [],
};

/** One every twelve days, so that they fall on every weekday. */
function thirtyHolidays(year) {
  return Array.from({ length: 30 }, (_, index) => ({
    date: new Date(Date.UTC(year, 0, 1 + index * 12)).toISOString().slice(0, 10),
    name: `holiday ${index + 1}`,
  }));
}

/** The i-th of sequences that are the same in every run: an instant of 2026, up to five days of work, and up to 30 days. */
const startOf = (i) => Date.UTC(2026, 0, 1) + ((i * 7_919_000_017) % (365 * DAY));
const workOf = (i) => MINUTE * (1 + ((i * 607) % (5 * 450)));
const lengthOf = (i) => (i * 1_086_028_157) % (30 * DAY);

export async function run({ quick }) {
  const rounds = quick ? 3 : 7;
  const many = quick ? 200_000 : 1_000_000;
  const few = quick ? 200 : 1_000;
  const prepared = prepareCalendar(calendar);
  const naive = naiveCalendar();
  check(prepared, naive);
  const figure = (name, target, ours, theirs) =>
    compare({
      name: `calendar: ${name}`,
      unit: 'per s',
      target,
      rounds,
      measured: () => rate(() => repeat(many, ours)),
      baseline: () => rate(() => repeat(few, theirs)),
    });
  return [
    await figure(
      'add working time, one minute to five days',
      '>= 200,000',
      (i) => addWorkingTime(prepared, startOf(i), workOf(i)),
      (i) => naive.add(startOf(i), workOf(i)),
    ),
    await figure(
      'measure working time over up to 30 days',
      'beside it',
      (i) => workingTimeBetween(prepared, startOf(i), startOf(i) + lengthOf(i)),
      (i) => naive.between(startOf(i), startOf(i) + lengthOf(i)),
    ),
    await figure(
      'close of business on the 15th business day',
      'beside it',
      (i) => dueAt(prepared, startOf(i), { n: 15, unit: 'businessDays' }),
      (i) => naive.businessDay(startOf(i), 15),
    ),
    await compare({
      name: 'calendar: prepare one and add up its first year',
      unit: 'per s',
      target: 'beside it',
      rounds,
      measured: () => rate(() => repeat(few, () => addWorkingTime(prepareCalendar(calendar), startOf(0), MINUTE))),
      baseline: () => rate(() => repeat(few, (i) => naive.between(startOf(i), startOf(i) + 365 * DAY))),
    }),
  ];
}

function repeat(count, task) {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += task(i);
  if (Number.isNaN(sum)) throw new Error('Something was not counted');
  return count;
}

/** Day by day, interval by interval, each made instants by the library. */
function naiveCalendar() {
  const holidays = new Set(calendar.holidays.map(({ date }) => date));

  function* openings(fromMs) {
    let date = Temporal.Instant.fromEpochMilliseconds(fromMs).toZonedDateTimeISO(ZONE).toPlainDate();
    for (; ; date = date.add({ days: 1 })) {
      if (holidays.has(date.toString())) continue;
      for (const [start, end] of calendar.weekly[WEEKDAYS[date.dayOfWeek - 1]] ?? []) {
        const [from, to] = [start, end].map(
          (plainTime) => date.toZonedDateTime({ timeZone: ZONE, plainTime }).epochMilliseconds,
        );
        if (to > fromMs) yield { date, from: Math.max(from, fromMs), to };
      }
    }
  }

  return {
    add(at, ms) {
      let left = ms;
      for (const { from, to } of openings(at)) {
        if (left <= to - from) return from + left;
        left -= to - from;
      }
    },
    between(from, until) {
      let sum = 0;
      for (const opening of openings(from)) {
        if (opening.from >= until) return sum;
        sum += Math.min(opening.to, until) - opening.from;
      }
    },
    businessDay(at, n) {
      const received = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(ZONE).toPlainDate().toString();
      const closes = new Map();
      for (const { date, to } of openings(at)) {
        const day = date.toString();
        if (day === received) continue;
        if (closes.size === n && !closes.has(day)) return [...closes.values()].at(-1);
        closes.set(day, to);
      }
    },
  };
}

/** Both sides do the same work. */
function check(prepared, naive) {
  for (let i = 0; i < 100; i++) {
    const same =
      addWorkingTime(prepared, startOf(i), workOf(i)) === naive.add(startOf(i), workOf(i)) &&
      dueAt(prepared, startOf(i), { n: 15, unit: 'businessDays' }) === naive.businessDay(startOf(i), 15);
    if (!same) throw new Error(`The baseline counts ${new Date(startOf(i)).toISOString()} otherwise`);
  }
}
