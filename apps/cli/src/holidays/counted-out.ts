import type ICAL from 'ical.js';

const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const DAY_MS = 24 * 60 * 60 * 1000;

/** A date, with what a rule may ask of it. */
interface Day {
  /** Days since 1970-01-01. */
  readonly number: number;
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly dayOfMonth: number;
  /** 0 is Sunday. */
  readonly weekday: number;
}

/**
 * The dates of a rule from its start on, in order, `YYYY-MM-DD`; those after `to` are left out. Counted out day by day (RFC 5545,
 * 3.3.10): the library reads several rules as something else, and looks for ever for what there is not.
 */
export function* datesOf(rule: ICAL.Recur, start: string, to: string): Generator<string> {
  const first = dayOf(numberOf(start));
  const until = rule.until === null ? to : rule.until.toString().slice(0, 10);
  const last = numberOf(until < to ? until : to);
  let count = 0;
  for (const period of periods(rule, first)) {
    if (period.first > last) return;
    const days = Array.from({ length: period.next - period.first }, (_none, index) => dayOf(period.first + index));
    const meant = days.filter((day) => isMeant(day, rule, first));
    const positions = rule.parts.BYSETPOS;
    for (const { number } of meant.filter((_day, i) => includes(positions, i + 1, i - meant.length))) {
      if (number < first.number) continue;
      if (number > last || (rule.count !== null && count === rule.count)) return;
      count += 1;
      yield textOf(number);
    }
  }
}

/** Every interval-th year, month, week or day, by the numbers of its first day and of the day after it. */
function* periods(
  { freq, interval, wkst }: ICAL.Recur,
  start: Day,
): Generator<{ readonly first: number; readonly next: number }> {
  if (freq === 'YEARLY' || freq === 'MONTHLY') {
    const months = freq === 'YEARLY' ? 12 : 1;
    const from = start.year * 12 + (freq === 'YEARLY' ? 0 : start.month - 1);
    for (let at = from; ; at += interval * months) yield { first: firstOfMonth(at), next: firstOfMonth(at + months) };
  }
  const days = freq === 'WEEKLY' ? 7 : 1;
  const from = freq === 'WEEKLY' ? start.number - ((start.weekday - (wkst - 1) + 7) % 7) : start.number;
  for (let at = from; ; at += interval * days) yield { first: at, next: at + days };
}

/** What the rule does not say, its start does. */
function isMeant(day: Day, { freq, parts, wkst }: ICAL.Recur, start: Day): boolean {
  const { BYMONTH, BYWEEKNO, BYYEARDAY, BYMONTHDAY, BYDAY } = parts;
  const saysDay = [BYWEEKNO, BYYEARDAY, BYMONTHDAY, BYDAY].some((part) => part !== undefined);
  const isByMonth = freq === 'MONTHLY' || (freq === 'YEARLY' && BYMONTH !== undefined);
  if (!includes(BYMONTH, day.month)) return false;
  if (freq === 'YEARLY' && !saysDay && !isByMonth && day.month !== start.month) return false;
  if ((freq === 'YEARLY' || isByMonth) && !saysDay && day.dayOfMonth !== start.dayOfMonth) return false;
  const isByWeek = freq === 'WEEKLY' || BYWEEKNO !== undefined;
  if (isByWeek && BYDAY === undefined && day.weekday !== start.weekday) return false;
  if (BYDAY !== undefined && !BYDAY.some((asked) => isWeekday(String(asked), day, isByMonth))) return false;
  if (BYMONTHDAY !== undefined && !includes(BYMONTHDAY, ...placeIn('month', day))) return false;
  if (BYYEARDAY !== undefined && !includes(BYYEARDAY, ...placeIn('year', day))) return false;
  return BYWEEKNO === undefined || includes(BYWEEKNO, ...weekNumbers(day, wkst - 1));
}

/** `MO` is every Monday, `2MO` the second within the month or the year, `-1MO` the last. */
function isWeekday(asked: string, day: Day, isByMonth: boolean): boolean {
  const name = WEEKDAYS[day.weekday] as string;
  if (asked === name || !asked.endsWith(name)) return asked === name;
  return inWeeks(placeIn(isByMonth ? 'month' : 'year', day)).includes(Number(asked.slice(0, -2)));
}

/** From the beginning (from 1) and from the end (from -1). */
function placeIn(unit: 'month' | 'year', { number, year, month }: Day): readonly [number, number] {
  const first = year * 12 + (unit === 'year' ? 0 : month - 1);
  return [number - firstOfMonth(first) + 1, number - firstOfMonth(first + (unit === 'year' ? 12 : 1))];
}

function inWeeks([fromBegin, fromEnd]: readonly [number, number]): readonly [number, number] {
  return [Math.ceil(fromBegin / 7), Math.floor(fromEnd / 7)];
}

/**
 * The number of a day's week, from the beginning and from the end of the year that the week belongs to. Week 1 is the first
 * with at least four days in its year: the year of a week is that of its fourth day.
 * @param weekStart 0 is Sunday
 */
function weekNumbers(day: Day, weekStart: number): readonly [number, number] {
  const fourth = day.number + 3 - ((day.weekday - weekStart + 7) % 7);
  return inWeeks(placeIn('year', dayOf(fourth)));
}

/** A part that the rule does not have leaves everything in. */
function includes(part: readonly unknown[] | undefined, ...values: readonly number[]): boolean {
  return part === undefined || part.some((one) => values.includes(Number(one)));
}

/** @param months counted from January of the year 0 */
function firstOfMonth(months: number): number {
  return Math.round(new Date(0).setUTCFullYear(Math.floor(months / 12), months % 12, 1) / DAY_MS);
}

function dayOf(number: number): Day {
  const at = new Date(number * DAY_MS);
  const [year, month, dayOfMonth] = [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate()];
  return { number, year, month, dayOfMonth, weekday: at.getUTCDay() };
}

function numberOf(date: string): number {
  return Math.round(Date.parse(`${date}T00:00:00Z`) / DAY_MS);
}

function textOf(number: number): string {
  return new Date(number * DAY_MS).toISOString().slice(0, 10);
}
