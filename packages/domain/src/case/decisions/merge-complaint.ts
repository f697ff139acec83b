import { sameComplainant } from '../same-complainant';
import { type AbortMerge, type AcceptMerge, type CompleteMerge, type MergeComplaint } from '../commands';
import { clocksAt } from '../../sla/due-clocks';
import { brokenPromises, type PromisesLeft, promisesLeft } from '../../sla/merge-clocks';
import { METRICS } from '../../sla/policy';
import { type DecisionContext } from '../context';
import { type LeftContact, type LeftDuties } from '../events';
import { answersMessages } from '../evolve-case';
import { owes } from '../owes';
import { InvalidCommand, RuleViolation } from '../rules';
import { possibility } from '../lifecycle';
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
        mergeId: context.newId ?? context.commandId,
        into,
        receivedAt,
        receivedAtPrecision,
        openMessages: openMessages.map(({ event, since }) => ({ event, since })),
        ...(isNothing(promises) ? {} : { promises }),
        duties: dutiesOf({ ...state, clocks }),
      },
    },
  ];
};

/** So many contacts go over at most, the latest: what is entered late about the time before them waits for an answer. */
const MAX_CONTACTS = 1_000;

/** What is owed beside what clocks count, and what stands against resolving the case: none of it is lost by a merge. */
function dutiesOf(state: Case): LeftDuties {
  const { clocks } = state;
  const owed = METRICS.flatMap((metric) => {
    const since = clocks.owed[metric];
    return since === undefined ? [] : [[metric, since.since] as const];
  });
  return {
    owed: Object.fromEntries(owed),
    broken: brokenPromises(clocks),
    isFollowedUp: state.status === 'answered' && !owes(state).includes('follow-up'),
    isDissatisfied: state.dissatisfied,
    escalationLevel: state.escalationLevel,
    everEscalated: state.everEscalated,
    handedOver: state.handedOver,
    handlerFollowedUp: state.handlerFollowedUp,
    introductionOwed: state.introductionOwed,
    warnings: state.warnings,
    waits: state.waitingFor,
    contacts: contactsOf(state).slice(-MAX_CONTACTS),
    held: clocks.held,
    confidential: state.confidential,
    restrictedTo: state.restrictedTo,
  };
}

function contactsOf({ timeline, contactsElsewhere }: Case): readonly LeftContact[] {
  const own = timeline.toArray().flatMap(({ event }) => {
    const { type, occurredAt: at, occurredAtPrecision: precision } = event;
    const isContact =
      type === 'MessageSent' || type === 'ResponseIssued' || (type === 'ComplaintFollowedUp' && answersMessages(event));
    return isContact && precision !== 'unknown' ? [{ at, precision }] : [];
  });
  const all = [...contactsElsewhere.flatMap(({ contacts }) => contacts), ...own];
  return all.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

function isNothing({ clocks, undated }: PromisesLeft): boolean {
  return clocks.length === 0 && undated.length === 0;
}

/** Whether a case could be merged as it stands. Where not, it is refused to everybody, whatever the target and whoever asks. */
export function isMergeable(source: Case): boolean {
  return possibility('MergeComplaint', source.status) === 'possible' && source.acceptances.length === 0;
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
