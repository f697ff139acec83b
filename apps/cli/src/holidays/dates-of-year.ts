import ICAL from 'ical.js';
import { addDays, daysBetween } from './dates';

const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

/**
 * Whether a yearly rule counts in weeks of the year (`BYWEEKNO`) or weekdays of the year (`BYDAY=20MO`). The library reads
 * both as something else, so these are counted out day by day.
 */
export function countsThroughYear({ freq, parts }: ICAL.Recur): boolean {
  if (freq !== 'YEARLY') return false;
  if (parts.BYWEEKNO !== undefined) return true;
  return parts.BYMONTH === undefined && (parts.BYDAY ?? []).some((day) => /\d/.test(String(day)));
}

/** Such a rule's dates from its start on, in order, `YYYY-MM-DD`; those after `to` are left out. */
export function* datesThroughYears(rule: ICAL.Recur, start: string, to: string): Generator<string> {
  const until = rule.until === null ? to : rule.until.toString().slice(0, 10);
  const last = until < to ? until : to;
  let count = 0;
  for (let year = Number(start.slice(0, 4)); year <= Number(last.slice(0, 4)); year += rule.interval) {
    for (const date of bySetPosition(datesOf(year, rule, start), rule.parts.BYSETPOS)) {
      if (date < start) continue;
      if (date > last || (rule.count !== null && count === rule.count)) return;
      count += 1;
      yield date;
    }
  }
}

function datesOf(year: number, { parts, wkst }: ICAL.Recur, start: string): readonly string[] {
  const [first, next] = [`${pad(year)}-01-01`, `${pad(year + 1)}-01-01`];
  const weekdays = (parts.BYDAY ?? [WEEKDAYS[weekdayOf(start)]]).map(String);
  const days = daysBetween(first, next);
  return Array.from({ length: days }, (_none, index) => addDays(first, index)).filter((date, index) => {
    const name = WEEKDAYS[weekdayOf(date)] as string;
    const nth = [Math.floor(index / 7) + 1, -(Math.floor((days - 1 - index) / 7) + 1)];
    const isDay = weekdays.some((day) => day === name || nth.some((n) => day.replace('+', '') === `${n}${name}`));
    if (!isDay || !includes(parts.BYMONTH, [Number(date.slice(5, 7))])) return false;
    return includes(parts.BYWEEKNO, weekNumbers(date, wkst - 1));
  });
}

/**
 * The number of a date's week, from the beginning and from the end of the year that the week belongs to. Week 1 is the first
 * with at least four days in its year (RFC 5545, 3.3.10): the year of a week is that of its fourth day.
 * @param weekStart 0 is Sunday
 */
function weekNumbers(date: string, weekStart: number): readonly number[] {
  const fourth = addDays(date, 3 - ((weekdayOf(date) - weekStart + 7) % 7));
  const year = Number(fourth.slice(0, 4));
  const [before, after] = [
    daysBetween(`${pad(year)}-01-01`, fourth),
    daysBetween(fourth, `${pad(year + 1)}-01-01`) - 1,
  ];
  return [Math.floor(before / 7) + 1, -(Math.floor(after / 7) + 1)];
}

function bySetPosition(dates: readonly string[], positions: readonly unknown[] | undefined): readonly string[] {
  if (positions === undefined) return dates;
  const wanted = positions.map(Number);
  return dates.filter((_date, index) => wanted.includes(index + 1) || wanted.includes(index - dates.length));
}

function includes(part: readonly unknown[] | undefined, values: readonly number[]): boolean {
  return part === undefined || part.some((one) => values.includes(Number(one)));
}

function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}

function pad(year: number): string {
  return String(year).padStart(4, '0');
}
