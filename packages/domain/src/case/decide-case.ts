import { assertNever } from '../assert-never';
import { assertKnown } from './assert-known';
import { assertRoom } from './case-bound';
import { type Command } from './commands';
import { type DecisionContext } from './context';
import { acknowledgeComplaint } from './decisions/acknowledge-complaint';
import { addNote } from './decisions/add-note';
import { assignHandler } from './decisions/assign-handler';
import { classifyComplaint } from './decisions/classify-complaint';
import { correctComplainant } from './decisions/correct-complainant';
import { deescalateComplaint } from './decisions/deescalate-complaint';
import { escalateComplaint } from './decisions/escalate-complaint';
import { escalateOnRisk } from './decisions/escalate-on-risk';
import { followUp } from './decisions/follow-up';
import { issueResponse } from './decisions/issue-response';
import { linkCases, mirrorLink, mirrorUnlink, unlinkCases } from './decisions/link-cases';
import { abortMerge, acceptMerge, completeMerge, mergeComplaint } from './decisions/merge-complaint';
import { noteSourceRow } from './decisions/note-source-row';
import { receiveComplaint } from './decisions/receive-complaint';
import { receiveInformation } from './decisions/receive-information';
import { recordMessage } from './decisions/record-message';
import { redactContent } from './decisions/redact-content';
import { referComplaint } from './decisions/refer-complaint';
import { rejectComplaint } from './decisions/reject-complaint';
import { reopenComplaint } from './decisions/reopen-complaint';
import { requestInformation } from './decisions/request-information';
import { resolveComplaint } from './decisions/resolve-complaint';
import { restrictAccess, unrestrictAccess } from './decisions/restrict-access';
import { sendMessage } from './decisions/send-message';
import { warnComplainant } from './decisions/warn-complainant';
import { withdrawComplaint } from './decisions/withdraw-complaint';
import { type CaseEvent } from './events';
import { possibility } from './lifecycle';
import { settleOccurredAt } from './occurred-at';
import { RuleViolation } from './rules';
import { type Case } from './state';

/** What the rules of the case decided, and the instant it counts as having happened at. */
export interface CaseDecided {
  readonly events: readonly CaseEvent[];
  readonly occurredAt: string;
}

/**
 * What happens to the case itself when a command meets it; what that means for its clocks is added by `decide`.
 * @param state null when there is no such case yet; only ReceiveComplaint is possible then
 * @param present the case as it is now, where it is judged as at an earlier instant
 * @throws {RuleViolation} a rule refuses it
 * @throws {InvalidCommand} a value of the command names something that is not there
 */
export function decideCase(
  command: Command,
  state: Case | null,
  context: DecisionContext,
  present: Case | null = state,
): CaseDecided {
  assertPossible(command, state);
  const settled = settleOccurredAt(context, present);
  assertKnown(command, settled.actor);
  assertRoom(command, state, settled);
  const events = decideOn(command, state, settled);
  return { events: withLateReason(events, settled.lateReason), occurredAt: settled.occurredAt };
}

function assertPossible(command: Command, state: Case | null): void {
  if (state === null) {
    if (command.type !== 'ReceiveComplaint') throw new RuleViolation('command-not-possible', 'there is no such case');
    return;
  }
  const cell = possibility(command.type, state.status);
  if (cell === 'possible') return;
  if (cell !== 'with-waiver') throw new RuleViolation(cell);
  if (command.type === 'ResolveComplaint' && command.waiver !== undefined) return;
  throw new RuleViolation(state.dissatisfied ? 'complainant-dissatisfied' : 'not-answered');
}

function decideOn(command: Command, state: Case | null, context: DecisionContext): readonly CaseEvent[] {
  if (command.type === 'ReceiveComplaint') return receiveComplaint(command, context);
  if (state === null) throw new RuleViolation('command-not-possible', 'there is no such case');
  switch (command.type) {
    case 'AcknowledgeComplaint':
      return acknowledgeComplaint(command, state, context);
    case 'AssignHandler':
      return assignHandler(command, state, context);
    case 'EscalateComplaint':
      return escalateComplaint(command, state, context);
    case 'DeescalateComplaint':
      return deescalateComplaint(command, state, context);
    case 'RecordMessage':
      return recordMessage(command, state, context);
    case 'SendMessage':
      return sendMessage(command, state, context);
    case 'RequestInformation':
      return requestInformation(command, state, context);
    case 'ReceiveInformation':
      return receiveInformation(command, state, context);
    case 'IssueResponse':
      return issueResponse(command, state, context);
    case 'FollowUp':
      return followUp(command, state, context);
    case 'ResolveComplaint':
      return resolveComplaint(command, state, context);
    case 'ReopenComplaint':
      return reopenComplaint(command, state, context);
    case 'WithdrawComplaint':
      return withdrawComplaint(command, state, context);
    case 'RejectComplaint':
      return rejectComplaint(command, state, context);
    case 'ReferComplaint':
      return referComplaint(command, state, context);
    case 'MergeComplaint':
      return mergeComplaint(command, state, context);
    case 'AcceptMerge':
      return acceptMerge(command, state, context);
    case 'CompleteMerge':
      return completeMerge(command, state, context);
    case 'AbortMerge':
      return abortMerge(command, state, context);
    case 'LinkCases':
      return linkCases(command, state, context);
    case 'UnlinkCases':
      return unlinkCases(command, state, context);
    case 'MirrorLink':
      return mirrorLink(command, state, context);
    case 'MirrorUnlink':
      return mirrorUnlink(command, state, context);
    case 'ClassifyComplaint':
      return classifyComplaint(command, state, context);
    case 'AddNote':
      return addNote(command, state, context);
    case 'CorrectComplainant':
      return correctComplainant(command, state, context);
    case 'WarnComplainant':
      return warnComplainant(command, state, context);
    case 'RedactContent':
      return redactContent(command, state, context);
    case 'RestrictAccess':
      return restrictAccess(command, state, context);
    case 'UnrestrictAccess':
      return unrestrictAccess(command, state, context);
    case 'RecordBreach':
      return [];
    case 'EscalateOnRisk':
      return escalateOnRisk(command, state, context);
    case 'NoteSourceRow':
      return noteSourceRow(command, state, context);
    default:
      return assertNever(command);
  }
}

/** Why something was entered late belongs to every event it gave, and is a text of a person like any other. */
function withLateReason(events: readonly CaseEvent[], lateReason: string | undefined): readonly CaseEvent[] {
  if (lateReason === undefined) return events;
  return events.map(
    (event) => ({ ...event, data: { ...event.data, personal: { ...event.data.personal, lateReason } } }) as CaseEvent,
  );
}
