import {
  type Attachment,
  type Complainant,
  type ExternalRef,
  type FollowUpOutcome,
  type FollowUpParty,
  type Handler,
  type InformationSource,
  type LinkRelation,
  type Outcome,
  type RedactionGround,
  type RejectionGround,
  type ResponseKind,
  type Severity,
  type Unknown,
} from './vocabulary';

export interface ReceiveComplaint {
  readonly type: 'ReceiveComplaint';
  readonly channel: string;
  readonly subject?: string;
  readonly text: string | Unknown;
  readonly complainant: Complainant | Unknown;
  readonly category?: string;
  readonly product?: string;
  readonly severity?: Severity;
  readonly labels?: readonly string[];
  readonly confidential?: boolean;
  readonly externalRefs?: readonly ExternalRef[];
  readonly attachments?: readonly Attachment[];
}

export interface AcknowledgeComplaint {
  readonly type: 'AcknowledgeComplaint';
  readonly handler: Handler;
  readonly text?: string;
}

export interface AssignHandler {
  readonly type: 'AssignHandler';
  readonly handler: Handler;
  readonly reason?: string;
}

export interface EscalateComplaint {
  readonly type: 'EscalateComplaint';
  /** A whole number from 2: a case starts at 1. */
  readonly level: number;
  readonly reason: string | Unknown;
  readonly addressee: string;
}

export interface DeescalateComplaint {
  readonly type: 'DeescalateComplaint';
  readonly level: number;
  readonly reason: string | Unknown;
}

export interface RecordMessage {
  readonly type: 'RecordMessage';
  readonly text: string | Unknown;
  readonly channel?: string;
  readonly attachments?: readonly Attachment[];
}

export interface SendMessage {
  readonly type: 'SendMessage';
  readonly text: string | Unknown;
  readonly channel?: string;
  /** Needed in `received` when nobody is assigned yet: the message acknowledges. */
  readonly handler?: Handler;
  readonly attachments?: readonly Attachment[];
}

export interface RequestInformation {
  readonly type: 'RequestInformation';
  readonly from: InformationSource;
  readonly question: string | Unknown;
}

export interface ReceiveInformation {
  readonly type: 'ReceiveInformation';
  readonly requestId: string;
  readonly text: string | Unknown;
}

export interface IssueResponse {
  readonly type: 'IssueResponse';
  readonly kind: ResponseKind;
  readonly text: string | Unknown;
  /** Needed for a final response, and only there. */
  readonly outcome?: Outcome | 'unknown';
  /** Needed for a final response unless not upheld. */
  readonly remedy?: string | Unknown;
  /** Needed for a holding response. */
  readonly reason?: string;
  /** Needed in `received` when nobody is assigned yet: the response acknowledges. */
  readonly handler?: Handler;
  readonly attachments?: readonly Attachment[];
}

export interface FollowUp {
  readonly type: 'FollowUp';
  readonly with: FollowUpParty;
  readonly outcome: FollowUpOutcome;
  readonly note?: string;
}

export interface ResolveComplaint {
  readonly type: 'ResolveComplaint';
  readonly summary?: string;
  /** `closed-in-source` is for imports alone. */
  readonly waiver?: { readonly reason: string } | 'closed-in-source';
}

export interface ReopenComplaint {
  readonly type: 'ReopenComplaint';
  readonly reason: string | Unknown;
}

export interface WithdrawComplaint {
  readonly type: 'WithdrawComplaint';
  readonly reason: string | Unknown;
  /** How, or through whom, the complainant told of the wish. */
  readonly toldBy: string | Unknown;
}

export interface RejectComplaint {
  readonly type: 'RejectComplaint';
  readonly ground: RejectionGround;
  /** What was sent to the complainant; needed unless it is spam. */
  readonly text?: string | Unknown;
  readonly note?: string;
}

export interface ReferComplaint {
  readonly type: 'ReferComplaint';
  readonly to: string;
  readonly reason: string | Unknown;
  readonly text: string | Unknown;
}

export interface MergeComplaint {
  readonly type: 'MergeComplaint';
  readonly into: string;
}

export interface LinkCases {
  readonly type: 'LinkCases';
  readonly to: string;
  readonly relation: LinkRelation;
}

export interface UnlinkCases {
  readonly type: 'UnlinkCases';
  readonly to: string;
}

/** What is left out stays as it is; null takes a value away. */
export interface ClassifyComplaint {
  readonly type: 'ClassifyComplaint';
  readonly category?: string | null;
  readonly product?: string | null;
  readonly severity?: Severity | null;
  readonly labels?: readonly string[];
}

export interface AddNote {
  readonly type: 'AddNote';
  readonly text: string | Unknown;
}

/** What is left out stays as it is; null takes a value away. */
export interface ComplainantChanges {
  readonly name?: string;
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly handle?: string | null;
  readonly externalId?: string | null;
}

export interface CorrectComplainant {
  readonly type: 'CorrectComplainant';
  readonly changes: ComplainantChanges;
  readonly reason: string;
}

export interface WarnComplainant {
  readonly type: 'WarnComplainant';
  readonly text: string;
}

export interface RedactContent {
  readonly type: 'RedactContent';
  /** The id of the event whose texts are withheld. */
  readonly event: string;
  readonly ground: RedactionGround;
  readonly reason: string;
}

export interface RestrictAccess {
  readonly type: 'RestrictAccess';
  readonly to: readonly string[];
  readonly reason: string;
}

export interface UnrestrictAccess {
  readonly type: 'UnrestrictAccess';
}

/** A row of an imported file that changes nothing the case knows: kept all the same. */
export interface NoteSourceRow {
  readonly type: 'NoteSourceRow';
}

/** Puts on record what was promised and has not been kept by now. Given by the processor of due times, never by a caller. */
export interface RecordBreach {
  readonly type: 'RecordBreach';
}

/** Raises the case where the policy asks for it, since so much of a promised time has passed. Given by the same processor. */
export interface EscalateOnRisk {
  readonly type: 'EscalateOnRisk';
}

/** The other half of a merge, on the target. Given by the application and its processor, never by a caller. */
export interface AcceptMerge {
  readonly type: 'AcceptMerge';
  readonly mergeId: string;
  readonly source: string;
}

export interface CompleteMerge {
  readonly type: 'CompleteMerge';
  readonly mergeId: string;
  readonly source: string;
}

export interface AbortMerge {
  readonly type: 'AbortMerge';
  readonly mergeId: string;
  readonly source: string;
  /** The rule that stands against it. */
  readonly because: string;
}

/** The other half of a link, on the other case. Given by the application and its processor, never by a caller. */
export interface MirrorLink {
  readonly type: 'MirrorLink';
  readonly linkId: string;
  readonly to: string;
  readonly relation: LinkRelation;
}

export interface MirrorUnlink {
  readonly type: 'MirrorUnlink';
  readonly linkId: string;
  readonly to: string;
}

/** What a caller may ask for. */
export type CallerCommand =
  | ReceiveComplaint
  | AcknowledgeComplaint
  | AssignHandler
  | EscalateComplaint
  | DeescalateComplaint
  | RecordMessage
  | SendMessage
  | RequestInformation
  | ReceiveInformation
  | IssueResponse
  | FollowUp
  | ResolveComplaint
  | ReopenComplaint
  | WithdrawComplaint
  | RejectComplaint
  | ReferComplaint
  | MergeComplaint
  | LinkCases
  | UnlinkCases
  | ClassifyComplaint
  | AddNote
  | CorrectComplainant
  | WarnComplainant
  | RedactContent
  | RestrictAccess
  | UnrestrictAccess;

/** What only imports, processors and the application itself give. */
export type InternalCommand =
  NoteSourceRow | RecordBreach | EscalateOnRisk | AcceptMerge | CompleteMerge | AbortMerge | MirrorLink | MirrorUnlink;

export type Command = CallerCommand | InternalCommand;
export type CommandType = CallerCommand['type'];
