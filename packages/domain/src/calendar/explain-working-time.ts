import { assertWholeMs, CalendarRangeError } from './calendar-range-error';
import { type Day, formatDay } from './days';
import { forEachCounted, openingsBetween } from './openings';
import { type PreparedCalendar } from './prepare-calendar';
import { MOST_LINES, type Omitted, omittedSum, shortened } from './shortened';
import { type SpecialDates, specialDates } from './special-dates';
import { explainedInstant, type ExplainedInstant } from './wall-time';

/** A stretch of working time that was counted. */
export interface WorkingTimeLine {
  /** The local date whose hours they are: of a night shift, the one on which it started. */
  readonly date: string;
  readonly from: ExplainedInstant;
  readonly to: ExplainedInstant;
  /** How long it lasts: `to` less `from`, in real time. */
  readonly ms: number;
  /** All lines until here, this one and those left out too. */
  readonly sumMs: number;
}

/** A sum of working time that a person can check with a pencil. JSON. */
export interface WorkingTimeExplanation extends SpecialDates {
  readonly zone: string;
  readonly from: ExplainedInstant;
  readonly to: ExplainedInstant;
  readonly lines: readonly WorkingTimeLine[];
  /** Lines between the first half of those shown and the second, where there are too many; null: all are shown. */
  readonly omitted: Omitted | null;
  /** The sum of the lines, which is the working time from the one instant to the other. */
  readonly totalMs: number;
}

/**
 * What `workingTimeBetween` counts from one instant to a later one, both epoch ms: every stretch, and the dates on which the
 * weekday alone does not say the hours.
 * @param mostLines more are summed up in the middle
 * @throws {CalendarRangeError} the second lies before the first, or they are no whole milliseconds
 */
export function explainWorkingTime(
  prepared: PreparedCalendar,
  fromMs: number,
  toMs: number,
  mostLines = MOST_LINES,
): WorkingTimeExplanation {
  assertWholeMs(fromMs);
  assertWholeMs(toMs);
  if (toMs < fromMs) throw new CalendarRangeError('The explanation goes forward: its end lies before its start.');
  const { calendar, schedule } = prepared;
  const first = schedule.zone.dayAt(fromMs);
  const last = schedule.zone.dayAt(toMs);
  const counted: { readonly from: number; readonly to: number; readonly day: Day; readonly sumMs: number }[] = [];
  let sumMs = 0;
  // What started two days before may still be open where the zone skipped a date.
  forEachCounted(openingsBetween(schedule, first - 2, last), fromMs, toMs, (from, to, day) => {
    sumMs += to - from;
    counted.push({ from, to, day, sumMs });
  });
  const { shown, omitted } = shortened(counted, mostLines);
  const lines = shown.map((line) => ({
    date: formatDay(line.day),
    from: explainedInstant(schedule.zone, line.from),
    to: explainedInstant(schedule.zone, line.to),
    ms: line.to - line.from,
    sumMs: line.sumMs,
  }));
  return {
    zone: calendar.zone,
    from: explainedInstant(schedule.zone, fromMs),
    to: explainedInstant(schedule.zone, toMs),
    lines,
    omitted: omittedSum(omitted, ({ from, to }) => to - from),
    totalMs: sumMs,
    ...specialDates(schedule, first, last),
  };
}
