import { type DeescalateComplaint } from '../commands';
import { RuleViolation } from '../rules';
import { type Decision } from './decision';
import { assertWholeLevel } from './whole-level';

export const deescalateComplaint: Decision<DeescalateComplaint> = ({ level, reason }, state) => {
  const from = state.escalationLevel;
  assertWholeLevel(level);
  if (level >= from || level < 1) throw new RuleViolation('deescalation-not-lower', `it is at level ${from}`);
  return [{ type: 'ComplaintDeescalated', data: { from, level, personal: { reason } } }];
};
