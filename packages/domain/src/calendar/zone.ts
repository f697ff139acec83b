import { Temporal } from 'temporal-polyfill';
import { assertCovered } from './calendar-range-error';
import { DAY_MS, type Day, yearOf, yearStart } from './days';

/**
 * A time zone as a table of offsets: read from the time-zone library once for each year, then only looked up.
 * @throws {CalendarRangeError} every function, more than a year outside the years that a calendar covers
 */
export interface Zone {
  /** As the library spells it. */
  readonly id: string;
  /** How far the clock on the wall is ahead of UTC at an instant. Both in ms. */
  offsetAt(ms: number): number;
  /** The date on the wall at an instant. */
  dayAt(ms: number): Day;
  /**
   * The instant of a local time, which is given in ms as if it were UTC; `compatible` as in Temporal and RFC 5545:
   * of a local time that happens twice the first, and one that is skipped is read with the offset before the gap.
   */
  instantAt(wallMs: number): number;
  /** The first instant after the last one at which the wall shows this date or an earlier one; epoch ms. */
  endOfDay(day: Day): number;
  /** False for a date that the zone skipped, as Samoa did 2011-12-30. */
  hasDay(day: Day): boolean;
}

/** Time with one offset, until the next one begins. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly offset: number;
}

interface OffsetYear {
  readonly from: number;
  readonly to: number;
  readonly stretches: readonly Stretch[];
  readonly skippedDays: ReadonlySet<Day>;
}

/** Local time and UTC are never further apart; a year's table reaches as far into its neighbours. */
const MARGIN_MS = 3 * DAY_MS;

const NANOSECONDS_PER_MS = 1e6;

const zones = new Map<string, Zone>();

/**
 * The zone of a name; every calendar in it shares one table.
 * @throws {RangeError} there is no such zone
 */
export function zoneOf(name: string): Zone {
  const { timeZoneId: id } = new Temporal.ZonedDateTime(0n, name);
  const zone = zones.get(id) ?? tabulate(id);
  zones.set(id, zone);
  return zone;
}

/** A fixed offset such as `+02:00`, which the library takes for a zone, is none: it follows no change of the clocks. */
export function isKnownZone(name: string): boolean {
  if (/^[+\u2212-]/.test(name)) return false;
  try {
    return zoneOf(name) !== undefined;
  } catch {
    return false;
  }
}

function tabulate(id: string): Zone {
  const years = new Map<number, OffsetYear>();
  let latest: OffsetYear = { from: 0, to: 0, stretches: [], skippedDays: new Set() };

  /** The offsets around an instant, or around a local time. */
  function around(ms: number): OffsetYear {
    if (ms >= latest.from && ms < latest.to) return latest;
    const year = yearOf(ms);
    assertCovered(year, 1);
    latest = years.get(year) ?? readYear(id, year);
    years.set(year, latest);
    return latest;
  }

  const zone: Zone = {
    id,
    offsetAt: (ms) => around(ms).stretches.find(({ to }) => ms < to)!.offset,
    dayAt: (ms) => Math.floor((ms + zone.offsetAt(ms)) / DAY_MS),
    instantAt: (wallMs) => compatible(around(wallMs).stretches, wallMs),
    endOfDay(day) {
      const midnight = (day + 1) * DAY_MS;
      const last = around(midnight).stretches.findLast(({ from, offset }) => from + offset < midnight)!;
      return Math.min(last.to, midnight - last.offset);
    },
    hasDay: (day) => !around(day * DAY_MS).skippedDays.has(day),
  };
  return zone;
}

function compatible(stretches: readonly Stretch[], wallMs: number): number {
  const index = stretches.findIndex(({ to, offset }) => wallMs - offset < to);
  const { from, offset } = stretches[index]!;
  const skipped = wallMs - offset < from;
  return wallMs - (skipped ? stretches[index - 1]!.offset : offset);
}

function readYear(id: string, year: number): OffsetYear {
  const from = yearStart(year);
  const to = yearStart(year + 1);
  const stretches = readStretches(id, from - MARGIN_MS, to + MARGIN_MS);
  return { from, to, stretches, skippedDays: new Set(stretches.flatMap(skippedAtItsEnd)) };
}

/**
 * The first and the last reach beyond what was asked for. The library looks for the next transition until some years after
 * the instant or after today, whichever is later: within one year today makes no difference.
 */
function readStretches(id: string, from: number, to: number): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let start = Number.NEGATIVE_INFINITY;
  let at = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(id);
  for (;;) {
    const offset = at.offsetNanoseconds / NANOSECONDS_PER_MS;
    const next = at.getTimeZoneTransition('next');
    if (next === null || next.epochMilliseconds >= to) {
      return [...stretches, { from: start, to: Number.POSITIVE_INFINITY, offset }];
    }
    stretches.push({ from: start, to: next.epochMilliseconds, offset });
    start = next.epochMilliseconds;
    at = next;
  }
}

/** The dates of which the wall shows nothing, because it goes from before one's midnight to after its end. */
function skippedAtItsEnd({ to, offset }: Stretch, index: number, stretches: readonly Stretch[]): readonly Day[] {
  const next = stretches[index + 1];
  if (next === undefined) return [];
  const skipped: Day[] = [];
  const first = Math.ceil((to + offset) / DAY_MS);
  for (let day = first; (day + 1) * DAY_MS <= to + next.offset; day++) skipped.push(day);
  return skipped;
}
