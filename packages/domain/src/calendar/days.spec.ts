import { formatDay, parseDay, weekdayOf, yearOf, yearStart } from './days';

describe('calendar: dates', () => {
  it.each([
    ['1970-01-01', 0],
    ['2026-03-02', 20_514],
    ['2024-02-29', 19_782],
    ['1969-12-31', -1],
    ['0001-01-01', -719_162],
  ])('%s is day %d', (date, day) => {
    expect(parseDay(date)).toBe(day);
    expect(formatDay(day)).toBe(date);
  });

  it.each(['2026-02-29', '2026-02-30', '2026-04-31', '2026-13-01', '2026-00-10', '2026-01-00', '2026-01-32'])(
    '%s does not exist',
    (date) => expect(parseDay(date)).toBeNull(),
  );

  it.each([
    '',
    '2026-3-2',
    '20260302',
    '2026-03-02T00:00',
    ' 2026-03-02',
    '0000-01-01',
    '9999-01-01',
    '２０２６-03-02',
  ])('"%s" is not written as a date that is covered', (date) => expect(parseDay(date)).toBeNull());

  it('knows the weekday, before 1970 too', () => {
    const weekdays = ['2026-03-02', '2026-03-08', '1969-12-31', '1900-01-01'].map((date) => weekdayOf(parseDay(date)!));
    expect(weekdays).toEqual([0, 6, 2, 0]);
  });

  it('knows where a year starts, also one of fewer than four digits', () => {
    expect([1, 99, 1970, 2026].map((year) => yearOf(yearStart(year)))).toEqual([1, 99, 1970, 2026]);
    expect(yearStart(2026)).toBe(Date.parse('2026-01-01T00:00:00Z'));
  });
});
