import { type DecisionContext } from '../case/context';
import { agent } from './actors';
import { CASE_ID, COMMAND_ID, NOW } from './fixtures';

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
    ...given,
  };
}
