import { closeOfBusiness } from './business-days';
import { assertWholeMs } from './calendar-range-error';
import { formatDay } from './days';
import { type PreparedCalendar } from './prepare-calendar';
import { type SpecialDates, specialDates } from './special-dates';
import { explainedInstant, type ExplainedInstant } from './wall-time';

/** A business day following the one on which a promise was made. */
export interface BusinessDayLine {
  /** 1 is the first. */
  readonly n: number;
  readonly date: string;
  /** Close of business. */
  readonly closes: ExplainedInstant;
}

/** A count of business days that a person can check with a pencil. JSON. */
export interface BusinessDayExplanation extends SpecialDates {
  readonly zone: string;
  readonly from: ExplainedInstant;
  readonly to: ExplainedInstant;
  readonly lines: readonly BusinessDayLine[];
}

/**
 * The business days that follow the date of one instant and close by another, both epoch ms.
 * @throws {CalendarRangeError} they are no whole milliseconds
 */
export function explainBusinessDays(prepared: PreparedCalendar, fromMs: number, toMs: number): BusinessDayExplanation {
  assertWholeMs(fromMs);
  assertWholeMs(toMs);
  const { calendar, schedule } = prepared;
  const first = schedule.zone.dayAt(fromMs);
  const last = schedule.zone.dayAt(toMs);
  const lines: BusinessDayLine[] = [];
  for (let day = first + 1; day <= last; day++) {
    const close = closeOfBusiness(prepared, day);
    if (close === null || close > toMs) continue;
    lines.push({ n: lines.length + 1, date: formatDay(day), closes: explainedInstant(schedule.zone, close) });
  }
  return {
    zone: calendar.zone,
    from: explainedInstant(schedule.zone, fromMs),
    to: explainedInstant(schedule.zone, toMs),
    lines,
    ...specialDates(schedule, first, last),
  };
}
