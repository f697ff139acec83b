import { type Calendar, type CalendarException, type Holiday, type OpenInterval } from '../../calendar/calendar';

/** Monday to Friday from nine to five, in a zone. */
export function officeHours(zone: string, holidays: readonly Holiday[] = []): Calendar {
  return everyWeekday(zone, ['09:00', '17:00'], holidays);
}

export function everyWeekday(
  zone: string,
  hours: OpenInterval,
  holidays: readonly Holiday[] = [],
  exceptions: readonly CalendarException[] = [],
): Calendar {
  const open = [hours];
  return { zone, weekly: { mon: open, tue: open, wed: open, thu: open, fri: open }, holidays, exceptions };
}
