import { assertWholeMs, CalendarRangeError } from './calendar-range-error';
import { formatDay } from './days';
import { forEachCounted, openingsBetween } from './openings';
import { type PreparedCalendar } from './prepare-calendar';
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
  /** All lines until here, this one too. */
  readonly sumMs: number;
}

/** A sum of working time that a person can check with a pencil. JSON. */
export interface WorkingTimeExplanation extends SpecialDates {
  readonly zone: string;
  readonly from: ExplainedInstant;
  readonly to: ExplainedInstant;
  readonly lines: readonly WorkingTimeLine[];
  /** The sum of the lines, which is the working time from the one instant to the other. */
  readonly totalMs: number;
}

/**
 * What `workingTimeBetween` counts from one instant to a later one, both epoch ms: every stretch, and the dates on which the
 * weekday alone does not say the hours.
 * @throws {CalendarRangeError} the second lies before the first, or they are no whole milliseconds
 */
export function explainWorkingTime(prepared: PreparedCalendar, fromMs: number, toMs: number): WorkingTimeExplanation {
  assertWholeMs(fromMs);
  assertWholeMs(toMs);
  if (toMs < fromMs) throw new CalendarRangeError('The explanation goes forward: its end lies before its start.');
  const { calendar, schedule } = prepared;
  const first = schedule.zone.dayAt(fromMs);
  const last = schedule.zone.dayAt(toMs);
  const lines: WorkingTimeLine[] = [];
  let sumMs = 0;
  // What started two days before may still be open where the zone skipped a date.
  forEachCounted(openingsBetween(schedule, first - 2, last), fromMs, toMs, (from, to, day) => {
    sumMs += to - from;
    lines.push({
      date: formatDay(day),
      from: explainedInstant(schedule.zone, from),
      to: explainedInstant(schedule.zone, to),
      ms: to - from,
      sumMs,
    });
  });
  return {
    zone: calendar.zone,
    from: explainedInstant(schedule.zone, fromMs),
    to: explainedInstant(schedule.zone, toMs),
    lines,
    totalMs: sumMs,
    ...specialDates(schedule, first, last),
  };
}
