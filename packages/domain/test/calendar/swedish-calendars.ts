import { type Calendar, type CalendarException, type Holiday } from '../../src';
import { nightShiftCalendar, officeCalendar, roundTheClockCalendar, splitShiftCalendar } from '../../src/testing';
import { midnight, plusDays } from './wall-clock';

/** Easter Sundays (Gregorian computus). */
const EASTER = ['2010-04-04', '2011-04-24', '2012-04-08', '2013-03-31'];

/**
 * Public holidays of Sweden (lag 1989:253 om allmänna helgdagar), and midsommarafton, julafton and nyårsafton, which the
 * Annual Leave Act puts on a par with them (semesterlagen 1977:480, 3 a §).
 */
function holidaysOf(easter: string): readonly Holiday[] {
  const year = easter.slice(0, 4);
  const midsummer = saturdayFrom(`${year}-06-20`);
  return [
    { date: `${year}-01-01`, name: 'nyårsdagen' },
    { date: `${year}-01-06`, name: 'trettondedag jul' },
    { date: plusDays(easter, -2), name: 'långfredagen' },
    { date: easter, name: 'påskdagen' },
    { date: plusDays(easter, 1), name: 'annandag påsk' },
    { date: `${year}-05-01`, name: 'första maj' },
    { date: plusDays(easter, 39), name: 'Kristi himmelsfärdsdag' },
    { date: plusDays(easter, 49), name: 'pingstdagen' },
    { date: `${year}-06-06`, name: 'Sveriges nationaldag' },
    { date: plusDays(midsummer, -1), name: 'midsommarafton' },
    { date: midsummer, name: 'midsommardagen' },
    { date: saturdayFrom(`${year}-10-31`), name: 'alla helgons dag' },
    { date: `${year}-12-24`, name: 'julafton' },
    { date: `${year}-12-25`, name: 'juldagen' },
    { date: `${year}-12-26`, name: 'annandag jul' },
    { date: `${year}-12-31`, name: 'nyårsafton' },
  ];
}

/** Half days that offices often give before a holiday; by agreement, not by law. */
function halfDaysOf(easter: string): readonly CalendarException[] {
  const year = easter.slice(0, 4);
  const dates = [`${year}-01-05`, plusDays(easter, -3), `${year}-04-30`, `${year}-12-23`];
  return dates.filter((date) => !weekend(date)).map((date) => ({ date, open: [['08:00', '12:00']], name: 'half day' }));
}

function weekend(date: string): boolean {
  return [0, 6].includes(new Date(midnight(date)).getUTCDay());
}

function saturdayFrom(date: string): string {
  return plusDays(date, 6 - new Date(midnight(date)).getUTCDay());
}

const holidays = EASTER.flatMap(holidaysOf);
const workday = [['08:00', '17:00']] as const;

export const swedishCalendars: Readonly<Record<string, Calendar>> = {
  office: officeCalendar({
    weekly: { mon: workday, tue: workday, wed: workday, thu: workday, fri: workday },
    holidays,
    exceptions: EASTER.flatMap(halfDaysOf),
  }),
  'split shifts': splitShiftCalendar({ holidays }),
  'round the clock': roundTheClockCalendar(),
  'night shifts': nightShiftCalendar({ holidays }),
};
