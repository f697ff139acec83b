import ICAL from 'ical.js';
import { addDays, isDate } from './dates';
import { ICalendarError } from './icalendar-error';

/** An event on whole days, with its repetitions. */
export interface AllDayEvent {
  readonly name: string;
  readonly event: ICAL.Event;
}

/** A whole stretch of days of one name. */
export interface Stretch {
  readonly name: string;
  /** The first day, `YYYY-MM-DD`. */
  readonly first: string;
  /** The last day, inclusive. */
  readonly last: string;
}

/**
 * The events on whole days that are not cancelled; those at a time of day are no holidays.
 * @throws {ICalendarError}
 */
export function allDayEvents(text: string): readonly AllDayEvent[] {
  const events = calendarsIn(text).flatMap((calendar) => calendar.getAllSubcomponents('vevent'));
  const masters = new Set(events.filter((it) => !isException(it)).map((it) => it.getFirstPropertyValue('uid')));
  return events
    .filter((it) => !(isException(it) && masters.has(it.getFirstPropertyValue('uid'))))
    .filter((it) => !isCancelled(it) && isAllDay(it))
    .map((component) => ({ name: nameOf(component), event: new ICAL.Event(component) }));
}

/** @throws {ICalendarError} it ends before it begins */
export function stretchOf(item: ICAL.Event, start: ICAL.Time, end: ICAL.Time): Stretch {
  const name = nameOf(item.component);
  const [first, next] = [start.toString(), end.toString()];
  if (next < first) throw new ICalendarError(`"${name}" ends on ${next}, before it begins on ${first}`);
  // DTEND is the day after; who writes the same day means that one day.
  return { name, first, last: next === first ? first : addDays(next, -1) };
}

export function isCancelled(component: ICAL.Component): boolean {
  return String(component.getFirstPropertyValue('status')).toUpperCase() === 'CANCELLED';
}

function calendarsIn(text: string): readonly ICAL.Component[] {
  let parsed: unknown;
  try {
    const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
    assertNested(lines);
    parsed = ICAL.parse(lines.join('\r\n'));
  } catch (error) {
    throw new ICalendarError(`This is no iCalendar file, or it is damaged: ${(error as Error).message}`, {
      cause: error,
    });
  }
  const roots = (typeof (parsed as unknown[])[0] === 'string' ? [parsed] : parsed) as unknown[][];
  const calendars = roots.filter(([name]) => name === 'vcalendar').map((jcal) => new ICAL.Component(jcal));
  if (calendars.length === 0) throw new ICalendarError('This is no iCalendar file: it has no VCALENDAR');
  return calendars;
}

/** The library takes an end of nothing for the end of whatever is open, and loses the rest of the file. */
function assertNested(lines: readonly string[]): void {
  const open: { component: string; line: number }[] = [];
  for (const [index, text] of lines.entries()) {
    const [, word = '', name = ''] = /^(BEGIN|END):([^\s;]*)\s*$/i.exec(text) ?? [];
    const component = name.toUpperCase();
    if (word.toUpperCase() === 'BEGIN') open.push({ component, line: index + 1 });
    if (word.toUpperCase() !== 'END') continue;
    const begun = open.pop();
    if (begun?.component === component) continue;
    const isOpen = open.some((other) => other.component === component);
    throw new Error(
      isOpen && begun !== undefined
        ? `line ${begun.line}: BEGIN:${begun.component} has no end`
        : `line ${index + 1}: ${text.trim()} ends nothing that has begun: remove the line`,
    );
  }
}

/** One occurrence that differs from those of the event with the same UID. */
function isException(component: ICAL.Component): boolean {
  return component.hasProperty('recurrence-id');
}

/** @throws {ICalendarError} it has no start, or one that there is not */
function isAllDay(component: ICAL.Component): boolean {
  const start = component.getFirstProperty('dtstart');
  if (start === null) throw new ICalendarError(`"${nameOf(component)}" has no DTSTART`);
  if (start.type !== 'date') return false;
  for (const property of [start, component.getFirstProperty('dtend')]) {
    // The library counts on from a date that there is not: 2026-02-30 would be the 2nd of March.
    const written = property === null ? undefined : String(property.toJSON()[3]);
    if (written === undefined || isDate(written)) continue;
    throw new ICalendarError(`"${nameOf(component)}": there is no such date as ${written}`);
  }
  return true;
}

/** What a calendar takes: a text of at most 200 characters that can be kept. */
const LONGEST_NAME = 200;

function nameOf(component: ICAL.Component): string {
  const summary = component.getFirstPropertyValue('summary');
  return asName(typeof summary === 'string' ? summary : '');
}

export function asName(text: string): string {
  const clean = text.replaceAll('\0', '').toWellFormed().trim();
  if (clean === '') return 'Holiday';
  return clean.length <= LONGEST_NAME ? clean : `${clean.slice(0, LONGEST_NAME - 1).toWellFormed()}…`;
}
