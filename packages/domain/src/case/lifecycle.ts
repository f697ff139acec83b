import { type Command, type CommandType, type InternalCommand } from './commands';
import { type RuleCode } from './rules';
import { type Status } from './vocabulary';

/** Possible, possible only with a waiver, or refused by a rule: the most telling one. */
export type Possibility = 'possible' | 'with-waiver' | RuleCode;

export type LifecycleRow = Readonly<Record<Status, Possibility>>;

const row = (
  received: Possibility,
  acknowledged: Possibility,
  answered: Possibility,
  resolved: Possibility,
  closed: Possibility,
): LifecycleRow => ({ received, acknowledged, answered, resolved, closed });

const always = row('possible', 'possible', 'possible', 'possible', 'possible');
const whileOpen = row('possible', 'possible', 'possible', 'case-ended', 'case-ended');

/**
 * Which command is possible in which status. Every entry passes through this table: REST, import, processors.
 * On a merged case `ReopenComplaint` is refused as `case-merged`, and messages are recorded on the target.
 */
export const lifecycle: Readonly<Record<CommandType, LifecycleRow>> = {
  ReceiveComplaint: row(
    'command-not-possible',
    'command-not-possible',
    'command-not-possible',
    'command-not-possible',
    'command-not-possible',
  ),
  AcknowledgeComplaint: row('possible', 'already-acknowledged', 'already-acknowledged', 'case-ended', 'case-ended'),
  AssignHandler: whileOpen,
  EscalateComplaint: whileOpen,
  DeescalateComplaint: whileOpen,
  RecordMessage: always,
  SendMessage: always,
  RequestInformation: whileOpen,
  ReceiveInformation: whileOpen,
  IssueResponse: whileOpen,
  FollowUp: row('command-not-possible', 'command-not-possible', 'possible', 'case-ended', 'case-ended'),
  ResolveComplaint: row('with-waiver', 'with-waiver', 'possible', 'case-ended', 'case-ended'),
  ReopenComplaint: row('command-not-possible', 'command-not-possible', 'possible', 'possible', 'possible'),
  WithdrawComplaint: whileOpen,
  RejectComplaint: whileOpen,
  ReferComplaint: whileOpen,
  MergeComplaint: whileOpen,
  LinkCases: always,
  UnlinkCases: always,
  ClassifyComplaint: whileOpen,
  AddNote: always,
  CorrectComplainant: always,
  WarnComplainant: always,
  RedactContent: always,
  RestrictAccess: always,
  UnrestrictAccess: always,
};

export const COMMAND_TYPES = Object.keys(lifecycle) as CommandType[];

/** What processors and imports add to a case, whatever its status: the other half of what was decided elsewhere. */
const internal: Readonly<Record<InternalCommand['type'], LifecycleRow>> = {
  NoteSourceRow: always,
  RecordBreach: always,
  EscalateOnRisk: always,
  AcceptMerge: row('possible', 'possible', 'possible', 'merge-target-ended', 'merge-target-ended'),
  CompleteMerge: always,
  AbortMerge: always,
  MirrorLink: always,
  MirrorUnlink: always,
};

export function possibility(command: Command['type'], status: Status): Possibility {
  return command in internal
    ? internal[command as InternalCommand['type']][status]
    : lifecycle[command as CommandType][status];
}
