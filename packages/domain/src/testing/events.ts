import { type CaseEvent, type CaseEventType, type LeftToTarget } from '../case/events';
import { type ClockPromise } from '../sla/clock-events';
import {
  after,
  COMMAND_ID,
  COMPLAINANT,
  eventId,
  HOUR_MS,
  HANDLER,
  OTHER_CASE_ID,
  RECEIVED_AT,
  SECOND_HANDLER,
} from './fixtures';

export type EventOf<Type extends CaseEventType> = Extract<CaseEvent, { readonly type: Type }>;
type DataOf<Type extends CaseEventType> = EventOf<Type>['data'];
type Fields<Type extends CaseEventType> = Omit<DataOf<Type>, 'personal'>;
type PersonalFields<Type extends CaseEventType> = NonNullable<DataOf<Type>['personal']>;

const promise: ClockPromise = {
  policy: { name: 'desk', version: 1 },
  calendar: { name: 'always', version: 1 },
  terms: { duration: { n: 24, unit: 'hours', counting: 'elapsed' }, pauses: [] },
  startedAt: RECEIVED_AT,
  dueAt: after(RECEIVED_AT, 24 * HOUR_MS),
};
const clock = 'acknowledgement-1';

const leftToTarget: LeftToTarget = { receivedAt: RECEIVED_AT, receivedAtPrecision: 'instant', openMessages: [] };

/** The least that an event of each type says. */
const least: { readonly [Type in CaseEventType]: DataOf<Type> } = {
  ComplaintReceived: { channel: 'email', personal: { complainant: COMPLAINANT, text: 'The kettle leaks.' } },
  ComplaintAcknowledged: { handler: HANDLER },
  HandlerAssigned: { handler: SECOND_HANDLER, previous: HANDLER },
  ComplaintEscalated: { from: 1, level: 2, addressee: 'Head of service', personal: { reason: 'It leaks again.' } },
  ComplaintDeescalated: { from: 2, level: 1, personal: { reason: 'Back to the desk.' } },
  MessageReceived: { personal: { text: 'Any news?' } },
  MessageSent: { personal: { text: 'We are on it.' } },
  InformationRequested: { requestId: COMMAND_ID, from: 'complainant', personal: { question: 'Which model?' } },
  InformationReceived: { requestId: COMMAND_ID, personal: { text: 'The small one.' } },
  ResponseIssued: {
    kind: 'final',
    outcome: 'upheld',
    personal: { text: 'You are right, and we are sorry.', remedy: 'A new kettle.' },
  },
  ComplaintFollowedUp: { with: 'complainant', outcome: 'satisfied' },
  ComplaintResolved: { by: 'satisfied' },
  ComplaintReopened: { from: 'resolved', to: 'acknowledged', personal: { reason: 'It leaks again.' } },
  ComplaintWithdrawn: { personal: { reason: 'It dried up.', toldBy: 'By phone.' } },
  ComplaintRejected: { ground: 'spam' },
  ComplaintReferred: { to: 'Ombudsman', personal: { reason: 'Not ours.', text: 'The ombudsman will write to you.' } },
  MergeAccepted: { mergeId: COMMAND_ID, source: OTHER_CASE_ID },
  ComplaintMerged: { mergeId: COMMAND_ID, into: OTHER_CASE_ID, ...leftToTarget },
  MergeCompleted: { mergeId: COMMAND_ID, source: OTHER_CASE_ID, ...leftToTarget },
  MergeAborted: { mergeId: COMMAND_ID, source: OTHER_CASE_ID, because: 'case-ended' },
  CasesLinked: { linkId: COMMAND_ID, case: OTHER_CASE_ID, relation: 'same-problem', side: 'initiated' },
  CasesUnlinked: { linkId: COMMAND_ID, case: OTHER_CASE_ID, side: 'initiated' },
  ComplaintClassified: { severity: 'high' },
  NoteAdded: { personal: { text: 'Called the workshop.' } },
  ComplainantCorrected: { personal: { changes: { name: 'Clara Coles' }, reason: 'Misspelt.' } },
  ConductWarningIssued: { personal: { text: 'Please do not insult us.' } },
  ContentRedacted: { event: eventId(0), ground: 'legal', personal: { reason: 'A court order.' } },
  AccessRestricted: { to: [SECOND_HANDLER.id], personal: { reason: 'It is about a colleague.' } },
  AccessUnrestricted: {},
  SourceRowNoted: {},
  ClockStarted: { clock, metric: 'acknowledgement', kind: 'promise', ...promise },
  ClockPaused: { clock, pausedAt: after(RECEIVED_AT, HOUR_MS) },
  ClockResumed: { clock, resumedAt: after(RECEIVED_AT, 2 * HOUR_MS), dueAt: after(RECEIVED_AT, 25 * HOUR_MS) },
  ClockExtended: { clock, dueAt: after(RECEIVED_AT, 48 * HOUR_MS) },
  ClockRetargeted: { clock, because: 'classified', ...promise },
  ClockMet: { clock },
  ClockBreached: { clock, dueAt: promise.dueAt },
  ClockCancelled: { clock, reason: 'withdrawn' },
  ClockThresholdReached: { clock, at: 0.5, level: 2, escalated: true },
  ClockCorrected: { clock, from: RECEIVED_AT },
};

/** An event that says the least it can, and what is given. */
export function event<Type extends CaseEventType>(
  type: Type,
  fields: Partial<Fields<Type>> = {},
  personal: Partial<PersonalFields<Type>> = {},
): EventOf<Type> {
  const texts = { ...least[type].personal, ...personal };
  const data = { ...least[type], ...fields, ...(Object.keys(texts).length === 0 ? {} : { personal: texts }) };
  return { type, data } as unknown as EventOf<Type>;
}
