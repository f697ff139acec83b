import { CALENDAR_STREAM_PREFIX, type ReadModelTables } from '@redress/application';
import {
  type Calendar,
  type CalendarEvent,
  type CalendarRef,
  catalogUpcasters,
  prepareCalendar,
  type PreparedCalendar,
} from '@redress/domain';
import { openSealed, type StoredEvent, upcasting } from '@redress/event-store';

type Published = Extract<CalendarEvent, { readonly type: 'CalendarPublished' }>;

const upcast = upcasting(catalogUpcasters);

export function isCalendarStream(stream: string): boolean {
  return stream.startsWith(CALENDAR_STREAM_PREFIX);
}

/** Keeps a version of a calendar as it is published. What else happens to calendars changes nothing that is counted. */
export function keepCalendar(tables: ReadModelTables, stored: StoredEvent): void {
  if (stored.type !== 'CalendarPublished') return;
  const { version, calendar } = upcast(openSealed(stored)).data as unknown as Published['data'];
  const sql = 'INSERT INTO {calendars} (name, version, calendar) VALUES (?, ?, ?)';
  const name = stored.stream.slice(CALENDAR_STREAM_PREFIX.length);
  tables.prepare(sql).run(name, version, JSON.stringify(calendar));
}

/** Null: a version that is not in the log. */
export type Calendars = (ref: CalendarRef) => PreparedCalendar | null;

const prepared = new WeakMap<ReadModelTables, Map<string, PreparedCalendar>>();

/** The calendars in the tables. A version never changes, so it is prepared once. */
export function calendarsOf(tables: ReadModelTables): Calendars {
  const known = prepared.get(tables) ?? new Map<string, PreparedCalendar>();
  prepared.set(tables, known);
  return ({ name, version }) => {
    const key = JSON.stringify([name, version]);
    const there = known.get(key);
    if (there !== undefined) return there;
    const sql = 'SELECT calendar FROM {calendars} WHERE name = ? AND version = ?';
    const found = tables.prepare(sql).get(name, version);
    if (found === undefined) return null;
    const calendar = prepareCalendar(JSON.parse(found['calendar'] as string) as Calendar);
    known.set(key, calendar);
    return calendar;
  };
}
