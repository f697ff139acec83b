const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * A fixed offset such as `+02:00` is refused too, although the platform takes it: it follows no change of the clocks.
 * @throws {RangeError} there is no such IANA zone
 */
export function assertZone(zone: string): void {
  if (/^[+\u2212-]/.test(zone)) throw new RangeError(`${zone} is an offset and no IANA zone`);
  formatterOf(zone);
}

/**
 * The instant at which the clocks of a zone show a time: as Temporal's `compatible`, a time that clocks skip is read
 * with the offset from before, and of a time that they show twice the earlier one counts.
 * @param wallMs the time as if it were UTC, in milliseconds since the epoch
 * @returns milliseconds since the epoch
 */
export function instantOf(wallMs: number, zone: string): number {
  const before = offsetAt(wallMs - DAY_MS, zone);
  const after = offsetAt(wallMs + DAY_MS, zone);
  // The clocks of no zone change twice within two days, so these two are all there is to choose from.
  if (before === after || offsetAt(wallMs - before, zone) === before) return wallMs - before;
  return offsetAt(wallMs - after, zone) === after ? wallMs - after : wallMs - before;
}

/** What the clocks of a zone show at an instant, as if it were UTC; milliseconds since the epoch both. */
export function wallAt(epochMs: number, zone: string): number {
  return epochMs + offsetAt(epochMs, zone);
}

function offsetAt(epochMs: number, zone: string): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatterOf(zone).formatToParts(epochMs)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(epochMs / 1000) * 1000;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en', {
      timeZone,
      calendar: 'gregory',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatters.set(timeZone, formatter);
  }
  return formatter;
}
