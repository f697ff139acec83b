import { type Case, type ClockExplanation, clocksAt, explainClock } from '@redress/domain';
import { ClockNotFoundError } from './errors';
import { type Promises } from './promises';

/**
 * The arithmetic of one clock of a case as it stands at an instant, whether or not somebody has recorded by then that it is broken.
 * @param at ISO 8601 UTC
 * @throws {ClockNotFoundError}
 */
export function clockExplanation(
  state: Case,
  clock: string,
  at: string,
  { calendar }: Pick<Promises, 'calendar'>,
): ClockExplanation {
  const clocks = clocksAt(state.clocks, Date.parse(at));
  if (!clocks.clocks.some(({ id }) => id === clock)) throw new ClockNotFoundError(clock);
  return explainClock(clocks, clock, calendar, Date.parse(at));
}
