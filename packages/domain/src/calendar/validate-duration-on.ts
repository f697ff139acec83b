import { CalendarRangeError } from './calendar-range-error';
import { DAY_MS } from './days';
import { dueAt } from './due-at';
import { type Duration } from './duration';
import { type PreparedCalendar } from './prepare-calendar';
import { type FieldProblem, problem } from './problems';

/** Twice what a duration of elapsed time may last at most: a calendar open half of the days is no mistake yet. */
const MAX_WAIT_MS = 20 * 365 * DAY_MS;

/**
 * What is wrong with a valid duration on a certain calendar: 80,000 working hours where it is open one hour a week. A
 * promise made at `startMs` (epoch ms) must be due within 20 years. `pointer` says where the duration stands.
 */
export function validateDurationOn(
  prepared: PreparedCalendar,
  duration: Duration,
  startMs: number,
  pointer = '',
): readonly FieldProblem[] {
  try {
    if (dueAt(prepared, startMs, duration) - startMs <= MAX_WAIT_MS) return [];
  } catch (error) {
    if (!(error instanceof CalendarRangeError)) throw error;
  }
  return [problem(pointer, 'too-long', 'on this calendar it is due in more than 20 years')];
}
