import { nightShiftCalendar, officeCalendar, roundTheClockCalendar } from '../testing';
import { isOpenAt, localDate, nextOpening } from './opening-times';
import { prepareCalendar } from './prepare-calendar';

const office = prepareCalendar(officeCalendar({ holidays: [{ date: '2026-03-09', name: 'off' }] }));

describe('calendar: open now', () => {
  it.each([
    ['before it opens', '2026-03-02T08:59:59.999+01:00', false],
    ['the instant it opens', '2026-03-02T09:00+01:00', true],
    ['the last millisecond', '2026-03-02T17:29:59.999+01:00', true],
    ['the instant it closes', '2026-03-02T17:30+01:00', false],
    ['on a Sunday', '2026-03-08T12:00+01:00', false],
    ['on a holiday', '2026-03-09T12:00+01:00', false],
  ])('%s', (_name, instant, open) => expect(isOpenAt(office, Date.parse(instant))).toBe(open));

  it('after midnight, in a night shift of the day before, also into a holiday', () => {
    const nights = prepareCalendar(nightShiftCalendar({ holidays: [{ date: '2026-03-03', name: 'off' }] }));
    const at = (instant: string) => isOpenAt(nights, Date.parse(instant));
    expect(at('2026-03-03T05:59+01:00')).toBe(true);
    expect(at('2026-03-03T23:00+01:00')).toBe(false);
    expect(at('2026-03-04T01:00+01:00')).toBe(false);
  });
});

describe('calendar: the next opening', () => {
  const opens = (instant: string) => new Date(nextOpening(office, Date.parse(instant))).toISOString();

  it.each([
    ['is now, when it is open', '2026-03-02T12:00+01:00', '2026-03-02T11:00:00.000Z'],
    ['is this morning', '2026-03-02T03:00+01:00', '2026-03-02T08:00:00.000Z'],
    ['is tomorrow, from the close of business on', '2026-03-02T17:30+01:00', '2026-03-03T08:00:00.000Z'],
    ['is after the weekend and the holiday', '2026-03-06T18:00+01:00', '2026-03-10T08:00:00.000Z'],
    ['is in the new year', '2027-12-31T20:00+01:00', '2028-01-03T08:00:00.000Z'],
  ])('%s', (_name, instant, expected) => expect(opens(instant)).toBe(expected));

  it('is always now, round the clock', () => {
    const prepared = prepareCalendar(roundTheClockCalendar());
    const newYear = Date.UTC(2027, 0, 1);
    for (const at of [newYear - 1, newYear, newYear + 1]) expect(nextOpening(prepared, at)).toBe(at);
  });

  it('does not come when all of 200 years are holidays', () => {
    const holidays = Array.from({ length: 201 * 53 }, (_, week) => ({
      date: new Date(Date.UTC(2026, 0, 5 + 7 * week)).toISOString().slice(0, 10),
      name: 'off',
    }));
    const never = prepareCalendar(officeCalendar({ weekly: { mon: [['09:00', '10:00']] }, holidays }));
    expect(() => nextOpening(never, Date.UTC(2026, 0, 1))).toThrow('does not open within 200 years');
  });
});

describe('calendar: the local date', () => {
  it('is that of its zone', () => {
    const instant = Date.parse('2026-03-02T23:30:00Z');
    expect(localDate(office, instant)).toBe('2026-03-03');
    expect(localDate(prepareCalendar(officeCalendar({ zone: 'America/New_York' })), instant)).toBe('2026-03-02');
  });
});
