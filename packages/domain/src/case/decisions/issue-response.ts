import { type IssueResponse } from '../commands';
import { given } from '../given';
import { InvalidCommand, RuleViolation } from '../rules';
import { acknowledgeFirst } from './acknowledge-first';
import { type Decision } from './decision';

/** Responds to the complaint, which answers every open message; a final response says how it came out, and the remedy. */
export const issueResponse: Decision<IssueResponse> = (command, state, { actor }) => {
  const { kind, text, outcome, remedy, reason, attachments, handler } = command;
  if (kind === 'holding' && reason === undefined) throw new RuleViolation('reason-required');
  if (kind !== 'final' && outcome !== undefined)
    throw new InvalidCommand('/outcome', 'Only a final response has an outcome');
  if (kind !== 'final' && remedy !== undefined)
    throw new InvalidCommand('/remedy', 'Only a final response has a remedy');
  if (kind === 'final' && outcome === undefined)
    throw new InvalidCommand('/outcome', 'A final response needs an outcome');
  if (outcome === 'unknown' && actor.kind !== 'import')
    throw new InvalidCommand('/outcome', 'Only an import may leave the outcome unknown');
  if ((outcome === 'upheld' || outcome === 'partly-upheld') && remedy === undefined) {
    throw new InvalidCommand('/remedy', 'A response that upholds the complaint needs a remedy');
  }
  return [
    ...acknowledgeFirst(state, handler),
    {
      type: 'ResponseIssued',
      data: { kind, ...given({ outcome }), personal: given({ text, remedy, reason, attachments }) },
    },
  ];
};
