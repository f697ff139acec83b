export const MINUTE_MS = 60_000;
export const DAY_MS = 24 * 60 * MINUTE_MS;

/** Years in which working time is counted: those that ISO 8601 writes with four digits. */
export const FIRST_YEAR = 1;
export const LAST_YEAR = 9998;

/** A local date, as days since 1970-01-01. */
export type Day = number;

/** The date of `YYYY-MM-DD`; null when there is none, as on 30 February. */
export function parseDay(date: string): Day | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return null;
  const ms = Date.parse(`${date}T00:00:00.000Z`);
  const year = Number(date.slice(0, 4));
  // 30 February is read as 2 March.
  const exists = new Date(ms).getUTCDate() === Number(date.slice(8));
  return exists && year >= FIRST_YEAR && year <= LAST_YEAR ? ms / DAY_MS : null;
}

export function formatDay(day: Day): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** 0 is Monday: 1970-01-01 was a Thursday. */
export function weekdayOf(day: Day): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** The year of an instant in UTC, or of a local time given as if it were UTC. Epoch ms. */
export function yearOf(ms: number): number {
  return new Date(ms).getUTCFullYear();
}

/** Epoch ms of the first instant of a year in UTC. */
export function yearStart(year: number): number {
  return new Date(0).setUTCFullYear(year);
}
