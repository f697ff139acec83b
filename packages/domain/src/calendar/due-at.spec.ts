import { nightShiftCalendar, officeCalendar, roundTheClockCalendar } from '../testing';
import { type Calendar } from './calendar';
import { dueAt } from './due-at';
import { type Duration } from './duration';
import { prepareCalendar } from './prepare-calendar';

const office = officeCalendar();
/** England and Wales, 2026 (gov.uk/bank-holidays). */
const london = officeCalendar({
  zone: 'Europe/London',
  holidays: [
    { date: '2026-05-04', name: 'Early May bank holiday' },
    { date: '2026-05-25', name: 'Spring bank holiday' },
  ],
});

const due = (calendar: Calendar, start: string, duration: Duration) =>
  new Date(dueAt(prepareCalendar(calendar), Date.parse(start), duration)).toISOString();

describe('calendar: when a promise is due', () => {
  it.each<[string, Calendar, string, Duration, string]>([
    [
      'working hours, unless it says otherwise',
      office,
      '2026-03-06T17:00+01:00',
      { n: 1, unit: 'hours' },
      '2026-03-09T08:30:00.000Z',
    ],
    [
      'working minutes',
      office,
      '2026-03-06T17:00+01:00',
      { n: 45, unit: 'minutes', counting: 'working' },
      '2026-03-09T08:15:00.000Z',
    ],
    [
      'elapsed hours',
      office,
      '2026-03-06T17:00+01:00',
      { n: 24, unit: 'hours', counting: 'elapsed' },
      '2026-03-07T16:00:00.000Z',
    ],
    [
      'elapsed hours, when clocks go forward',
      office,
      '2026-03-28T17:00+01:00',
      { n: 24, unit: 'hours', counting: 'elapsed' },
      '2026-03-29T16:00:00.000Z',
    ],
    [
      'days, to the last millisecond of the last one',
      office,
      '2026-03-02T09:00+01:00',
      { n: 30, unit: 'days' },
      '2026-04-01T21:59:59.999Z',
    ],
    [
      'the same number of days, however late on the first',
      office,
      '2026-03-02T23:59:59.999+01:00',
      { n: 30, unit: 'days' },
      '2026-04-01T21:59:59.999Z',
    ],
    [
      'weeks',
      office,
      '2026-03-02T09:00+01:00',
      { n: 8, unit: 'weeks', until: 'end-of-day' },
      '2026-04-27T21:59:59.999Z',
    ],
    [
      'days to the same time',
      office,
      '2026-03-28T17:00+01:00',
      { n: 1, unit: 'days', until: 'same-time' },
      '2026-03-29T15:00:00.000Z',
    ],
    [
      'days to a time that is skipped',
      office,
      '2026-03-28T02:30+01:00',
      { n: 1, unit: 'days', until: 'same-time' },
      '2026-03-29T01:30:00.000Z',
    ],
    [
      'days to a time that comes twice',
      office,
      '2026-10-24T02:30+02:00',
      { n: 1, unit: 'days', until: 'same-time' },
      '2026-10-25T00:30:00.000Z',
    ],
    [
      'weeks to the same time',
      office,
      '2026-03-23T09:00+01:00',
      { n: 1, unit: 'weeks', until: 'same-time' },
      '2026-03-30T07:00:00.000Z',
    ],
    [
      'days to one that has no midnight after it',
      officeCalendar({ zone: 'America/Sao_Paulo' }),
      '2018-11-02T09:00-03:00',
      { n: 1, unit: 'days' },
      '2018-11-04T02:59:59.999Z',
    ],
    [
      'days to one whose last hour comes twice',
      officeCalendar({ zone: 'America/St_Johns' }),
      '2010-11-05T09:00-02:30',
      { n: 1, unit: 'days' },
      '2010-11-07T03:29:59.999Z',
    ],
    [
      'days to one that was skipped: the next',
      officeCalendar({ zone: 'Pacific/Apia' }),
      '2011-12-28T10:00-10:00',
      { n: 2, unit: 'days' },
      '2011-12-31T09:59:59.999Z',
    ],
    [
      'to the same time of one that was skipped',
      officeCalendar({ zone: 'Pacific/Apia' }),
      '2011-12-28T10:00-10:00',
      { n: 2, unit: 'days', until: 'same-time' },
      '2011-12-30T20:00:00.000Z',
    ],
    ['business days', office, '2026-03-02T09:00+01:00', { n: 1, unit: 'businessDays' }, '2026-03-03T16:30:00.000Z'],
    [
      'business days, received after the close of business',
      office,
      '2026-03-02T20:00+01:00',
      { n: 1, unit: 'businessDays' },
      '2026-03-03T16:30:00.000Z',
    ],
    [
      'the third business day after a Friday before a bank holiday (DISP 1.5.1R)',
      london,
      '2026-05-22T16:00+01:00',
      { n: 3, unit: 'businessDays' },
      '2026-05-28T16:30:00.000Z',
    ],
    [
      'business days of night shifts',
      nightShiftCalendar(),
      '2026-03-03T02:00+01:00',
      { n: 1, unit: 'businessDays' },
      '2026-03-05T05:00:00.000Z',
    ],
    [
      'business days round the clock',
      roundTheClockCalendar(),
      '2026-03-06T02:00+01:00',
      { n: 1, unit: 'businessDays' },
      '2026-03-07T23:00:00.000Z',
    ],
  ])('%s', (_name, calendar, start, duration, expected) => expect(due(calendar, start, duration)).toBe(expected));

  const acknowledge: Duration = {
    laterOf: [
      { n: 24, unit: 'hours', counting: 'elapsed' },
      { n: 1, unit: 'businessDays' },
    ],
  };
  it.each([
    [
      'the later of 24 hours and one business day: on a Monday evening',
      '2026-03-02T20:00+01:00',
      acknowledge,
      '2026-03-03T19:00:00.000Z',
    ],
    ['the same, on a Friday', '2026-03-06T12:00+01:00', acknowledge, '2026-03-09T16:30:00.000Z'],
    [
      'the earlier of the two',
      '2026-03-06T12:00+01:00',
      { earlierOf: acknowledge.laterOf },
      '2026-03-07T11:00:00.000Z',
    ],
  ])('%s', (_name, start, duration, expected) => expect(due(office, start, duration)).toBe(expected));

  it('is refused outside the years that a calendar covers', () => {
    const prepared = prepareCalendar(office);
    expect(() => dueAt(prepared, Date.UTC(12_000, 0), { n: 1, unit: 'days' })).toThrow('not in 12000');
    expect(() => dueAt(prepared, 0.5, { n: 1, unit: 'days' })).toThrow('whole number of milliseconds');
  });
});
