import { type RejectComplaint } from '../commands';
import { personal } from '../given';
import { InvalidCommand, RuleViolation } from '../rules';
import { type Decision } from './decision';

/** Ends what is no complaint, or what abuses who works on it after a warning. Anger is no ground: an angry complaint is a complaint. */
export const rejectComplaint: Decision<RejectComplaint> = ({ ground, text, note }, state) => {
  if (ground !== 'spam' && text === undefined) {
    throw new InvalidCommand('/text', `A rejection as ${ground} needs the text that was sent to the complainant`);
  }
  if (ground === 'abuse' && state.warnings.length === 0) throw new RuleViolation('no-warning-on-record');
  return [{ type: 'ComplaintRejected', data: { ground, ...personal({ text, note }) } }];
};
