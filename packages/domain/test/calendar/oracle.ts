import { type Calendar, type Duration, type Pause, type Weekday } from '../../src';
import { dateAt, happens, instantOf, lastInstantOf, midnight, plusDays, wallAt } from './wall-clock';

/**
 * The calendar a second time, as plainly as it can be said: every date asked for its intervals, every interval made
 * instants, sorted, joined, and added up one by one. No tables, no code of the calendar's.
 */

type Interval = readonly [from: number, to: number];

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const WEEKDAYS: readonly Weekday[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

export function hoursOn(calendar: Calendar, date: string): readonly (readonly [string, string])[] {
  const exception = calendar.exceptions.find((entry) => entry.date === date);
  if (exception !== undefined) return exception.open;
  if (calendar.holidays.some((entry) => entry.date === date)) return [];
  return calendar.weekly[WEEKDAYS[new Date(midnight(date)).getUTCDay()]!] ?? [];
}

export function minutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

const remembered = new WeakMap<Calendar, Map<string, readonly Interval[]>>();

/** What opens on a date. */
function openOn(calendar: Calendar, date: string): readonly Interval[] {
  let dates = remembered.get(calendar);
  if (dates === undefined) remembered.set(calendar, (dates = new Map()));
  let open = dates.get(date);
  if (open === undefined) dates.set(date, (open = intervalsOf(calendar, date)));
  return open;
}

/** Nothing on a date that never happens. */
function intervalsOf(calendar: Calendar, date: string): readonly Interval[] {
  const hours = hoursOn(calendar, date);
  if (hours.length === 0 || !happens(calendar.zone, date)) return [];
  const local = (minute: number) => instantOf(calendar.zone, midnight(date) + minute * MINUTE);
  return hours
    .map(([start, end]): Interval => {
      const [opens, closes] = [minutes(start), minutes(end)];
      return [local(opens), local(closes > opens ? closes : closes + 24 * 60)];
    })
    .filter(([from, to]) => from < to);
}

function joined(intervals: readonly Interval[]): Interval[] {
  const result: [number, number][] = [];
  for (const [from, to] of [...intervals].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = result.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}

/** All that is open from one instant to another. */
export function openBetween(calendar: Calendar, from: number, to: number): readonly Interval[] {
  const found: Interval[] = [];
  const last = plusDays(dateAt(calendar.zone, to), 1);
  for (let date = plusDays(dateAt(calendar.zone, from), -3); date <= last; date = plusDays(date, 1)) {
    found.push(...openOn(calendar, date));
  }
  return joined(found)
    .map(([start, end]): Interval => [Math.max(start, from), Math.min(end, to)])
    .filter(([start, end]) => start < end);
}

export function workingTime(calendar: Calendar, from: number, to: number): number {
  if (from > to) return 0 - workingTime(calendar, to, from);
  return openBetween(calendar, from, to).reduce((sum, [start, end]) => sum + end - start, 0);
}

/** The earliest instant by which so much has been worked since; of a negative amount the latest from which it has. */
export function plusWorkingTime(calendar: Calendar, at: number, ms: number, pauses: readonly Pause[] = []): number {
  if (ms === 0) return at;
  for (let days = 8; days < 400_000; days *= 2) {
    const far = at + Math.sign(ms) * days * DAY;
    const open = without(openBetween(calendar, Math.min(at, far), Math.max(at, far)), pauses);
    const found = ms > 0 ? walk(open, ms) : walk(mirrored(open), -ms);
    if (found !== null) return ms > 0 ? found : -found;
  }
  throw new Error('never');
}

function walk(open: readonly Interval[], ms: number): number | null {
  let left = ms;
  for (const [from, to] of open) {
    if (left <= to - from) return from + left;
    left -= to - from;
  }
  return null;
}

function mirrored(open: readonly Interval[]): readonly Interval[] {
  return open.map(([from, to]): Interval => [-to, -from]).reverse();
}

/** What is open and not paused. */
function without(open: readonly Interval[], pauses: readonly Pause[]): readonly Interval[] {
  return pauses.reduce<readonly Interval[]>(
    (rest, { fromMs, toMs }) =>
      rest.flatMap(([from, to]): Interval[] => {
        if (toMs <= from || fromMs >= to || fromMs >= toMs) return [[from, to]];
        const parts: Interval[] = [
          [from, fromMs],
          [toMs, to],
        ];
        return parts.filter(([start, end]) => start < end);
      }),
    open,
  );
}

/** When a promise without pauses is due. */
export function due(calendar: Calendar, start: number, duration: Duration): number {
  if ('laterOf' in duration) return Math.max(...duration.laterOf.map((part) => due(calendar, start, part)));
  if ('earlierOf' in duration) return Math.min(...duration.earlierOf.map((part) => due(calendar, start, part)));
  const { zone } = calendar;
  const { n } = duration;
  switch (duration.unit) {
    case 'minutes':
    case 'hours': {
      const ms = n * MINUTE * (duration.unit === 'hours' ? 60 : 1);
      return duration.counting === 'elapsed' ? start + ms : plusWorkingTime(calendar, start, ms);
    }
    case 'days':
    case 'weeks': {
      const days = duration.unit === 'weeks' ? 7 * n : n;
      if (duration.until === 'same-time') return instantOf(zone, wallAt(zone, start) + days * DAY);
      let date = plusDays(dateAt(zone, start), days);
      while (!happens(zone, date)) date = plusDays(date, 1);
      return lastInstantOf(zone, date);
    }
    case 'businessDays': {
      let date = dateAt(zone, start);
      for (let left = n; left > 0;) {
        date = plusDays(date, 1);
        if (openOn(calendar, date).length > 0) left--;
      }
      return Math.max(...openOn(calendar, date).map(([, to]) => to));
    }
  }
}

/**
 * When a promise with pauses is due, counted down: of working or elapsed time, what is not paused; of days, local midnights;
 * of business days, closes of business. Not for days to the same time, which have nothing to count down.
 */
export function dueWithPauses(calendar: Calendar, start: number, duration: Duration, pauses: readonly Pause[]): number {
  const paused = joined(pauses.map(({ fromMs, toMs }): Interval => [Math.max(fromMs, start), toMs])).filter(
    ([from, to]) => from < to,
  );
  const due = countedDown(calendar, start, duration, paused);
  return paused.find(([from]) => from === due)?.[1] ?? due;
}

function countedDown(calendar: Calendar, start: number, duration: Duration, paused: readonly Interval[]): number {
  if ('laterOf' in duration || 'earlierOf' in duration) throw new Error('one at a time');
  const { n, unit } = duration;
  if (unit === 'minutes' || unit === 'hours') {
    const ms = n * MINUTE * (unit === 'hours' ? 60 : 1);
    const pauses = paused.map(([fromMs, toMs]) => ({ fromMs, toMs }));
    if (duration.counting !== 'elapsed') return plusWorkingTime(calendar, start, ms, pauses);
    return walk(without([[start, Number.MAX_SAFE_INTEGER]], pauses), ms)!;
  }
  const goesOn = (at: number) => !paused.some(([from, to]) => from < at && at <= to);
  const today = dateAt(calendar.zone, start);
  if (unit !== 'businessDays') {
    let left = (unit === 'weeks' ? 7 * n : n) + 1;
    for (let date = today; ; date = plusDays(date, 1)) {
      const midnightAfter = lastInstantOf(calendar.zone, date) + 1;
      if (goesOn(midnightAfter) && --left === 0) return midnightAfter - 1;
    }
  }
  let left = n;
  for (let date = plusDays(today, -2); ; date = plusDays(date, 1)) {
    const close = Math.max(...openOn(calendar, date).map(([, to]) => to));
    if (close <= start) continue;
    // What closes today, or what opened last night, does not count as one of the n: it is on top of them.
    if (date <= today) left++;
    if (goesOn(close) && --left === 0 && date > today) return close;
  }
}
