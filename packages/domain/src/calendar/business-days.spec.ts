import { nightShiftCalendar, officeCalendar, roundTheClockCalendar, splitShiftCalendar } from '../testing';
import { closeOfBusiness, closesWithin, nthBusinessDayAfter } from './business-days';
import { type Calendar, type OpenInterval } from './calendar';
import { formatDay, parseDay } from './days';
import { prepareCalendar } from './prepare-calendar';

const day = (date: string) => parseDay(date)!;

describe('calendar: close of business', () => {
  const close = (calendar: Calendar, date: string) => {
    const at = closeOfBusiness(prepareCalendar(calendar), day(date));
    return at === null ? null : new Date(at).toISOString();
  };
  /** On Sundays: an interval, and one from 03:00 to 03:15. */
  const early = (start: string, end: string, rest: readonly OpenInterval[] = [['03:00', '03:15']]) =>
    officeCalendar({ weekly: { sun: [[start, end], ...rest] } });
  const halfDay = officeCalendar({ exceptions: [{ date: '2026-12-24', open: [['09:00', '12:00']] }] });

  it.each([
    ['of an office', officeCalendar(), '2026-03-02', '2026-03-02T16:30:00.000Z'],
    ['of a split shift is its last', splitShiftCalendar(), '2026-03-02', '2026-03-02T16:00:00.000Z'],
    ['of a half day', halfDay, '2026-12-24', '2026-12-24T11:00:00.000Z'],
    ['of a night shift is on the next morning', nightShiftCalendar(), '2026-03-06', '2026-03-07T05:00:00.000Z'],
    ['round the clock is midnight', roundTheClockCalendar(), '2026-03-07', '2026-03-07T23:00:00.000Z'],
    ['on New Year’s Eve', nightShiftCalendar({ zone: 'UTC' }), '2026-12-31', '2027-01-01T06:00:00.000Z'],
    ['on New Year’s Day', officeCalendar({ zone: 'Pacific/Kiritimati' }), '2027-01-01', '2027-01-01T03:30:00.000Z'],
    [
      'when clocks go forward: 02:30 comes after 03:15',
      early('01:30', '02:30'),
      '2026-03-29',
      '2026-03-29T01:30:00.000Z',
    ],
    ['never comes on a date whose one interval never opens', early('02:30', '03:15', []), '2026-03-29', null],
    ['never comes on a Sunday', officeCalendar(), '2026-03-08', null],
    ['never comes on a night shift’s second date', nightShiftCalendar(), '2026-03-07', null],
    ['never comes on a date that was skipped', officeCalendar({ zone: 'Pacific/Apia' }), '2011-12-30', null],
  ])('%s', (_name, calendar, date, expected) => expect(close(calendar, date)).toBe(expected));
});

describe('calendar: the nth business day after a date', () => {
  const easter = officeCalendar({
    holidays: [
      { date: '2026-04-03', name: 'långfredagen' },
      { date: '2026-04-06', name: 'annandag påsk' },
    ],
    exceptions: [{ date: '2026-04-02', open: [['09:00', '12:00']], name: 'skärtorsdagen, a half day' }],
  });
  const nth = (date: string, n: number) => formatDay(nthBusinessDayAfter(prepareCalendar(easter), day(date), n));

  it.each([
    ['2026-03-02', 1, '2026-03-03'],
    ['2026-03-06', 1, '2026-03-09'],
    ['2026-03-08', 1, '2026-03-09'],
    ['2026-04-01', 1, '2026-04-02'],
    ['2026-04-01', 2, '2026-04-07'],
    ['2026-12-28', 15, '2027-01-18'],
  ])('after %s, number %d is %s', (date, n, expected) => expect(nth(date, n)).toBe(expected));

  it('does not come in 200 years of holidays', () => {
    const rare = prepareCalendar(officeCalendar({ weekly: { mon: [['09:00', '10:00']] } }));
    expect(() => nthBusinessDayAfter(rare, 0, 200 * 53)).toThrow('within 200 years');
  });
});

describe('calendar: closes of business within a time', () => {
  const within = (calendar: Calendar, from: string, to: string) =>
    closesWithin(prepareCalendar(calendar), Date.parse(from), Date.parse(to));

  it.each([
    ['one day', '2026-03-02T12:00+01:00', '2026-03-02T18:00+01:00', 1],
    ['a weekend', '2026-03-06T18:00+01:00', '2026-03-09T09:00+01:00', 0],
    ['a week', '2026-03-02T12:00+01:00', '2026-03-09T12:00+01:00', 5],
    ['up to the very close', '2026-03-02T12:00+01:00', '2026-03-02T17:30+01:00', 1],
    ['from the very close on', '2026-03-02T17:30+01:00', '2026-03-03T12:00+01:00', 0],
  ])('%s', (_name, from, to, count) => expect(within(officeCalendar(), from, to)).toBe(count));

  it('a morning on which a night shift ends, though its own date is closed', () => {
    expect(within(nightShiftCalendar(), '2026-03-07T05:00+01:00', '2026-03-07T07:00+01:00')).toBe(1);
  });

  it('the morning to which Samoa carried a night shift over the date it skipped', () => {
    const nights = nightShiftCalendar({ zone: 'Pacific/Apia' });
    expect(within(nights, '2011-12-31T05:00+14:00', '2011-12-31T07:00+14:00')).toBe(1);
  });
});
