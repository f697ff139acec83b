import { type Case } from '../case/state';
import { UNKNOWN } from '../case/vocabulary';
import { importer, supervisor } from './actors';
import { event } from './events';
import { after, DAY_MS, HANDLER, RECEIVED_AT, SECOND_HANDLER } from './fixtures';
import { caseOf, type HistoryEntry, recorded } from './history';

const received = [event('ComplaintReceived')];
const acknowledged = [...received, event('ComplaintAcknowledged')];
const escalated = [...acknowledged, event('ComplaintEscalated')];
const answered = [...acknowledged, event('ResponseIssued')];
const followedUp = [...answered, event('ComplaintFollowedUp')];
const resolved = [...followedUp, event('ComplaintResolved')];
const withdrawn = [...acknowledged, event('ComplaintWithdrawn')];
const noAnswer = event('ComplaintFollowedUp', { outcome: 'no-answer' });

/** What has happened to a case in each of the states that tests begin with. */
export const histories = {
  received,
  confidential: [event('ComplaintReceived', { confidential: true })],
  /** An import put it on record; its source says neither who complained nor why. */
  imported: [recorded(event('ComplaintReceived', {}, { complainant: UNKNOWN, text: UNKNOWN }), RECEIVED_AT, importer)],
  /** Somebody takes care of it, but the complainant does not know yet. */
  assigned: [...received, event('HandlerAssigned', { handler: HANDLER, previous: null })],
  acknowledged,
  handedOver: [...acknowledged, event('HandlerAssigned', { handler: SECOND_HANDLER, previous: HANDLER })],
  escalated,
  waiting: [...acknowledged, event('InformationRequested')],
  /** The complainant wrote, and nobody has answered. */
  unanswered: [...acknowledged, event('MessageReceived')],
  warned: [...acknowledged, event('ConductWarningIssued')],
  linked: [...acknowledged, event('CasesLinked')],
  /** It is about to take the other case over. */
  accepting: [...acknowledged, event('MergeAccepted')],
  answered,
  answeredAfterEscalation: [...escalated, event('ResponseIssued')],
  followedUp,
  dissatisfied: [...answered, event('ComplaintFollowedUp', { outcome: 'dissatisfied' })],
  /** Followed up on two days, and nobody answered. */
  noAnswerTwice: [
    ...answered,
    recorded(noAnswer, after(RECEIVED_AT, DAY_MS)),
    recorded(noAnswer, after(RECEIVED_AT, 2 * DAY_MS)),
  ],
  resolved,
  waived: [...acknowledged, recorded(event('ComplaintResolved', { by: 'waiver' }), RECEIVED_AT, supervisor)],
  closed: withdrawn,
  withdrawn,
  rejected: [...received, event('ComplaintRejected')],
  referred: [...acknowledged, event('ComplaintReferred')],
  merged: [...acknowledged, event('ComplaintMerged')],
  reopened: [...resolved, event('ComplaintReopened')],
} as const satisfies Record<string, readonly HistoryEntry[]>;

export type NamedState = keyof typeof histories;

/** A case in one of the named states, and what happened to it since. */
export function caseIn(state: NamedState, ...since: readonly HistoryEntry[]): Case {
  return caseOf([...histories[state], ...since]);
}

type Builder = (...since: readonly HistoryEntry[]) => Case;

const builder =
  (state: NamedState): Builder =>
  (...since) =>
    caseIn(state, ...since);

export const receivedCase = builder('received');
export const confidentialCase = builder('confidential');
export const importedCase = builder('imported');
export const assignedCase = builder('assigned');
export const acknowledgedCase = builder('acknowledged');
export const handedOverCase = builder('handedOver');
export const escalatedCase = builder('escalated');
export const waitingCase = builder('waiting');
export const unansweredCase = builder('unanswered');
export const warnedCase = builder('warned');
export const linkedCase = builder('linked');
export const acceptingCase = builder('accepting');
export const answeredCase = builder('answered');
export const answeredAfterEscalationCase = builder('answeredAfterEscalation');
export const followedUpCase = builder('followedUp');
export const dissatisfiedCase = builder('dissatisfied');
export const noAnswerTwiceCase = builder('noAnswerTwice');
export const resolvedCase = builder('resolved');
export const waivedCase = builder('waived');
export const closedCase = builder('closed');
export const withdrawnCase = builder('withdrawn');
export const rejectedCase = builder('rejected');
export const referredCase = builder('referred');
export const mergedCase = builder('merged');
export const reopenedCase = builder('reopened');
