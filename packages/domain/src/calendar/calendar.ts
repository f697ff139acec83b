/** Weekdays as a calendar names them, Monday first (ISO 8601). */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/**
 * When a day opens and when it closes again, on the clock on the wall: `["09:00", "17:30"]`. An end at or before its
 * start lies on the next day: `["22:00", "06:00"]` is a night shift, `["00:00", "00:00"]` a whole day, like `["00:00", "24:00"]`.
 * The interval belongs to the day on which it starts, and so does what it holds after midnight.
 */
export type OpenInterval = readonly [start: string, end: string];

/** Nothing starts on this date. A night shift that started the evening before is finished. */
export interface Holiday {
  /** `YYYY-MM-DD`, in the calendar's zone. */
  readonly date: string;
  readonly name: string;
}

/** A date with hours of its own, whatever its weekday, and even if it is a holiday; none at all is a day closed. */
export interface CalendarException {
  /** `YYYY-MM-DD`, in the calendar's zone. */
  readonly date: string;
  readonly open: readonly OpenInterval[];
  readonly name?: string;
}

/** Working time as data. JSON; a weekday that is not named is closed. */
export interface Calendar {
  /** IANA name of the time zone in which all dates and times of day are read. */
  readonly zone: string;
  readonly weekly: Readonly<Partial<Record<Weekday, readonly OpenInterval[]>>>;
  readonly holidays: readonly Holiday[];
  readonly exceptions: readonly CalendarException[];
}
