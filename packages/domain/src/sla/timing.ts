import { dueAfterPause } from '../calendar/due-at';
import { type Duration } from '../calendar/duration';
import { joinPauses, type Pause } from '../calendar/pauses';
import { type PreparedCalendar } from '../calendar/prepare-calendar';
import { addWorkingTime, workingTimeBetween } from '../calendar/working-time';
import { type Span, type Timing } from './clock-events';
import { type Clock } from './clock-state';
import { type CalendarRef } from './policy';

/** Every calendar version that a promise of the case names. */
export type CalendarBook = (calendar: CalendarRef) => PreparedCalendar;

/** What a clock is counted by. */
export type Counted = Pick<Clock, 'calendar' | 'terms' | 'startedAt' | 'isExtended'>;

/**
 * When a clock is due, at risk, and to be escalated, all counted from its start, with the pauses taken out.
 * @throws {CalendarRangeError} the calendar has not so much time
 */
export function timingOf(clock: Counted, pauses: readonly Span[], book: CalendarBook): Timing {
  const prepared = book(clock.calendar);
  const fromMs = Date.parse(clock.startedAt);
  const spans = pausesMs(pauses);
  const { dueMs, duration } = dueBy(clock, fromMs, spans, prepared);
  const at = (share: number) =>
    instant(shareAt({ prepared, fromMs, dueMs, pauses: spans, working: countsWorkingTime(duration) }, share));
  const { atRisk, escalate } = clock.terms;
  return {
    dueAt: instant(dueMs),
    ...(atRisk === undefined ? {} : { atRiskAt: at(atRisk) }),
    ...(escalate === undefined ? {} : { escalateAt: escalate.map((escalation) => at(escalation.at)) }),
  };
}

export function pausesMs(pauses: readonly Span[]): readonly Pause[] {
  return pauses.map(({ from, to }) => ({ fromMs: Date.parse(from), toMs: Date.parse(to) }));
}

type SimpleDuration = Exclude<Duration, { laterOf: unknown } | { earlierOf: unknown }>;

/** A part of what was promised, that can be counted in one way. */
export interface DuePart {
  readonly duration: SimpleDuration;
  readonly dueMs: number;
}

/** All parts of what was promised, an extension too, and which of them decides when it is due. */
export function dueParts(
  clock: Counted,
  pauses: readonly Pause[],
  prepared: PreparedCalendar,
): { readonly parts: readonly DuePart[]; readonly deciding: DuePart } {
  const fromMs = Date.parse(clock.startedAt);
  const { dueMs, duration } = dueBy(clock, fromMs, pauses, prepared);
  const { holding } = clock.terms;
  const promised =
    clock.isExtended && holding !== undefined ? [clock.terms.duration, holding.until] : [clock.terms.duration];
  const parts = promised.flatMap(simpleParts).map((part) => ({
    duration: part,
    dueMs: dueAfterPause(prepared, fromMs, part, pauses),
  }));
  return { parts, deciding: { duration, dueMs } };
}

function simpleParts(duration: Duration): readonly SimpleDuration[] {
  if ('laterOf' in duration) return duration.laterOf.flatMap(simpleParts);
  if ('earlierOf' in duration) return duration.earlierOf.flatMap(simpleParts);
  return [duration];
}

/** An extension never takes anything away. */
function dueBy(clock: Counted, fromMs: number, pauses: readonly Pause[], prepared: PreparedCalendar): DuePart {
  const promised = decide(clock.terms.duration, (part) => dueAfterPause(prepared, fromMs, part, pauses));
  const { holding } = clock.terms;
  if (!clock.isExtended || holding === undefined) return promised;
  const extended = decide(holding.until, (part) => dueAfterPause(prepared, fromMs, part, pauses));
  return extended.dueMs > promised.dueMs ? extended : promised;
}

/** The part that decides: of two alike the first. */
function decide(duration: Duration, dueOf: (duration: SimpleDuration) => number): DuePart {
  if ('laterOf' in duration) {
    const [a, b] = duration.laterOf.map((part) => decide(part, dueOf)) as [DuePart, DuePart];
    return b.dueMs > a.dueMs ? b : a;
  }
  if ('earlierOf' in duration) {
    const [a, b] = duration.earlierOf.map((part) => decide(part, dueOf)) as [DuePart, DuePart];
    return b.dueMs < a.dueMs ? b : a;
  }
  return { duration, dueMs: dueOf(duration) };
}

/** Shares of working time and of business days are shares of the working time until then; all others of elapsed time. */
export function countsWorkingTime(duration: SimpleDuration): boolean {
  if (duration.unit === 'businessDays') return true;
  return (duration.unit === 'minutes' || duration.unit === 'hours') && duration.counting !== 'elapsed';
}

interface Stretches {
  readonly prepared: PreparedCalendar;
  readonly fromMs: number;
  readonly dueMs: number;
  readonly pauses: readonly Pause[];
  readonly working: boolean;
}

/** The instant by which a share of the time has passed, pauses taken out; to the millisecond, rounded down. */
function shareAt({ prepared, fromMs, dueMs, pauses, working }: Stretches, share: number): number {
  const stretches = runningStretches(fromMs, dueMs, pauses);
  const measure = (from: number, to: number) => (working ? workingTimeBetween(prepared, from, to) : to - from);
  const total = stretches.reduce((sum, { fromMs: from, toMs: to }) => sum + measure(from, to), 0);
  let left = Math.floor(total * share);
  for (const { fromMs: from, toMs: to } of stretches) {
    const length = measure(from, to);
    if (left <= length) return working ? addWorkingTime(prepared, from, left) : from + left;
    left -= length;
  }
  return dueMs;
}

/** From one instant to another without the pauses; epoch ms. */
export function runningStretches(fromMs: number, toMs: number, pauses: readonly Pause[]): readonly Pause[] {
  const stretches: Pause[] = [];
  let from = fromMs;
  for (const pause of joinPauses(pauses, fromMs)) {
    if (pause.fromMs >= toMs) break;
    if (pause.fromMs > from) stretches.push({ fromMs: from, toMs: pause.fromMs });
    from = pause.toMs;
  }
  // Nothing was left when the last pause began: it goes on for no time at all, and is due as the pause ends.
  if (toMs >= from || stretches.length === 0) stretches.push({ fromMs: Math.min(from, toMs), toMs });
  return stretches;
}

export function instant(ms: number): string {
  return new Date(ms).toISOString();
}
