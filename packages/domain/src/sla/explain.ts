import { datesClosingWithin } from '../calendar/business-days';
import { formatDay } from '../calendar/days';
import { explainBusinessDays } from '../calendar/explain-business-days';
import { explainWorkingTime, type WorkingTimeExplanation } from '../calendar/explain-working-time';
import { joinPauses, type Pause } from '../calendar/pauses';
import { type PreparedCalendar } from '../calendar/prepare-calendar';
import { linesOfEach, MOST_STRETCHES, type Omitted, omittedSum, shortened } from '../calendar/shortened';
import { explainedInstant } from '../calendar/wall-time';
import { workingTimeBetween } from '../calendar/working-time';
import { type Span } from './clock-events';
import { type Clock, type Clocks, pausesOf } from './clock-state';
import { explainDays } from './explain-days';
import { type Arithmetic, type ClockExplanation } from './explanation';
import {
  type CalendarBook,
  countsWorkingTime,
  type DuePart,
  dueParts,
  instant,
  pausesMs,
  runningStretches,
} from './timing';

/**
 * Why a clock is due when it is, and how much of the time was used.
 * @param atMs until when the used time is counted while the clock is not over; epoch ms
 * @throws {RangeError} the case has no such clock
 */
export function explainClock(state: Clocks, id: string, book: CalendarBook, atMs: number): ClockExplanation {
  const clock = state.clocks.find((it) => it.id === id);
  if (clock === undefined) throw new RangeError(`The case has no clock ${id}.`);
  const prepared = book(clock.calendar);
  const wall = (ms: number) => explainedInstant(prepared.schedule.zone, ms);
  const fromMs = Date.parse(clock.startedAt);
  const pauses = pausesBefore(clock.pausedAt, pausesOf(clock, state.waits));
  const { parts, deciding } = dueParts(clock, pausesMs(pauses), prepared);
  const decider = parts.findIndex(({ duration, dueMs }) => duration === deciding.duration && dueMs === deciding.dueMs);
  const { terms } = clock;
  const stoodStill = shortened(joinPauses(pausesMs(pauses), fromMs));
  return {
    clock: clock.id,
    metric: clock.metric,
    kind: clock.kind,
    status: clock.status,
    policy: clock.policy,
    calendar: clock.calendar,
    zone: prepared.calendar.zone,
    promised: terms.duration,
    extendedTo: clock.isExtended ? (terms.holding?.until ?? null) : null,
    startedAt: wall(fromMs),
    dueAt: wall(clock.pausedAt === null ? Date.parse(clock.dueAt) : deciding.dueMs),
    pausedAt: clock.pausedAt === null ? null : wall(Date.parse(clock.pausedAt)),
    endedAt: clock.endedAt === null ? null : wall(Date.parse(clock.endedAt)),
    pauses: stoodStill.shown.map((pause) => ({ from: wall(pause.fromMs), to: wall(pause.toMs), ms: lengthOf(pause) })),
    pausesOmitted: omittedSum(stoodStill.omitted, lengthOf),
    parts: parts.map((part, index) => ({
      ...arithmetic(part, fromMs, pauses, prepared),
      duration: part.duration,
      dueAt: wall(part.dueMs),
      decides: index === decider,
    })),
    used: usedBy(clock, state, prepared, atMs),
  };
}

/** Of one that stands still, or did so when it ended, what it came to when it stopped: it has not gone on since. */
function pausesBefore(stoppedAt: string | null, pauses: readonly Span[]): readonly Span[] {
  return stoppedAt === null ? pauses : pauses.filter(({ from }) => Date.parse(from) < Date.parse(stoppedAt));
}

function arithmetic(part: DuePart, fromMs: number, pauses: readonly Span[], prepared: PreparedCalendar): Arithmetic {
  const { duration, dueMs } = part;
  const stretches = runningStretches(fromMs, dueMs, pausesMs(pauses));
  switch (duration.unit) {
    case 'minutes':
    case 'hours': {
      if (duration.counting === 'elapsed') return elapsed(stretches, prepared);
      const { working, omitted, sumMs } = workingTime(stretches, prepared);
      return { counts: 'working-time', stretches: working, omitted, sumMs };
    }
    case 'days':
    case 'weeks':
      return { counts: 'days', ...explainDays(prepared, fromMs, dueMs, duration, pausesMs(pauses)) };
    case 'businessDays':
      return businessDays(fromMs, dueMs, pauses, prepared);
  }
}

type Stretches = ReturnType<typeof runningStretches>;

function elapsed(stretches: Stretches, prepared: PreparedCalendar): Arithmetic {
  let sumMs = 0;
  const counted = stretches.map((stretch) => ({ ...stretch, sumMs: (sumMs += lengthOf(stretch)) }));
  const { shown, omitted } = shortened(counted);
  const lines = shown.map((line) => ({
    from: explainedInstant(prepared.schedule.zone, line.fromMs),
    to: explainedInstant(prepared.schedule.zone, line.toMs),
    ms: lengthOf(line),
    sumMs: line.sumMs,
  }));
  return { counts: 'elapsed-time', lines, omitted: omittedSum(omitted, lengthOf), sumMs };
}

interface WorkingTimeOfStretches {
  readonly working: readonly WorkingTimeExplanation[];
  readonly omitted: Omitted | null;
  readonly sumMs: number;
}

function workingTime(stretches: Stretches, prepared: PreparedCalendar): WorkingTimeOfStretches {
  const { shown, omitted } = shortened(stretches, MOST_STRETCHES);
  const most = linesOfEach(shown.length);
  const working = shown.map(({ fromMs, toMs }) => explainWorkingTime(prepared, fromMs, toMs, most));
  const leftOut = omittedSum(omitted, ({ fromMs, toMs }) => workingTimeBetween(prepared, fromMs, toMs));
  return {
    working,
    omitted: leftOut,
    sumMs: working.reduce((sum, { totalMs }) => sum + totalMs, leftOut?.ms ?? 0),
  };
}

function lengthOf({ fromMs, toMs }: Pause): number {
  return toMs - fromMs;
}

function businessDays(fromMs: number, dueMs: number, pauses: readonly Span[], prepared: PreparedCalendar): Arithmetic {
  const counted = explainBusinessDays(prepared, fromMs, dueMs);
  const inPauses = joinPauses(pausesMs(pauses), fromMs)
    .filter((pause) => pause.fromMs <= dueMs)
    .flatMap((pause) => datesClosingWithin(prepared, pause.fromMs, pause.toMs))
    .map(formatDay);
  const { shown, omitted } = shortened(inPauses);
  const sum = counted.lines.length + counted.linesOmitted - inPauses.length;
  return { counts: 'business-days', ...counted, inPauses: shown, inPausesOmitted: omitted.length, sum };
}

/**
 * How long a clock has run until an instant (epoch ms) or its end, in working and in elapsed time; for reports. The sums of
 * its explanation, without the lines.
 */
export function timeUsed(
  clock: Clock,
  state: Pick<Clocks, 'waits'>,
  book: CalendarBook,
  atMs: number,
): { readonly workingMs: number; readonly elapsedMs: number } {
  const prepared = book(clock.calendar);
  const { stretches } = usedStretches(clock, state, atMs);
  return {
    workingMs: stretches.reduce((sum, it) => sum + workingTimeBetween(prepared, it.fromMs, it.toMs), 0),
    elapsedMs: stretches.reduce((sum, it) => sum + it.toMs - it.fromMs, 0),
  };
}

/**
 * The same as its promise is counted: working time where that was promised in working time or in business days, else
 * elapsed time. Of several durations the one that decided when it was due says so.
 */
export function timeCounted(clock: Clock, state: Pick<Clocks, 'waits'>, book: CalendarBook, atMs: number): number {
  const { deciding } = dueParts(clock, pausesMs(pausesOf(clock, state.waits)), book(clock.calendar));
  const { workingMs, elapsedMs } = timeUsed(clock, state, book, atMs);
  return countsWorkingTime(deciding.duration) ? workingMs : elapsedMs;
}

function usedBy(
  clock: Clock,
  { waits }: Pick<Clocks, 'waits'>,
  prepared: PreparedCalendar,
  atMs: number,
): ClockExplanation['used'] {
  const { until, stretches } = usedStretches(clock, { waits }, atMs);
  const { working, omitted, sumMs } = workingTime(stretches, prepared);
  return {
    until: explainedInstant(prepared.schedule.zone, until),
    working,
    omitted,
    workingMs: sumMs,
    elapsedMs: stretches.reduce((sum, it) => sum + lengthOf(it), 0),
  };
}

/** From the start of a clock until an instant (epoch ms) or its end, pauses taken out. */
function usedStretches(
  clock: Clock,
  { waits }: Pick<Clocks, 'waits'>,
  atMs: number,
): { readonly until: number; readonly stretches: readonly Pause[] } {
  const fromMs = Date.parse(clock.startedAt);
  const until = Math.max(fromMs, clock.endedAt === null ? atMs : Date.parse(clock.endedAt));
  const standing = clock.pausedAt === null ? [] : [{ from: clock.pausedAt, to: instant(until) }];
  return { until, stretches: runningStretches(fromMs, until, pausesMs([...pausesOf(clock, waits), ...standing])) };
}
