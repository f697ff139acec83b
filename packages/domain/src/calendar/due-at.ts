import { closeOfBusiness, closesWithin, nthBusinessDayAfter } from './business-days';
import { assertWholeMs } from './calendar-range-error';
import { DAY_MS, type Day, MINUTE_MS } from './days';
import { type DayDuration, type Duration, type TimeDuration } from './duration';
import { joinPauses, type Pause } from './pauses';
import { type PreparedCalendar } from './prepare-calendar';
import { addWorkingTime, workingTimeBetween } from './working-time';
import { type Zone } from './zone';

/**
 * When a promise made at `startMs` is due; both epoch ms. At this instant it is kept, one millisecond later broken. The end
 * of a day is therefore the last millisecond at which the wall shows its date, and the close of business the very instant.
 * @throws {CalendarRangeError} the calendar has not so much time (see {@link addWorkingTime})
 */
export function dueAt(prepared: PreparedCalendar, startMs: number, duration: Duration): number {
  return dueAfterPause(prepared, startMs, duration, []);
}

/**
 * As {@link dueAt}, with what was left when a pause began kept until it ended: working or elapsed time, also of days until
 * the same time, where that is later; of days the local midnights, and of business days the closes of business, that lie in
 * the pause (after its first instant, up to its last) are added. It is never due before such a pause has ended. Pauses may overlap and come in any order; what lies before the
 * start does not count, nor does a pause that begins after the promise was due. Of one that still goes on, nobody knows yet.
 * @throws {CalendarRangeError} the calendar has not so much time (see {@link addWorkingTime})
 */
export function dueAfterPause(
  prepared: PreparedCalendar,
  startMs: number,
  duration: Duration,
  pauses: readonly Pause[],
): number {
  assertWholeMs(startMs);
  return dueOf(prepared, startMs, duration, joinPauses(pauses, startMs));
}

function dueOf(prepared: PreparedCalendar, startMs: number, duration: Duration, pauses: readonly Pause[]): number {
  if ('laterOf' in duration) {
    return Math.max(...duration.laterOf.map((part) => dueOf(prepared, startMs, part, pauses)));
  }
  if ('earlierOf' in duration) {
    return Math.min(...duration.earlierOf.map((part) => dueOf(prepared, startMs, part, pauses)));
  }
  switch (duration.unit) {
    case 'minutes':
    case 'hours':
      return dueTime(prepared, startMs, duration, pauses);
    case 'days':
    case 'weeks':
      return dueDay(prepared.schedule.zone, startMs, duration, pauses);
    case 'businessDays':
      return dueBusinessDay(prepared, startMs, duration.n, pauses);
  }
}

function dueTime(
  prepared: PreparedCalendar,
  startMs: number,
  { n, unit, counting }: TimeDuration,
  pauses: readonly Pause[],
): number {
  const ms = n * (unit === 'hours' ? 60 * MINUTE_MS : MINUTE_MS);
  if (counting === 'elapsed') return extended(startMs + ms, pauses, (due, pause) => due + pause.toMs - pause.fromMs);
  return extended(addWorkingTime(prepared, startMs, ms), pauses, (due, { fromMs, toMs }) =>
    addWorkingTime(prepared, toMs, workingTimeBetween(prepared, fromMs, due)),
  );
}

function dueDay(zone: Zone, startMs: number, { n, unit, until }: DayDuration, pauses: readonly Pause[]): number {
  const wallMs = startMs + zone.offsetAt(startMs);
  let days = unit === 'weeks' ? 7 * n : n;
  const due = () =>
    until === 'same-time' ? zone.instantAt(wallMs + days * DAY_MS) : lastInstantOf(zone, zone.dayAt(startMs) + days);
  return extended(due(), pauses, (dueMs, pause) => {
    days += midnightsWithin(zone, pause);
    // A pause within a day has no midnight: what was left when it began is left when it ends.
    return until === 'same-time' ? Math.max(due(), pause.toMs + dueMs - pause.fromMs) : due();
  });
}

/** Of a date that the zone skipped, the next one stands in, as `compatible` has it for times. */
function lastInstantOf(zone: Zone, date: Day): number {
  let day = date;
  while (!zone.hasDay(day)) day++;
  return zone.endOfDay(day) - 1;
}

function midnightsWithin(zone: Zone, { fromMs, toMs }: Pause): number {
  let count = 0;
  for (let day = zone.dayAt(fromMs) + 1; day <= zone.dayAt(toMs); day++) if (zone.hasDay(day)) count++;
  return count;
}

function dueBusinessDay(prepared: PreparedCalendar, startMs: number, n: number, pauses: readonly Pause[]): number {
  const received = prepared.schedule.zone.dayAt(startMs);
  let days = n;
  const due = () => closeOfBusiness(prepared, nthBusinessDayAfter(prepared, received, days))!;
  return extended(due(), pauses, (_due, { fromMs, toMs }) => {
    days += closesWithin(prepared, fromMs, toMs);
    return due();
  });
}

/**
 * The due instant after one pause after the other. The first that begins when it has passed comes too late, as do all after
 * it. While paused nothing is broken, so it is never due before a pause has ended: the local time of `same-time`, and a close
 * of business at which the pause began, would be.
 */
function extended(due: number, pauses: readonly Pause[], extend: (due: number, pause: Pause) => number): number {
  let extendedDue = due;
  for (const pause of pauses) {
    if (pause.fromMs > extendedDue) break;
    extendedDue = Math.max(extend(extendedDue, pause), pause.toMs);
  }
  return extendedDue;
}
