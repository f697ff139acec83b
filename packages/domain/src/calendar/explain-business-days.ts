import { closeOfBusiness } from './business-days';
import { assertWholeMs } from './calendar-range-error';
import { type Day, formatDay } from './days';
import { type PreparedCalendar } from './prepare-calendar';
import { shortened } from './shortened';
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
  /** So many lie between the first half of the lines and the second, where there are too many; 0: all are shown. */
  readonly linesOmitted: number;
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
  const counted: { readonly n: number; readonly day: Day; readonly close: number }[] = [];
  for (let day = first + 1; day <= last; day++) {
    const close = closeOfBusiness(prepared, day);
    if (close !== null && close <= toMs) counted.push({ n: counted.length + 1, day, close });
  }
  const { shown, omitted } = shortened(counted);
  const lines = shown.map(({ n, day, close }) => ({
    n,
    date: formatDay(day),
    closes: explainedInstant(schedule.zone, close),
  }));
  return {
    zone: calendar.zone,
    from: explainedInstant(schedule.zone, fromMs),
    to: explainedInstant(schedule.zone, toMs),
    lines,
    linesOmitted: omitted.length,
    ...specialDates(schedule, first, last),
  };
}
