import { type Dated } from '../sla/clock-events';
import { clockEvents } from '../sla/clocks';
import { pendingEvents } from '../sla/pending-events';
import { thresholdsReached } from '../sla/thresholds';
import { type Command } from './commands';
import { type DecisionContext } from './context';
import { contradictedEnds } from './contradictions';
import { decideCase } from './decide-case';
import { zoneOf } from './decisions/resolve-complaint';
import { type CaseEvent } from './events';
import { judgedState } from './judged-state';
import { type Case } from './state';

/** An event as decided, and when it happened. Clock events have instants of their own: a breach that of the broken promise. */
export type DecidedEvent = CaseEvent & Dated;

/**
 * What happens when a command meets a case, to its clocks too. Pure: the same arguments give the same answer.
 * No events: there is nothing to do. A fact entered late is judged by the case as at its instant, and has the effect that it
 * would have had in time.
 * @param state null when there is no such case yet; only ReceiveComplaint is possible then
 * @throws {RuleViolation} a rule refuses it
 * @throws {InvalidCommand} a value of the command names something that is not there
 * @throws {CalendarRangeError} a promise would fall due beyond the years that a calendar can tell
 */
export function decide(command: Command, state: Case | null, context: DecisionContext): readonly DecidedEvent[] {
  const judged = state === null ? null : judgedState(command, state, context);
  const { events, occurredAt } = decideCase(command, judged, context, state);
  const { now, promised, calendar, occurredAtPrecision } = context;
  const reached = command.type === 'EscalateOnRisk' && state !== null ? thresholdsReached(state, Date.parse(now)) : [];
  if (events.length === 0 && reached.length === 0 && command.type !== 'RecordBreach') return [];
  const clockContext = { occurredAt, precision: occurredAtPrecision, now, promised, calendar };
  const { before, after } = clockEvents(state, events, clockContext);
  const isLate = judged !== state && judged !== null && state !== null;
  const said = isLate ? contradicting(events, judged, state, { ...context, occurredAt }) : events;
  const dated = said.map((event) => ({ ...event, occurredAt, occurredAtPrecision }));
  return [...before, ...dated, ...after, ...reached];
}

/** The last event of a command says which ends on record its fact contradicts. */
function contradicting(
  events: readonly CaseEvent[],
  then: Case,
  state: Case,
  context: DecisionContext,
): readonly CaseEvent[] {
  const { occurredAt, occurredAtPrecision: precision, now } = context;
  const entered = pendingEvents(events, state, { occurredAt, precision, now });
  const contradicts = contradictedEnds(then, entered, state, zoneOf(state, context));
  const last = events.at(-1);
  if (contradicts.length === 0 || last === undefined) return events;
  return [...events.slice(0, -1), { ...last, data: { ...last.data, contradicts } } as CaseEvent];
}
