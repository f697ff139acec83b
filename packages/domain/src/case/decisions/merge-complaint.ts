import { sameComplainant } from '../same-complainant';
import { type AbortMerge, type AcceptMerge, type CompleteMerge, type MergeComplaint } from '../commands';
import { clocksAt } from '../../sla/due-clocks';
import { type PromisesLeft, promisesLeft } from '../../sla/merge-clocks';
import { type DecisionContext } from '../context';
import { InvalidCommand, RuleViolation } from '../rules';
import { type Case } from '../state';
import { isOpen } from '../vocabulary';
import { type Decision } from './decision';

/** On the source: its content goes on in the target. Decided once before the target accepts, and again when it has. */
export const mergeComplaint: Decision<MergeComplaint> = ({ into }, state, context) => {
  assertMergeable(state, into, context);
  const { receivedAt, receivedAtPrecision, openMessages } = state;
  // What is broken by now is broken here: nobody can be told of it a second time.
  const clocks = clocksAt(state.clocks, Date.parse(context.now));
  const promises = promisesLeft(clocks, context.occurredAt, context.calendar);
  return [
    {
      type: 'ComplaintMerged',
      data: {
        mergeId: context.commandId,
        into,
        receivedAt,
        receivedAtPrecision,
        openMessages,
        ...(isNothing(promises) ? {} : { promises }),
      },
    },
  ];
};

function isNothing({ clocks, undated }: PromisesLeft): boolean {
  return clocks.length === 0 && undated.length === 0;
}

function assertMergeable(source: Case, into: string, { other, otherMergedInto = [] }: DecisionContext): void {
  if (into === source.id) throw new RuleViolation('merge-into-itself');
  if (other === null || other === undefined) throw new InvalidCommand('/into', 'There is no such case');
  if (otherMergedInto.includes(source.id) || source.acceptances.length > 0) throw new RuleViolation('merge-cycle');
  if (!isOpen(other.status)) throw new RuleViolation('merge-target-ended', `it is ${other.status}`);
  if (!sameComplainant(source, other)) throw new RuleViolation('merge-other-complainant');
}

/** On the target, first: it will take the source over. */
export const acceptMerge: Decision<AcceptMerge> = ({ mergeId, source }, state) => {
  const isAccepted = state.acceptances.some((acceptance) => acceptance.mergeId === mergeId);
  if (isAccepted || state.mergedFrom.includes(source)) return [];
  return [{ type: 'MergeAccepted', data: { mergeId, source } }];
};

/** On the target, last: the earliest receipt and the messages that nobody answered yet become its own. */
export const completeMerge: Decision<CompleteMerge> = ({ mergeId, source }, state, { other }) => {
  if (state.mergedFrom.includes(source)) return [];
  const left = other?.leftToTarget;
  if (left === null || left === undefined) throw new InvalidCommand('/source', 'The case has not been merged');
  return [{ type: 'MergeCompleted', data: { mergeId, source, ...left } }];
};

/** On the target: the source cannot be merged any more. */
export const abortMerge: Decision<AbortMerge> = ({ mergeId, source, because }, state) => {
  if (!state.acceptances.some((acceptance) => acceptance.mergeId === mergeId)) return [];
  return [{ type: 'MergeAborted', data: { mergeId, source, because } }];
};
