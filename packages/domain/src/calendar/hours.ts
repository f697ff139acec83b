import { type OpenInterval } from './calendar';

/** An interval of a local day, in minutes after its midnight. `closes` lies beyond 1440 when it crosses midnight. */
export interface Hours {
  readonly opens: number;
  readonly closes: number;
}

export const DAY_MINUTES = 24 * 60;

/** Minutes after midnight of `HH:MM`; null when no clock shows it. */
export function parseTime(time: string): number | null {
  const parts = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time);
  return parts === null ? null : Number(parts[1]) * 60 + Number(parts[2]);
}

/** As {@link parseTime}; the end of a day may also be written `24:00`. */
export function parseEnd(time: string): number | null {
  return time === '24:00' ? DAY_MINUTES : parseTime(time);
}

/** Null when one of the two is no time of day. An end before the start lies on the next day; one at the start, which no valid calendar has, too. */
export function parseHours([start, end]: OpenInterval): Hours | null {
  const opens = parseTime(start);
  const closes = parseEnd(end);
  if (opens === null || closes === null) return null;
  return { opens, closes: closes > opens ? closes : closes + DAY_MINUTES };
}
