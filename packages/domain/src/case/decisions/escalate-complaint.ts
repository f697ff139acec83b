import { type EscalateComplaint } from '../commands';
import { RuleViolation } from '../rules';
import { type Decision } from './decision';
import { assertWholeLevel } from './whole-level';

/** Hands the case up, to a named addressee. Raising early is a virtue: allowed in every open status. */
export const escalateComplaint: Decision<EscalateComplaint> = ({ level, reason, addressee }, state) => {
  const from = state.escalationLevel;
  assertWholeLevel(level);
  if (level <= from) throw new RuleViolation('escalation-not-higher', `it is at level ${from}`);
  return [{ type: 'ComplaintEscalated', data: { from, level, addressee, personal: { reason } } }];
};
