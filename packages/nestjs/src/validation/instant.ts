import { type Flaw, flaw } from './flaw';

/** RFC 3339 section 5.6, with up to nine digits of a second; the zone is looked for apart, to say so when it is missing. */
const DATE_TIME = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|z|[+-]\d\d:\d\d)?$/;

/** What is wrong with an instant as a caller writes it. */
export function instantFlaws(value: unknown): readonly Flaw[] {
  if (typeof value !== 'string') return [flaw('wrong-type', 'An instant is a text such as 2026-03-02T09:00:00Z')];
  const parts = DATE_TIME.exec(value);
  if (parts === null) return [flaw('bad-format', withHint(value))];
  if (parts[8] === undefined) return [flaw('no-zone')];
  return millisecondsOf(parts) === null ? [flaw('no-such-instant', `There is no such instant as ${value}`)] : [];
}

/**
 * The one form of an instant on record: ISO 8601 UTC with milliseconds; finer digits are cut off.
 * @param value without flaws
 */
export function normalInstant(value: string): string {
  return new Date(millisecondsOf(DATE_TIME.exec(value) as RegExpExecArray) as number).toISOString();
}

/**
 * Instants outside cannot be written with four digits of a year, and would no longer compare as texts do. A year 0 is
 * what a form that was not filled in sends; many calendars have none.
 */
const FIRST = Date.parse('0001-01-01T00:00:00.000Z');
const LAST = Date.parse('9999-12-31T23:59:59.999Z');

type DateAndTime = readonly [year: number, month: number, day: number, hour: number, minute: number, second: number];

function millisecondsOf(parts: RegExpExecArray): number | null {
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number) as unknown as DateAndTime;
  const milliseconds = Number((parts[7] ?? '').padEnd(3, '0').slice(0, 3));
  const offset = offsetMinutes(parts[8] ?? '');
  if (offset === null || hour > 23 || minute > 59 || second > 59) return null;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  const time = date.setUTCHours(hour, minute - offset, second, milliseconds);
  return time >= FIRST && time <= LAST ? time : null;
}

function offsetMinutes(zone: string): number | null {
  if (zone === 'Z' || zone === 'z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4, 6));
  if (hours > 23 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

function withHint(value: string): string {
  const form = 'An instant is written as RFC 3339 says: 2026-03-02T09:00:00Z or 2026-03-02T10:00:00+01:00';
  return / \d\d:\d\d$/.test(value) ? `${form}; in a URL, + is written %2B` : form;
}
