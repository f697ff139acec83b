import { type DecisionContext } from '../case/context';
import { type CalendarRef } from '../sla/policy';
import { agent } from './actors';
import { CASE_ID, COMMAND_ID, NOW } from './fixtures';

function noCalendar({ name }: CalendarRef): never {
  throw new RangeError(`No calendar was given to this test, and ${name} is asked for`);
}

/** An agent decides at {@link NOW} on what just happened; and what is given. `occurredAt` follows `now`. */
export function context(given: Partial<DecisionContext> = {}): DecisionContext {
  return {
    caseId: CASE_ID,
    commandId: COMMAND_ID,
    actor: agent,
    now: NOW,
    occurredAt: given.now ?? NOW,
    occurredAtPrecision: 'instant',
    timeZone: 'UTC',
    promised: null,
    calendar: noCalendar,
    ...given,
  };
}
