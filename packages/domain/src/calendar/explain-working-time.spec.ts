import { nightShiftCalendar, officeCalendar } from '../testing';
import { explainBusinessDays } from './explain-business-days';
import { explainWorkingTime } from './explain-working-time';
import { prepareCalendar } from './prepare-calendar';

const HOUR = 3_600_000;
const christmas = prepareCalendar(
  officeCalendar({
    holidays: [
      { date: '2026-12-25', name: 'juldagen' },
      { date: '2027-01-01', name: 'nyårsdagen' },
    ],
    exceptions: [{ date: '2026-12-24', open: [['09:00', '12:00']], name: 'julafton' }],
  }),
);

describe('calendar: the explanation of working time', () => {
  it('lists every stretch that was counted, and the dates that are not as their weekday', () => {
    const [from, to] = [Date.parse('2026-12-23T16:30+01:00'), Date.parse('2026-12-28T10:00+01:00')];
    expect(explainWorkingTime(christmas, from, to)).toEqual({
      zone: 'Europe/Stockholm',
      from: { at: '2026-12-23T15:30:00.000Z', local: '2026-12-23T16:30:00.000+01:00' },
      to: { at: '2026-12-28T09:00:00.000Z', local: '2026-12-28T10:00:00.000+01:00' },
      lines: [
        {
          date: '2026-12-23',
          from: { at: '2026-12-23T15:30:00.000Z', local: '2026-12-23T16:30:00.000+01:00' },
          to: { at: '2026-12-23T16:30:00.000Z', local: '2026-12-23T17:30:00.000+01:00' },
          ms: HOUR,
          sumMs: HOUR,
        },
        {
          date: '2026-12-24',
          from: { at: '2026-12-24T08:00:00.000Z', local: '2026-12-24T09:00:00.000+01:00' },
          to: { at: '2026-12-24T11:00:00.000Z', local: '2026-12-24T12:00:00.000+01:00' },
          ms: 3 * HOUR,
          sumMs: 4 * HOUR,
        },
        {
          date: '2026-12-28',
          from: { at: '2026-12-28T08:00:00.000Z', local: '2026-12-28T09:00:00.000+01:00' },
          to: { at: '2026-12-28T09:00:00.000Z', local: '2026-12-28T10:00:00.000+01:00' },
          ms: HOUR,
          sumMs: 5 * HOUR,
        },
      ],
      omitted: null,
      totalMs: 5 * HOUR,
      holidays: [{ date: '2026-12-25', name: 'juldagen' }],
      exceptions: [{ date: '2026-12-24', open: [['09:00', '12:00']], name: 'julafton' }],
      skippedDates: [],
    });
  });

  it('keeps a night shift in one line, under the date on which it began, from one year into the next', () => {
    const nights = prepareCalendar(nightShiftCalendar({ zone: 'UTC' }));
    const { lines } = explainWorkingTime(nights, Date.UTC(2026, 11, 31, 20), Date.UTC(2027, 0, 1, 20));
    expect(lines.map(({ date, ms }) => [date, ms])).toEqual([['2026-12-31', 8 * HOUR]]);
  });

  it('shows by the offsets why a night has fewer hours', () => {
    const sunday = prepareCalendar(officeCalendar({ weekly: { sun: [['01:00', '04:00']] } }));
    const midnight = Date.parse('2026-03-29T00:00+01:00');
    expect(explainWorkingTime(sunday, midnight, midnight + 12 * HOUR).lines).toMatchObject([
      {
        from: { local: '2026-03-29T01:00:00.000+01:00' },
        to: { local: '2026-03-29T04:00:00.000+02:00' },
        ms: 2 * HOUR,
      },
    ]);
  });

  it('names the holiday of yesterday whose night shift would have reached into today', () => {
    const holiday = { date: '2026-03-02', name: 'off' };
    const [from, to] = [Date.parse('2026-03-03T01:00+01:00'), Date.parse('2026-03-03T12:00+01:00')];
    const nights = prepareCalendar(nightShiftCalendar({ holidays: [holiday] }));
    expect(explainWorkingTime(nights, from, to)).toMatchObject({ totalMs: 0, holidays: [holiday] });
    const days = prepareCalendar(officeCalendar({ holidays: [holiday] }));
    expect(explainWorkingTime(days, from, to)).toMatchObject({ totalMs: 3 * HOUR, holidays: [] });
  });

  it('names the exception, and not the holiday on the same date', () => {
    const date = '2026-12-24';
    const open = officeCalendar({
      holidays: [{ date, name: 'julafton' }],
      exceptions: [{ date, open: [['09:00', '10:00']] }],
    });
    const midnight = Date.parse('2026-12-24T00:00+01:00');
    expect(explainWorkingTime(prepareCalendar(open), midnight, midnight + 20 * HOUR)).toMatchObject({
      totalMs: HOUR,
      holidays: [],
      exceptions: [{ date }],
    });
  });

  it('names the date that the zone skipped', () => {
    const samoa = prepareCalendar(officeCalendar({ zone: 'Pacific/Apia' }));
    const [from, to] = [Date.parse('2011-12-29T12:00-10:00'), Date.parse('2012-01-02T12:00+14:00')];
    expect(explainWorkingTime(samoa, from, to).skippedDates).toEqual(['2011-12-30']);
  });

  it('shows the seconds that zones were apart once, and offsets west of UTC', () => {
    const local = (zone: string, at: string) => {
      const prepared = prepareCalendar(officeCalendar({ zone }));
      return explainWorkingTime(prepared, Date.parse(at), Date.parse(at)).from.local;
    };
    expect(local('Africa/Monrovia', '1970-01-01T00:00:00Z')).toBe('1969-12-31T23:15:30.000-00:44:30');
    expect(local('America/St_Johns', '2026-01-01T12:00:00Z')).toBe('2026-01-01T08:30:00.000-03:30');
  });

  it('goes forward only', () => {
    expect(() => explainWorkingTime(christmas, 1, 0)).toThrow('goes forward');
  });
});

describe('calendar: the explanation of business days', () => {
  it('numbers them with their closes, and lists the dates that are not as their weekday', () => {
    const [from, to] = [Date.parse('2026-12-23T16:30+01:00'), Date.parse('2026-12-29T17:30+01:00')];
    const { lines, ...rest } = explainBusinessDays(christmas, from, to);
    expect(lines).toEqual([
      { n: 1, date: '2026-12-24', closes: { at: '2026-12-24T11:00:00.000Z', local: '2026-12-24T12:00:00.000+01:00' } },
      { n: 2, date: '2026-12-28', closes: { at: '2026-12-28T16:30:00.000Z', local: '2026-12-28T17:30:00.000+01:00' } },
      { n: 3, date: '2026-12-29', closes: { at: '2026-12-29T16:30:00.000Z', local: '2026-12-29T17:30:00.000+01:00' } },
    ]);
    expect(rest).toMatchObject({
      holidays: [{ date: '2026-12-25' }],
      exceptions: [{ date: '2026-12-24' }],
      skippedDates: [],
    });
  });

  it('does not count one whose close is yet to come', () => {
    const [from, to] = [Date.parse('2026-12-28T12:00+01:00'), Date.parse('2026-12-29T17:29+01:00')];
    expect(explainBusinessDays(christmas, from, to).lines).toEqual([]);
  });
});
