import { type Calendar } from '../calendar/calendar';

const everyDay = <Hours>(hours: Hours) => ({
  mon: hours,
  tue: hours,
  wed: hours,
  thu: hours,
  fri: hours,
  sat: hours,
  sun: hours,
});
const workdays = <Hours>(hours: Hours) => ({ mon: hours, tue: hours, wed: hours, thu: hours, fri: hours });

/** Monday to Friday 09:00 to 17:30 in Stockholm, no holidays; and what is given. */
export function officeCalendar(given: Partial<Calendar> = {}): Calendar {
  return {
    zone: 'Europe/Stockholm',
    weekly: workdays([['09:00', '17:30']]),
    holidays: [],
    exceptions: [],
    ...given,
  };
}

/** Closed for lunch, and open on Saturday mornings. */
export function splitShiftCalendar(given: Partial<Calendar> = {}): Calendar {
  const split = [
    ['08:30', '12:00'],
    ['13:00', '17:00'],
  ] as const;
  return officeCalendar({ weekly: { ...workdays(split), sat: [['10:00', '13:00']] }, ...given });
}

/** From ten in the evening until six, in the nights that begin on Monday to Friday. */
export function nightShiftCalendar(given: Partial<Calendar> = {}): Calendar {
  return officeCalendar({ weekly: workdays([['22:00', '06:00']]), ...given });
}

/** Never closed. */
export function roundTheClockCalendar(given: Partial<Calendar> = {}): Calendar {
  return officeCalendar({ weekly: everyDay([['00:00', '24:00']]), ...given });
}
