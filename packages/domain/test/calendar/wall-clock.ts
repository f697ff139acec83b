/**
 * What the clock on the wall shows, read through `Intl.DateTimeFormat` alone. Shares no code with the calendar, and uses no
 * time-zone library. Dates are text, `2026-03-02`; local times are ms as if they were UTC.
 */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const readers = new Map<string, Intl.DateTimeFormat>();

function reader(zone: string): Intl.DateTimeFormat {
  let known = readers.get(zone);
  if (known === undefined) {
    known = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    readers.set(zone, known);
  }
  return known;
}

/** The wall's time, to the second, at an instant: as Intl writes it, without any table. */
export function readWall(zone: string, ms: number): number {
  const [day, month, year, hour, minute, second] = reader(zone).format(ms).split(/\D+/).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function readOffset(zone: string, ms: number): number {
  return readWall(zone, ms) - Math.floor(ms / 1000) * 1000;
}

/** Of each zone the offsets at the start of UTC days, and where it changes within one. */
const tables = new Map<string, { readonly offsets: Map<number, number>; readonly changes: Map<number, number> }>();

function tableOf(zone: string) {
  let table = tables.get(zone);
  if (table === undefined) tables.set(zone, (table = { offsets: new Map(), changes: new Map() }));
  return table;
}

function offsetOnDay(zone: string, day: number): number {
  const { offsets } = tableOf(zone);
  let offset = offsets.get(day);
  if (offset === undefined) offsets.set(day, (offset = readOffset(zone, day * DAY)));
  return offset;
}

/** The first instant of a UTC day on which the zone has the offset of the next day; null when it does not change. */
function changeOnDay(zone: string, day: number): number | null {
  const before = offsetOnDay(zone, day);
  if (before === offsetOnDay(zone, day + 1)) return null;
  const { changes } = tableOf(zone);
  const known = changes.get(day);
  if (known !== undefined) return known;
  let [low, high] = [day * DAY, (day + 1) * DAY];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (readOffset(zone, middle) === before) low = middle;
    else high = middle;
  }
  changes.set(day, high);
  return high;
}

/** Wall time less UTC at an instant, in ms. Days on which a zone changes twice would be missed; since 1970 there are none. */
export function offsetAt(zone: string, ms: number): number {
  const day = Math.floor(ms / DAY);
  const change = changeOnDay(zone, day);
  return offsetOnDay(zone, change !== null && ms >= change ? day + 1 : day);
}

const yearsOfChanges = new Map<string, readonly number[]>();

/** The instants of a year at which the zone's offset changes. */
export function changesIn(zone: string, year: number): readonly number[] {
  const known = yearsOfChanges.get(`${zone} ${year}`);
  if (known !== undefined) return known;
  const days = Array.from({ length: 366 }, (_, index) => Date.UTC(year, 0, 1) / DAY + index);
  const changes = days.flatMap((day) => changeOnDay(zone, day) ?? []);
  yearsOfChanges.set(`${zone} ${year}`, changes);
  return changes;
}

export function wallAt(zone: string, ms: number): number {
  return ms + offsetAt(zone, ms);
}

const dates = new Map<number, string>();

/** `YYYY-MM-DD` */
export function dateAt(zone: string, ms: number): string {
  return dateOf(Math.floor(wallAt(zone, ms) / DAY));
}

function dateOf(day: number): string {
  let date = dates.get(day);
  if (date === undefined) dates.set(day, (date = new Date(day * DAY).toISOString().slice(0, 10)));
  return date;
}

/**
 * The instant at which the wall shows a local time: of two the first; of none, by the offset that held well before. A
 * change within the day and a half before or after is looked for, and there is never more than one.
 */
export function instantOf(zone: string, wallMs: number): number {
  const before = offsetAt(zone, wallMs - 1.5 * DAY);
  const after = offsetAt(zone, wallMs + 1.5 * DAY);
  const shown = [wallMs - before, wallMs - after].filter((ms) => wallAt(zone, ms) === wallMs);
  return shown.length > 0 ? Math.min(...shown) : wallMs - before;
}

const midnights = new Map<string, number>();

export function midnight(date: string): number {
  let ms = midnights.get(date);
  if (ms === undefined) midnights.set(date, (ms = Date.parse(`${date}T00:00:00Z`)));
  return ms;
}

export function plusDays(date: string, days: number): string {
  return dateOf(midnight(date) / DAY + days);
}

/** Whether the wall ever shows this date: whether noon, read back, is noon. */
export function happens(zone: string, date: string): boolean {
  return dateAt(zone, instantOf(zone, midnight(date) + 12 * HOUR)) === date;
}

/**
 * The last millisecond at which the wall shows this date or an earlier one. Looked for from more than a day later back, in
 * steps of ten minutes, which no time that comes a second time is shorter than; then of one; then by halves.
 */
export function lastInstantOf(zone: string, date: string): number {
  const next = midnight(plusDays(date, 1));
  const shows = (ms: number) => wallAt(zone, ms) < next;
  let low = next + 26 * HOUR;
  while (!shows(low)) low -= 10 * MINUTE;
  low += 10 * MINUTE;
  while (!shows(low)) low -= MINUTE;
  let high = low + MINUTE;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (shows(middle)) low = middle;
    else high = middle;
  }
  return low;
}
