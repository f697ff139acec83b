import { type Dated } from '../sla/clock-events';
import { NO_CLOCKS } from '../sla/clock-state';
import { clockEvents } from '../sla/clocks';
import { thresholdsReached } from '../sla/thresholds';
import { type Command } from './commands';
import { type DecisionContext } from './context';
import { decideCase } from './decide-case';
import { type CaseEvent } from './events';
import { type Case } from './state';

/** An event as decided, and when it happened. Clock events have instants of their own: a breach that of the broken promise. */
export type DecidedEvent = CaseEvent & Dated;

/**
 * What happens when a command meets a case, to its clocks too. Pure: the same arguments give the same answer.
 * No events: there is nothing to do.
 * @param state null when there is no such case yet; only ReceiveComplaint is possible then
 * @throws {RuleViolation} a rule refuses it
 * @throws {InvalidCommand} a value of the command names something that is not there
 * @throws {CalendarRangeError} a promise would fall due beyond the years that a calendar can tell
 */
export function decide(command: Command, state: Case | null, context: DecisionContext): readonly DecidedEvent[] {
  const { events, occurredAt } = decideCase(command, state, context);
  const { now, promised, calendar, occurredAtPrecision } = context;
  const reached = command.type === 'EscalateOnRisk' && state !== null ? thresholdsReached(state, Date.parse(now)) : [];
  if (events.length === 0 && reached.length === 0 && command.type !== 'RecordBreach') return [];
  const clockContext = { occurredAt, precision: occurredAtPrecision, now, promised, calendar };
  const { before, after } = clockEvents(state, events, clockContext, state?.clocks ?? NO_CLOCKS);
  const dated = events.map((event) => ({ ...event, occurredAt, occurredAtPrecision }));
  return [...before, ...dated, ...after, ...reached];
}
