import { type Calendar } from './calendar';
import { yearOf } from './days';
import { type Schedule, scheduleOf } from './openings';
import { type Page, pageOf } from './page';
import { InvalidCalendar } from './problems';
import { validateCalendar } from './validate-calendar';

/** A calendar made ready for arithmetic: its years are added up once, when first asked for. */
export interface PreparedCalendar {
  readonly calendar: Calendar;
  readonly schedule: Schedule;
  /** The working time of a year in UTC. */
  page(year: number): Page;
  /** The page on which an instant lies, epoch ms. */
  pageAt(ms: number): Page;
}

/**
 * Prepare a calendar once and keep it: every promise under it is then arithmetic on tables, without the time-zone library.
 * @throws {InvalidCalendar} {@link validateCalendar} finds something wrong with it
 */
export function prepareCalendar(calendar: Calendar): PreparedCalendar {
  const found = validateCalendar(calendar);
  if (found.length > 0) throw new InvalidCalendar(found);
  const schedule = scheduleOf(calendar);
  const pages = new Map<number, Page>();
  let latest: Page | undefined;

  function page(year: number): Page {
    const known = pages.get(year) ?? pageOf(schedule, year);
    pages.set(year, known);
    return known;
  }

  function pageAt(ms: number): Page {
    if (latest === undefined || ms < latest.from || ms >= latest.to) latest = page(yearOf(ms));
    return latest;
  }

  return { calendar, schedule, page, pageAt };
}
