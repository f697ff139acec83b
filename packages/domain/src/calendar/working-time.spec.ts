import { nightShiftCalendar, officeCalendar, roundTheClockCalendar, splitShiftCalendar } from '../testing';
import { type Calendar } from './calendar';
import { CalendarRangeError } from './calendar-range-error';
import { prepareCalendar } from './prepare-calendar';
import { addWorkingTime, workingTimeBetween } from './working-time';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const christmas = officeCalendar({
  holidays: [
    { date: '2026-12-25', name: 'juldagen' },
    { date: '2026-12-26', name: 'annandag jul' },
  ],
  exceptions: [{ date: '2026-12-24', open: [['09:00', '12:00']], name: 'julafton, a half day' }],
});
const openSaturday = officeCalendar({ exceptions: [{ date: '2026-03-07', open: [['10:00', '14:00']] }] });
const nights = nightShiftCalendar({ holidays: [{ date: '2026-01-06', name: 'trettondedag jul' }] });
const sundayNights = (zone: string): Calendar => officeCalendar({ zone, weekly: { sun: [['01:00', '04:00']] } });
const shifts = (zone: string): Calendar => nightShiftCalendar({ zone });

interface Example {
  readonly name: string;
  readonly calendar: Calendar;
  readonly from: string;
  readonly hours: number;
  readonly to: string;
}

/** Working hours from one local time to another; the instant after the last `to` is the earliest by which they have passed. */
const examples: readonly Example[] = [
  {
    name: 'within a day',
    calendar: officeCalendar(),
    from: '2026-03-02T09:00+01:00',
    hours: 8,
    to: '2026-03-02T17:00+01:00',
  },
  {
    name: 'to the close of business, not to the next morning',
    calendar: officeCalendar(),
    from: '2026-03-02T09:00+01:00',
    hours: 8.5,
    to: '2026-03-02T17:30+01:00',
  },
  {
    name: 'over a weekend',
    calendar: officeCalendar(),
    from: '2026-03-06T17:00+01:00',
    hours: 1,
    to: '2026-03-09T09:30+01:00',
  },
  {
    name: 'from a Sunday on',
    calendar: officeCalendar(),
    from: '2026-03-08T12:00+01:00',
    hours: 1,
    to: '2026-03-09T10:00+01:00',
  },
  {
    name: 'over lunch',
    calendar: splitShiftCalendar(),
    from: '2026-03-02T11:30+01:00',
    hours: 1,
    to: '2026-03-02T13:30+01:00',
  },
  {
    name: 'over a Saturday morning',
    calendar: splitShiftCalendar(),
    from: '2026-03-06T16:00+01:00',
    hours: 5,
    to: '2026-03-09T09:30+01:00',
  },
  {
    name: 'over a Saturday that is open for once',
    calendar: openSaturday,
    from: '2026-03-06T16:30+01:00',
    hours: 6,
    to: '2026-03-09T10:00+01:00',
  },
  {
    name: 'over a half day and holidays',
    calendar: christmas,
    from: '2026-12-23T17:00+01:00',
    hours: 4,
    to: '2026-12-28T09:30+01:00',
  },
  {
    name: 'from one year into the next',
    calendar: officeCalendar(),
    from: '2026-12-31T17:00+01:00',
    hours: 1,
    to: '2027-01-01T09:30+01:00',
  },
  {
    name: 'through a night',
    calendar: nightShiftCalendar(),
    from: '2026-03-02T23:00+01:00',
    hours: 7,
    to: '2026-03-03T06:00+01:00',
  },
  {
    name: 'through the night of the new year',
    calendar: shifts('UTC'),
    from: '2026-12-31T23:00+00:00',
    hours: 3,
    to: '2027-01-01T02:00+00:00',
  },
  {
    name: 'through the night before a holiday to its end, and none that night',
    calendar: nights,
    from: '2026-01-05T23:00+01:00',
    hours: 8,
    to: '2026-01-07T23:00+01:00',
  },
  {
    name: 'when clocks go forward: 01:00 to 04:00 are two hours',
    calendar: sundayNights('Europe/Stockholm'),
    from: '2026-03-29T00:00+01:00',
    hours: 2,
    to: '2026-03-29T04:00+02:00',
  },
  {
    name: 'when clocks go back: 01:00 to 04:00 are four hours',
    calendar: sundayNights('Europe/Stockholm'),
    from: '2026-10-25T00:00+02:00',
    hours: 4,
    to: '2026-10-25T04:00+01:00',
  },
  {
    name: 'to the second of two half past twos',
    calendar: sundayNights('Europe/Stockholm'),
    from: '2026-10-25T00:00+02:00',
    hours: 2.5,
    to: '2026-10-25T02:30+01:00',
  },
  {
    name: 'of a day, round the clock, when clocks go forward',
    calendar: roundTheClockCalendar(),
    from: '2026-03-28T12:00+01:00',
    hours: 24,
    to: '2026-03-29T13:00+02:00',
  },
  {
    name: 'when New York goes forward',
    calendar: sundayNights('America/New_York'),
    from: '2026-03-08T00:00-05:00',
    hours: 2,
    to: '2026-03-08T04:00-04:00',
  },
  {
    name: 'when Lord Howe goes forward by half an hour',
    calendar: sundayNights('Australia/Lord_Howe'),
    from: '2026-10-04T00:00+10:30',
    hours: 2.5,
    to: '2026-10-04T04:00+11:00',
  },
  {
    name: 'when Lord Howe goes back by half an hour',
    calendar: sundayNights('Australia/Lord_Howe'),
    from: '2026-04-05T00:00+11:00',
    hours: 3.5,
    to: '2026-04-05T04:00+10:30',
  },
  {
    name: 'when Casablanca goes back for Ramadan',
    calendar: sundayNights('Africa/Casablanca'),
    from: '2026-02-15T00:00+01:00',
    hours: 4,
    to: '2026-02-15T04:00+00:00',
  },
  {
    name: 'when Casablanca goes forward after it',
    calendar: sundayNights('Africa/Casablanca'),
    from: '2026-03-22T00:00+00:00',
    hours: 2,
    to: '2026-03-22T04:00+01:00',
  },
  {
    name: 'over the Friday that Samoa skipped: Thursday is followed by Monday',
    calendar: officeCalendar({ zone: 'Pacific/Apia' }),
    from: '2011-12-29T17:00-10:00',
    hours: 1,
    to: '2012-01-02T09:30+14:00',
  },
  {
    name: 'through the night into it: eight hours, though the wall says six on Saturday',
    calendar: shifts('Pacific/Apia'),
    from: '2011-12-29T22:00-10:00',
    hours: 8,
    to: '2011-12-31T06:00+14:00',
  },
];

describe('calendar: working time', () => {
  it.each(examples)('$name', ({ calendar, from, hours, to }) => {
    const prepared = prepareCalendar(calendar);
    expect(new Date(addWorkingTime(prepared, Date.parse(from), hours * HOUR)).toISOString()).toBe(
      new Date(to).toISOString(),
    );
    expect(workingTimeBetween(prepared, Date.parse(from), Date.parse(to))).toBe(hours * HOUR);
    expect(workingTimeBetween(prepared, Date.parse(to), Date.parse(from))).toBe(-hours * HOUR);
  });

  it.each(examples)('counted back: $name', ({ calendar, from, hours, to }) => {
    const prepared = prepareCalendar(calendar);
    const back = addWorkingTime(prepared, Date.parse(to), -hours * HOUR);
    expect(workingTimeBetween(prepared, back, Date.parse(to))).toBe(hours * HOUR);
    expect(back).toBeGreaterThanOrEqual(Date.parse(from));
    expect(workingTimeBetween(prepared, Date.parse(from), back)).toBe(0);
  });

  it('counted back ends where work begins, not where it had ended before', () => {
    const prepared = prepareCalendar(officeCalendar());
    const back = addWorkingTime(prepared, Date.parse('2026-03-09T10:00+01:00'), -HOUR);
    expect(new Date(back).toISOString()).toBe('2026-03-09T08:00:00.000Z');
  });

  it('is exact to the millisecond', () => {
    const prepared = prepareCalendar(officeCalendar());
    const close = Date.parse('2026-03-02T17:30+01:00');
    expect(addWorkingTime(prepared, close - 1, 1)).toBe(close);
    expect(addWorkingTime(prepared, close - 1, 2)).toBe(Date.parse('2026-03-03T09:00:00.001+01:00'));
    expect(workingTimeBetween(prepared, close - 1, close + HOUR)).toBe(1);
  });

  it('of zero moves nothing, not even out of a closed hour', () => {
    const prepared = prepareCalendar(officeCalendar());
    const sunday = Date.parse('2026-03-08T12:00+01:00');
    expect(addWorkingTime(prepared, sunday, 0)).toBe(sunday);
    expect(workingTimeBetween(prepared, sunday, sunday)).toBe(0);
  });

  it('adds up over many years as over each of them', () => {
    const prepared = prepareCalendar(roundTheClockCalendar({ zone: 'UTC' }));
    const [from, to] = [Date.UTC(1999, 6, 1), Date.UTC(2031, 2, 3)];
    expect(workingTimeBetween(prepared, from, to)).toBe(to - from);
    expect(addWorkingTime(prepared, from, to - from)).toBe(to);
    expect(addWorkingTime(prepared, to, from - to)).toBe(from);
  });
});

describe('calendar: an interval that clocks going forward touch', () => {
  const sunday = (...open: [string, string][]) => prepareCalendar(officeCalendar({ weekly: { sun: open } }));
  const midnight = Date.parse('2026-03-29T00:00+01:00');
  const worked = (...open: [string, string][]) => workingTimeBetween(sunday(...open), midnight, midnight + 12 * HOUR);

  it.each([
    ['begins in the gap: 02:30 is read as 03:30', [['02:30', '05:00']], 90],
    ['ends in the gap: 02:30 is read as 03:30', [['01:30', '02:30']], 60],
    ['lies in the gap: half an hour later', [['02:15', '02:45']], 30],
    ['begins later than it ends: never opens', [['02:30', '03:15']], 0],
    [
      'meets the next one: the time they share is counted once',
      [
        ['01:30', '02:30'],
        ['03:00', '04:00'],
      ],
      120 - 30,
    ],
    [
      'is read as after the beginning of the next one: likewise',
      [
        ['02:30', '02:45'],
        ['03:00', '04:00'],
      ],
      60,
    ],
  ] as const)('%s', (_name, open, minutes) => {
    expect(worked(...(open as unknown as [string, string][]))).toBe(minutes * MINUTE);
  });
});

describe('calendar: what working time is not counted of', () => {
  const prepared = prepareCalendar(officeCalendar());

  it('parts of a millisecond', () => {
    expect(() => addWorkingTime(prepared, 0.5, 1)).toThrow(CalendarRangeError);
    expect(() => addWorkingTime(prepared, 0, 1.5)).toThrow(CalendarRangeError);
    expect(() => workingTimeBetween(prepared, 0, Number.NaN)).toThrow(CalendarRangeError);
  });

  it('years with more or fewer than four digits', () => {
    expect(() => addWorkingTime(prepared, Date.UTC(9999, 0), HOUR)).toThrow('not in 9999');
    expect(() => workingTimeBetween(prepared, Date.UTC(-1, 0), 0)).toThrow('not in -1');
  });

  it('more than 200 years', () => {
    const minute = prepareCalendar(officeCalendar({ weekly: { mon: [['09:00', '09:01']] } }));
    expect(() => addWorkingTime(minute, 0, 87_600 * HOUR)).toThrow('within 200 years');
    expect(() => addWorkingTime(minute, 0, -87_600 * HOUR)).toThrow('within 200 years');
  });
});
