/** Working time (the default) passes while the calendar is open; elapsed time always. */
export const COUNTINGS = ['working', 'elapsed'] as const;
export type Counting = (typeof COUNTINGS)[number];

/** Until the end of that local day (the default), or until the local time at which it began. */
export const UNTILS = ['end-of-day', 'same-time'] as const;
export type Until = (typeof UNTILS)[number];

export interface TimeDuration {
  readonly n: number;
  readonly unit: 'minutes' | 'hours';
  readonly counting?: Counting;
}

/** Days of the calendar on the wall, open or not. */
export interface DayDuration {
  readonly n: number;
  readonly unit: 'days' | 'weeks';
  readonly until?: Until;
}

/** Until the close of business on the nth business day following the day on which it began. */
export interface BusinessDayDuration {
  readonly n: number;
  readonly unit: 'businessDays';
}

export interface LaterOf {
  readonly laterOf: readonly [Duration, Duration];
}

export interface EarlierOf {
  readonly earlierOf: readonly [Duration, Duration];
}

/** How long a promise runs. JSON. */
export type Duration = TimeDuration | DayDuration | BusinessDayDuration | LaterOf | EarlierOf;

/**
 * The most that may be promised in each unit: ten years of the calendar, or 2,600 business days (ten years of 260).
 * No rule that we know of gives a complaint more than a small part of it, and whoever types more has mistaken the unit.
 */
export const MAX_DURATION = {
  minutes: 10 * 365 * 24 * 60,
  hours: 10 * 365 * 24,
  days: 10 * 365,
  weeks: 10 * 52,
  businessDays: 10 * 260,
} as const;

export type DurationUnit = keyof typeof MAX_DURATION;
