import { hasPermission } from '../roles';
import { type DecisionContext } from './context';
import { isBefore } from './instants';
import { InvalidCommand, RuleViolation } from './rules';
import { type Case } from './state';

const MINUTE_MS = 60 * 1000;

/** Clocks differ a little: so far ahead counts as now. */
export const FUTURE_TOLERANCE_MS = MINUTE_MS;
/** Nothing happened before: complaints are younger, and a promise from then on would be counted for centuries. ISO 8601 UTC. */
export const EARLIEST_OCCURRED_AT = '1900-01-01T00:00:00.000Z';
/** Further back than this, an entry needs a reason. */
export const LATE_ENTRY_MS = 15 * MINUTE_MS;
/** Further back than this, it needs a supervisor or an integration. */
export const VERY_LATE_ENTRY_MS = 24 * 60 * MINUTE_MS;

/**
 * The context with `occurredAt` settled: what lies a little ahead counts as now.
 * @throws {RuleViolation} it lies in the future, before the receipt, or too far back for this actor or without a reason
 * @throws {InvalidCommand} it is no instant
 */
export function settleOccurredAt(context: DecisionContext, state: Case | null): DecisionContext {
  const late = Date.parse(context.now) - Date.parse(context.occurredAt);
  if (Number.isNaN(late)) throw new InvalidCommand('/occurredAt', 'It is no instant');
  if (isBefore(context.occurredAt, EARLIEST_OCCURRED_AT)) {
    throw new InvalidCommand('/occurredAt', `It lies before ${EARLIEST_OCCURRED_AT}`);
  }
  if (late < -FUTURE_TOLERANCE_MS) throw new RuleViolation('occurred-in-future');
  const occurredAt = late < 0 ? context.now : context.occurredAt;
  if (state !== null && isBefore(occurredAt, state.receivedAt)) {
    throw new RuleViolation('occurred-before-receipt', `on ${state.receivedAt}`);
  }
  const exempt = context.actor.kind !== 'person';
  if (!exempt && late > VERY_LATE_ENTRY_MS && !hasPermission(context.actor.role, 'enter-late')) {
    throw new RuleViolation('late-entry-needs-supervisor');
  }
  if (!exempt && late > LATE_ENTRY_MS && context.lateReason === undefined) {
    throw new RuleViolation('late-entry-needs-reason');
  }
  return { ...context, occurredAt };
}
