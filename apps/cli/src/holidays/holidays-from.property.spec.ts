import fc from 'fast-check';
import { holidaysFrom } from './holidays-from';

const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

/** Every date of some years, one after the other: what a rule means is counted out, not computed. */
function datesWhere(from: number, to: number, isMeant: (date: Date) => boolean): readonly string[] {
  const found: string[] = [];
  for (let date = new Date(Date.UTC(from, 0, 1)); date.getUTCFullYear() <= to; date = dayAfter(date)) {
    if (isMeant(date)) found.push(date.toISOString().slice(0, 10));
  }
  return found;
}

function dayAfter(date: Date, days = 1): Date {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() + days));
}

function yearly(start: string, rule: string, from: number, to: number): readonly string[] {
  const lines = ['UID:1', `DTSTART;VALUE=DATE:${start.replaceAll('-', '')}`, 'SUMMARY:x', `RRULE:FREQ=YEARLY${rule}`];
  const text = ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', ...lines, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n');
  return holidaysFrom(text, { from: `${from}-01-01`, to: `${to}-12-31` }).map(({ date }) => date);
}

const month = fc.integer({ min: 1, max: 12 });
const firstYear = fc.integer({ min: 1990, max: 2040 });

describe('a yearly rule', () => {
  it('means a date of the year, where there is one', () => {
    fc.assert(
      fc.property(month, fc.integer({ min: 1, max: 31 }), firstYear, (m, d, from) => {
        const meant = datesWhere(from, from + 9, (it) => it.getUTCMonth() + 1 === m && it.getUTCDate() === d);
        expect(yearly(`${from - 3}-01-01`, `;BYMONTH=${m};BYMONTHDAY=${d}`, from, from + 9)).toEqual(meant);
      }),
    );
  });

  it('means the nth weekday of a month, from its beginning or its end', () => {
    const nth = fc.constantFrom(1, 2, 3, 4, -1, -2, -3, -4);
    fc.assert(
      fc.property(month, nth, fc.nat(6), firstYear, (m, n, weekday, from) => {
        const isNth = (date: Date): boolean => {
          const far = dayAfter(date, n > 0 ? -7 * n : -7 * n);
          const near = dayAfter(date, n > 0 ? -7 * (n - 1) : -7 * (n + 1));
          const isIn = (it: Date) => it.getUTCMonth() + 1 === m;
          return date.getUTCDay() === weekday && isIn(date) && isIn(near) && !isIn(far);
        };
        const rule = `;BYMONTH=${m};BYDAY=${n}${WEEKDAYS[weekday]}`;
        expect(yearly(`${from - 3}-01-01`, rule, from, from + 4)).toEqual(datesWhere(from, from + 4, isNth));
      }),
    );
  });

  it('means the date of its first occurrence, when it says no more', () => {
    const start = fc.integer({ min: 0, max: 20_000 }).map((days) => dayAfter(new Date(0), days));
    fc.assert(
      fc.property(start, firstYear, (first, from) => {
        const isMeant = (it: Date) =>
          it >= first && it.getUTCMonth() === first.getUTCMonth() && it.getUTCDate() === first.getUTCDate();
        expect(yearly(first.toISOString().slice(0, 10), '', from, from + 9)).toEqual(
          datesWhere(from, from + 9, isMeant),
        );
      }),
    );
  });

  it('means the days of weeks of the year, from its beginning or its end', () => {
    const weeks = fc.uniqueArray(fc.constantFrom(1, 2, 10, 20, 51, 52, 53, -1, -2, -53), {
      minLength: 1,
      maxLength: 2,
    });
    fc.assert(
      fc.property(weeks, fc.nat(6), fc.nat(6), firstYear, (asked, weekday, weekStart, from) => {
        const numbers = weekNumbers(from - 2, from + 6, weekStart);
        const isMeant = (date: Date): boolean => {
          const [number, fromEnd] = numbers.get(date.toISOString().slice(0, 10)) ?? [];
          return date.getUTCDay() === weekday && asked.some((week) => week === number || week === fromEnd);
        };
        const rule = `;BYWEEKNO=${asked.join(',')};BYDAY=${WEEKDAYS[weekday]};WKST=${WEEKDAYS[weekStart]}`;
        expect(yearly(`${from}-01-01`, rule, from, from + 4)).toEqual(datesWhere(from, from + 4, isMeant));
      }),
    );
  });

  it('means the nth weekday of the year, from its beginning or its end', () => {
    fc.assert(
      fc.property(fc.constantFrom(1, 20, 52, 53, -1, -20), fc.nat(6), firstYear, (n, weekday, from) => {
        const isMeant = (date: Date): boolean => {
          const year = date.getUTCFullYear();
          const same = datesWhere(year, year, (it) => it.getUTCDay() === weekday);
          return same.at(n > 0 ? n - 1 : n) === date.toISOString().slice(0, 10);
        };
        const meant = datesWhere(from, from + 2, (date) => date.getUTCDay() === weekday && isMeant(date));
        expect(yearly(`${from}-01-01`, `;BYDAY=${n}${WEEKDAYS[weekday]}`, from, from + 2)).toEqual(meant);
      }),
      { numRuns: 30 },
    );
  });
});

/** The number of each date's week, week by week: a week is of the year that most of its days are of. */
function weekNumbers(from: number, to: number, weekStart: number): ReadonlyMap<string, readonly [number, number]> {
  const weeks: string[][] = [];
  for (const date of datesWhere(from, to, () => true)) {
    if (new Date(date).getUTCDay() === weekStart || weeks.length === 0) weeks.push([]);
    weeks.at(-1)?.push(date);
  }
  const years = Map.groupBy(weeks.slice(1), (days) => {
    const inYears = Map.groupBy(days, (date) => date.slice(0, 4));
    return [...inYears].sort(([, a], [, b]) => b.length - a.length)[0]?.[0];
  });
  const numbered = [...years.values()].flatMap((ofYear) =>
    ofYear.flatMap((days, index) => days.map((date) => [date, [index + 1, index - ofYear.length]] as const)),
  );
  return new Map(numbered);
}
