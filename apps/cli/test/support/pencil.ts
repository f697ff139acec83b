import { type ClockExplanation, type PartExplanation } from '@redress/domain';

const HOUR_MS = 3_600_000;

interface Calendar {
  readonly holidays: readonly { readonly date: string }[];
  readonly exceptions: readonly { readonly date: string }[];
}

type Instant = ClockExplanation['dueAt'];
type Working = Extract<PartExplanation, { counts: 'working-time' }>;
type BusinessDays = Extract<PartExplanation, { counts: 'business-days' }>;
type Line = Working['stretches'][number]['lines'][number];

/** What an explanation comes to for somebody who adds up its lines. */
export interface Reckoned {
  /** When it is due by the lines. */
  readonly dueAt: string;
  /** Hours or days that the lines add up to. */
  readonly sum: number;
  /** Hours or days that were promised. */
  readonly promised: number;
  readonly outcome: 'met' | 'breached' | 'live';
}

/**
 * Adds an explanation up by its own lines, and looks them up in the calendar, whose hours are 8 to 17 on weekdays; nothing of
 * Redress is used for it.
 */
export function reckoned(explanation: ClockExplanation, calendar: Calendar): Reckoned {
  const part = explanation.parts.find(({ decides }) => decides);
  if (part === undefined) throw new Error('No part decides');
  const { dueAt, sum } =
    part.counts === 'working-time'
      ? hours(part, explanation, calendar)
      : businessDays(part as BusinessDays, explanation, calendar);
  const { endedAt, pausedAt, used } = explanation;
  const leftOut = used.working.find(({ omitted }) => omitted !== null)?.omitted?.ms ?? 0;
  expect(used.workingMs).toBe(
    addedUp(
      used.working.flatMap(({ lines }) => lines),
      leftOut,
    ),
  );
  const until = endedAt ?? used.until;
  const isInTime = pausedAt !== null || ms(until) <= Date.parse(dueAt);
  const promised = 'n' in part.duration ? part.duration.n : 0;
  return { dueAt, sum, promised, outcome: !isInTime ? 'breached' : endedAt === null ? 'live' : 'met' };
}

function hours(part: Working, { startedAt, dueAt, pauses }: ClockExplanation, calendar: Calendar) {
  const lines = part.stretches.flatMap((stretch) => {
    expect(stretch.totalMs).toBe(addedUp(stretch.lines));
    return stretch.lines;
  });
  for (const line of lines) {
    expect(isOpen(line.date, calendar)).toBe(true);
    expect([line.from.local.slice(0, 10), line.to.local.slice(0, 10)]).toEqual([line.date, line.date]);
    expect(line.from.local.slice(11, 23) >= '08:00:00.000' && line.to.local.slice(11, 23) <= '17:00:00.000').toBe(true);
    expect(pauses.some((pause) => ms(pause.from) < ms(line.to) && ms(line.from) < ms(pause.to))).toBe(false);
  }
  // A day that is open is counted, unless the clock stood still.
  const counted = new Set(lines.map(({ date }) => date));
  for (const date of datesBetween(startedAt, dueAt).filter((it) => isOpen(it, calendar) && !counted.has(it))) {
    const [opens, closes] = [Date.parse(`${date}T08:00Z`), Date.parse(`${date}T17:00Z`)];
    // The wall is one or two hours ahead of UTC.
    expect(pauses.some(({ from, to }) => wall(from) <= opens && wall(to) >= closes)).toBe(true);
  }
  return { dueAt: lines.at(-1)?.to.at ?? '', sum: addedUp(lines) / HOUR_MS };
}

function businessDays(part: BusinessDays, { dueAt, pauses }: ClockExplanation, calendar: Calendar) {
  expect(part.lines.map(({ n }) => n)).toEqual(part.lines.map((_line, index) => index + 1));
  for (const { date, closes } of part.lines) {
    expect(isOpen(date, calendar)).toBe(true);
    expect(closes.local.slice(0, 16)).toBe(`${date}T17:00`);
  }
  const open = datesBetween(part.from, part.to).filter((date) => isOpen(date, calendar));
  expect(part.lines.map(({ date }) => date).filter((date) => date < part.to.local.slice(0, 10))).toEqual(open);
  const standing = part.inPauses.filter((date) => {
    const close = Date.parse(`${date}T17:00Z`);
    return pauses.some(({ from, to }) => wall(from) < close && close <= wall(to));
  });
  expect(standing).toEqual(part.inPauses);
  const last = part.lines.at(-1)?.closes.at ?? '';
  // It is never due before a pause has ended.
  const resumed = pauses.find(({ to }) => to.at === dueAt.at);
  return { dueAt: resumed === undefined ? last : resumed.to.at, sum: part.lines.length - part.inPauses.length };
}

/**
 * Every line says how long it lasts and what all until there come to.
 * @param leftOut what the lines in the middle come to, which a long explanation does not show
 */
function addedUp(lines: readonly Line[], leftOut = 0): number {
  let sum = 0;
  let missing = leftOut;
  return lines.reduce((total, line) => {
    const length = ms(line.to) - ms(line.from);
    expect(line.ms).toBe(length);
    if (missing > 0 && line.sumMs === sum + missing + length) {
      sum += missing;
      missing = 0;
    }
    sum = line.sumMs === length ? length : sum + length;
    expect(line.sumMs).toBe(sum);
    return total + length;
  }, leftOut);
}

function isOpen(date: string, { holidays, exceptions }: Calendar): boolean {
  const weekday = new Date(`${date}T12:00Z`).getUTCDay();
  if (exceptions.length > 0) throw new Error('The pencil knows no exceptions');
  return weekday >= 1 && weekday <= 5 && !holidays.some((holiday) => holiday.date === date);
}

/** The local dates after that of one instant and before that of another. */
function datesBetween(from: Instant, to: Instant): readonly string[] {
  const dates: string[] = [];
  const last = to.local.slice(0, 10);
  for (let at = Date.parse(`${from.local.slice(0, 10)}T12:00Z`) + 24 * HOUR_MS; ; at += 24 * HOUR_MS) {
    const date = new Date(at).toISOString().slice(0, 10);
    if (date >= last) return dates;
    dates.push(date);
  }
}

function ms({ at }: Instant): number {
  return Date.parse(at);
}

/** What the wall shows, read as if it were UTC. */
function wall({ local }: Instant): number {
  return Date.parse(`${local.slice(0, 23)}Z`);
}
