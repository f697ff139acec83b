import fc from 'fast-check';
import { type Calendar, type Duration, type OpenInterval, validateCalendar, WEEKDAYS } from '../../src';
import { changesIn, dateAt, plusDays } from './wall-clock';

const DAY = 86_400_000;
const DAY_MINUTES = 1440;
const WEEK_MINUTES = 7 * DAY_MINUTES;

/** Zones, each with what is odd about it. */
export const ZONES = [
  'UTC',
  'Europe/Stockholm',
  'Europe/London',
  'America/New_York',
  // changed at one minute past midnight, until 2011
  'America/St_Johns',
  // clocks go back from one o'clock to midnight
  'America/Havana',
  // no midnight on the day they go forward, until 2018
  'America/Sao_Paulo',
  'Asia/Beirut',
  'Asia/Kathmandu',
  // pauses its summer time in Ramadan
  'Africa/Casablanca',
  'Asia/Gaza',
  'Africa/Cairo',
  // half an hour
  'Australia/Lord_Howe',
  // three quarters of an hour off
  'Pacific/Chatham',
  // two hours
  'Antarctica/Troll',
  // skipped 2011-12-30
  'Pacific/Apia',
  // skipped 1993-08-21
  'Pacific/Kwajalein',
  // skipped 1994-12-31 or 1995-01-01
  'Pacific/Kiritimati',
  // changed its offset for good on one night
  'Asia/Pyongyang',
] as const;

/** Dates that a zone skipped. */
const SKIPPED = new Map<string, number>([
  ['Pacific/Apia', Date.UTC(2011, 11, 30, 10)],
  ['Pacific/Kwajalein', Date.UTC(1993, 7, 21, 12)],
  ['Pacific/Kiritimati', Date.UTC(1994, 11, 31, 10)],
]);

/** Before and after the laws that changed the zones above, and as far ahead as a promise may reach. */
const YEARS = [
  1986, 1993, 1995, 2004, 2010, 2011, 2015, 2018, 2019, 2022, 2024, 2025, 2026, 2027, 2028, 2035, 2040, 2060,
];

/** Whether the zone skips a date within a year of an instant. */
export function skipsADate(zone: string, at: number): boolean {
  return Math.abs((SKIPPED.get(zone) ?? Number.POSITIVE_INFINITY) - at) < 365 * DAY;
}

/** An instant within three days of a change of the clocks, if there is one, and otherwise any of a year; and its zone. */
export const zonedInstant: fc.Arbitrary<{ zone: string; at: number }> = fc
  .record({
    zone: fc.constantFrom(...ZONES),
    year: fc.constantFrom(...YEARS),
    which: fc.nat(8),
    near: fc.integer({ min: -3 * DAY, max: 3 * DAY }),
    dayOfYear: fc.nat(364),
  })
  .map(({ zone, year, which, near, dayOfYear }) => {
    const skipped = SKIPPED.get(zone);
    const changes = changesIn(zone, year);
    const change =
      which < 2 && skipped !== undefined ? skipped : which < 7 ? changes[which % (changes.length || 1)] : undefined;
    return { zone, at: (change ?? Date.UTC(year, 0, 1) + dayOfYear * DAY) + near };
  });

function time(minute: number): string {
  const parts = [Math.floor(minute / 60), minute % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

/** An interval of a day, in minutes after its midnight; the end of a day is written 24:00 or, on the next, 00:00. */
function interval(opens: number, closes: number, asNextDay: boolean): OpenInterval {
  if (closes === DAY_MINUTES && (opens === 0 || !asNextDay)) return [time(opens), '24:00'];
  return [time(opens), time(closes % DAY_MINUTES)];
}

/** On the hour, on five minutes, or on any minute. */
const minuteOf = (limit: number) =>
  fc.oneof(
    fc.nat(limit / 60 - 1).map((hour) => hour * 60),
    fc.nat(limit / 5 - 1).map((five) => five * 5),
    fc.nat(limit - 1),
  );

/** A week from its changes between closed and open: day and night shifts, split ones, some that touch, some round the clock. */
const weekly: fc.Arbitrary<Calendar['weekly']> = fc
  .record({
    changes: fc.uniqueArray(minuteOf(WEEK_MINUTES), { minLength: 2, maxLength: 24 }),
    wrap: fc.boolean(),
    touching: fc.boolean(),
    asNextDay: fc.boolean(),
  })
  .map(({ changes, wrap, touching, asNextDay }) => {
    const sorted = changes.sort((a, b) => a - b);
    const around = wrap ? [...sorted.slice(1), sorted[0]! + WEEK_MINUTES] : sorted;
    const week: Record<string, OpenInterval[]> = {};
    for (let index = 0; index + 1 < around.length; index += touching ? 1 : 2) {
      const opens = around[index]!;
      const start = opens % DAY_MINUTES;
      // An interval from a time to the same on the next day cannot be written, only the whole of a day can.
      const longest = start === 0 ? DAY_MINUTES : start + DAY_MINUTES - 1;
      const closes = Math.min(start + around[index + 1]! - opens, longest);
      const weekday = WEEKDAYS[Math.floor(opens / DAY_MINUTES) % 7]!;
      (week[weekday] ??= []).push(interval(start, closes, asNextDay));
    }
    return week;
  });

const openHours: fc.Arbitrary<readonly OpenInterval[]> = fc
  .record({ changes: fc.uniqueArray(minuteOf(DAY_MINUTES), { maxLength: 5 }), asNextDay: fc.boolean() })
  .map(({ changes, asNextDay }) => {
    const sorted = changes.sort((a, b) => a - b);
    const pairs = sorted.flatMap((opens, index) =>
      index % 2 === 0 ? [[opens, sorted[index + 1] ?? DAY_MINUTES]] : [],
    );
    return pairs.map(([opens, closes]) => interval(opens!, closes!, asNextDay));
  });

/** A calendar that is valid, and an instant in the midst of its holidays and exceptions. */
export const calendarAndInstant: fc.Arbitrary<{ calendar: Calendar; at: number }> = fc
  .record({
    zonedInstant,
    weekly,
    holidays: fc.uniqueArray(fc.integer({ min: -20, max: 60 }), { maxLength: 12 }),
    exceptions: fc.uniqueArray(fc.tuple(fc.integer({ min: -20, max: 60 }), openHours), {
      maxLength: 6,
      selector: ([day]) => day,
    }),
  })
  .map(({ zonedInstant: { zone, at }, weekly: week, holidays, exceptions }) => {
    const date = (days: number) => plusDays(dateAt(zone, at), days);
    const calendar = {
      zone,
      weekly: week,
      holidays: holidays.map((day) => ({ date: date(day), name: `holiday ${day}` })),
      exceptions: exceptions.map(([day, open]) => ({ date: date(day), open })),
    };
    return { calendar: withoutClashes(calendar), at };
  });

/** Exceptions that meet the hours of the day before or after are left out, until none does. */
function withoutClashes(calendar: Calendar): Calendar {
  const clashing = new Set(validateCalendar(calendar).map(({ pointer }) => pointer.split('/')[2]));
  if (clashing.size === 0) return calendar;
  return withoutClashes({
    ...calendar,
    exceptions: calendar.exceptions.filter((_, index) => !clashing.has(String(index))),
  });
}

/** Up to three days of work, down to the millisecond; short ones more often. */
export const workingMs: fc.Arbitrary<number> = fc.oneof(
  fc.integer({ min: 1, max: 1000 }),
  fc.integer({ min: 1, max: 48 * 60 }).map((minutes) => minutes * 60_000),
  fc.integer({ min: 1, max: 3 * DAY }),
);

/** How far apart two instants lie: to both sides, to the millisecond, up to two months. */
export const distance: fc.Arbitrary<number> = fc.oneof(
  fc.integer({ min: -5 * DAY, max: 5 * DAY }),
  fc.integer({ min: -60 * DAY, max: 60 * DAY }),
);

const simpleDuration: fc.Arbitrary<Duration> = fc.oneof(
  fc.record({
    n: fc.integer({ min: 1, max: 60 }),
    unit: fc.constantFrom('minutes' as const, 'hours' as const),
    counting: fc.constantFrom('working' as const, 'elapsed' as const),
  }),
  fc.record({
    n: fc.integer({ min: 1, max: 8 }),
    unit: fc.constantFrom('days' as const, 'weeks' as const),
    until: fc.constantFrom('end-of-day' as const, 'same-time' as const),
  }),
  fc.record({ n: fc.integer({ min: 1, max: 20 }), unit: fc.constant('businessDays' as const) }),
);

export const duration: fc.Arbitrary<Duration> = fc.oneof(
  { weight: 4, arbitrary: simpleDuration },
  fc.tuple(simpleDuration, simpleDuration).map((laterOf): Duration => ({ laterOf })),
  fc.tuple(simpleDuration, simpleDuration).map((earlierOf): Duration => ({ earlierOf })),
);

/** Durations of which something can be counted down: all but days to the same time. */
export const countable: fc.Arbitrary<Duration> = fc.oneof(
  simpleDuration.filter((it) => 'unit' in it && it.unit !== 'days' && it.unit !== 'weeks'),
  fc.integer({ min: 1, max: 9 }).map((n): Duration => ({ n, unit: 'days' })),
  fc.constant<Duration>({ n: 1, unit: 'weeks', until: 'end-of-day' }),
);

/** Pauses that may overlap: how long after the start each begins, which may be before it, and how long it lasts. */
export const pausesAfter: fc.Arbitrary<readonly (readonly [wait: number, length: number])[]> = fc.array(
  fc.tuple(fc.integer({ min: -DAY, max: 10 * DAY }), fc.nat(4 * DAY)),
  { maxLength: 4 },
);

const differentTimes = fc
  .tuple(minuteOf(DAY_MINUTES), minuteOf(DAY_MINUTES))
  .filter(([opens, closes]) => opens !== closes);

/** A week whose intervals may overlap; none is empty, which would be refused before overlaps are looked for. */
export const weekOfAnyHours: fc.Arbitrary<Calendar['weekly']> = fc
  .array(fc.tuple(fc.constantFrom(...WEEKDAYS), differentTimes), { minLength: 1, maxLength: 5 })
  .map((intervals) => {
    const week: Record<string, OpenInterval[]> = {};
    for (const [weekday, [opens, closes]] of intervals) (week[weekday] ??= []).push([time(opens), time(closes)]);
    return week;
  });
