import { type Command } from '../case/commands';
import { COMMAND_ID, COMPLAINANT, eventId, HANDLER, OTHER_CASE_ID, SECOND_HANDLER } from './fixtures';

export type CommandOf<Type extends Command['type']> = Extract<Command, { readonly type: Type }>;

/** The least that a command of each type says. */
const least: { readonly [Type in Command['type']]: Omit<CommandOf<Type>, 'type'> } = {
  ReceiveComplaint: { channel: 'email', complainant: COMPLAINANT, text: 'The kettle leaks.' },
  AcknowledgeComplaint: { handler: HANDLER },
  AssignHandler: { handler: SECOND_HANDLER },
  EscalateComplaint: { level: 2, reason: 'It leaks again.', addressee: 'Head of service' },
  DeescalateComplaint: { level: 1, reason: 'Back to the desk.' },
  RecordMessage: { text: 'Any news?' },
  SendMessage: { text: 'We are on it.' },
  RequestInformation: { from: 'complainant', question: 'Which model?' },
  ReceiveInformation: { requestId: COMMAND_ID, text: 'The small one.' },
  IssueResponse: { kind: 'interim', text: 'We are looking into it.' },
  FollowUp: { with: 'complainant', outcome: 'satisfied' },
  ResolveComplaint: {},
  ReopenComplaint: { reason: 'It leaks again.' },
  WithdrawComplaint: { reason: 'It dried up.', toldBy: 'By phone.' },
  RejectComplaint: { ground: 'spam' },
  ReferComplaint: { to: 'Ombudsman', reason: 'Not ours.', text: 'The ombudsman will write to you.' },
  MergeComplaint: { into: OTHER_CASE_ID },
  LinkCases: { to: OTHER_CASE_ID, relation: 'same-problem' },
  UnlinkCases: { to: OTHER_CASE_ID },
  ClassifyComplaint: { severity: 'high' },
  AddNote: { text: 'Called the workshop.' },
  CorrectComplainant: { changes: { name: 'Clara Coles' }, reason: 'Misspelt.' },
  WarnComplainant: { text: 'Please do not insult us.' },
  RedactContent: { event: eventId(0), ground: 'legal', reason: 'A court order.' },
  RestrictAccess: { to: [SECOND_HANDLER.id], reason: 'It is about a colleague.' },
  UnrestrictAccess: {},
  NoteSourceRow: {},
  RecordBreach: {},
  EscalateOnRisk: {},
  AcceptMerge: { mergeId: COMMAND_ID, source: OTHER_CASE_ID },
  CompleteMerge: { mergeId: COMMAND_ID, source: OTHER_CASE_ID },
  AbortMerge: { mergeId: COMMAND_ID, source: OTHER_CASE_ID, because: 'case-ended' },
  MirrorLink: { linkId: COMMAND_ID, to: OTHER_CASE_ID, relation: 'same-problem' },
  MirrorUnlink: { linkId: COMMAND_ID, to: OTHER_CASE_ID },
};

/** A command that says the least it can, and what is given. */
export function command<Type extends Command['type']>(
  type: Type,
  fields: Partial<Omit<CommandOf<Type>, 'type'>> = {},
): CommandOf<Type> {
  return { type, ...least[type], ...fields } as unknown as CommandOf<Type>;
}
