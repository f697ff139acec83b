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
  type Precision,
  type RedactionGround,
  type RejectionGround,
  type Resolution,
  type ResponseKind,
  type Severity,
  type Status,
  type Unknown,
} from './vocabulary';
import { type Actor } from '../actor';
import { type ClockEvent } from '../sla/clock-events';
import { type BrokenPromise, type PromisesLeft } from '../sla/merge-clocks';
import { type Metric, type PromisedVersions } from '../sla/policy';
import { type ComplainantChanges } from './commands';

/** Text as a caller gave it, or that an import's source does not say. */
type Text = string | Unknown;

/**
 * Everything a person wrote or that names a complainant stands under `personal`, so that it can be encrypted with a key
 * of that person without changing anything else. Every event may carry the reason for its late entry there.
 */
type Personal<Fields> = Fields & { readonly lateReason?: string };

interface Event<Type extends string, Data, PersonalData = unknown> {
  readonly type: Type;
  readonly data: Data & Contradicting & { readonly personal?: Personal<PersonalData> };
}

interface PersonalEvent<Type extends string, Data, PersonalData> {
  readonly type: Type;
  readonly data: Data & Contradicting & { readonly personal: Personal<PersonalData> };
}

/** A fact entered late after an end that would have been refused, had the fact been entered in time. */
interface Contradicting {
  /** Ids of the events by which the case ended. Those ends stand. */
  readonly contradicts?: readonly string[];
}

export type ComplaintReceived = PersonalEvent<
  'ComplaintReceived',
  {
    readonly channel: string;
    readonly category?: string;
    readonly product?: string;
    readonly severity?: Severity;
    readonly labels?: readonly string[];
    readonly confidential?: boolean;
    /** Absent: nothing was promised, since there was no policy. */
    readonly promised?: PromisedVersions;
  },
  {
    readonly complainant: Complainant | Unknown;
    readonly text: Text;
    readonly subject?: string;
    readonly externalRefs?: readonly ExternalRef[];
    readonly attachments?: readonly Attachment[];
  }
>;
export type ComplaintAcknowledged = Event<
  'ComplaintAcknowledged',
  { readonly handler: Handler },
  { readonly text?: string }
>;
export type HandlerAssigned = Event<
  'HandlerAssigned',
  { readonly handler: Handler; readonly previous: Handler | null },
  { readonly reason?: string }
>;
export type ComplaintEscalated = PersonalEvent<
  'ComplaintEscalated',
  {
    readonly from: number;
    readonly level: number;
    readonly addressee: string;
    /** The promise that called for it, at which share of its time; absent when a person escalated. */
    readonly cause?: { readonly clock: string; readonly at: number };
  },
  { readonly reason: Text }
>;
export type ComplaintDeescalated = PersonalEvent<
  'ComplaintDeescalated',
  { readonly from: number; readonly level: number },
  { readonly reason: Text }
>;
export type MessageReceived = PersonalEvent<
  'MessageReceived',
  {
    readonly channel?: string;
    /** False in what version 1 recorded: then it ended no wait for the complainant. */
    readonly endsWaits?: false;
  },
  { readonly text: Text; readonly attachments?: readonly Attachment[] }
>;
export type MessageSent = PersonalEvent<
  'MessageSent',
  { readonly channel?: string },
  { readonly text: Text; readonly attachments?: readonly Attachment[] }
>;
export type InformationRequested = PersonalEvent<
  'InformationRequested',
  { readonly requestId: string; readonly from: InformationSource },
  { readonly question: Text }
>;
export type InformationReceived = PersonalEvent<
  'InformationReceived',
  { readonly requestId: string },
  { readonly text: Text }
>;
export type ResponseIssued = PersonalEvent<
  'ResponseIssued',
  {
    readonly kind: ResponseKind;
    readonly outcome?: Outcome | 'unknown';
    /** True in what version 1 recorded: then a second final response left the follow-up promise of the first as it was. */
    readonly keepsFollowUp?: true;
  },
  {
    readonly text: Text;
    readonly remedy?: Text;
    readonly reason?: string;
    readonly attachments?: readonly Attachment[];
  }
>;
export type ComplaintFollowedUp = Event<
  'ComplaintFollowedUp',
  {
    readonly with: FollowUpParty;
    readonly outcome: FollowUpOutcome;
    /** True in what version 1 recorded: then a call that stayed unanswered answered messages, too. */
    readonly answersMessages?: true;
  },
  { readonly note?: string }
>;
export type ComplaintResolved = Event<
  'ComplaintResolved',
  { readonly by: Resolution },
  { readonly summary?: string; readonly reason?: string }
>;
export type ComplaintReopened = PersonalEvent<
  'ComplaintReopened',
  {
    readonly from: Status;
    readonly to: 'received' | 'acknowledged';
    /** False in what version 1 recorded: then neither an acknowledgement nor an update was owed from the reopening on. */
    readonly promisesContact?: false;
  },
  { readonly reason: Text }
>;
export type ComplaintWithdrawn = PersonalEvent<
  'ComplaintWithdrawn',
  object,
  { readonly reason: Text; readonly toldBy: Text }
>;
export type ComplaintRejected = Event<
  'ComplaintRejected',
  { readonly ground: RejectionGround },
  { readonly text?: Text; readonly note?: string }
>;
export type ComplaintReferred = PersonalEvent<
  'ComplaintReferred',
  { readonly to: string },
  { readonly reason: Text; readonly text: Text }
>;
/** On the target: it will take the source over. Open until completed or aborted. */
export type MergeAccepted = Event<'MergeAccepted', { readonly mergeId: string; readonly source: string }>;
/** On the source: from here on the merge has happened. It says what the target takes over. */
export type ComplaintMerged = Event<
  'ComplaintMerged',
  { readonly mergeId: string; readonly into: string } & LeftToTarget
>;
/** On the target: what it takes over from the source. */
export type MergeCompleted = Event<
  'MergeCompleted',
  { readonly mergeId: string; readonly source: string } & LeftToTarget
>;
/** On the target: the source could not be merged after all. */
export type MergeAborted = Event<
  'MergeAborted',
  { readonly mergeId: string; readonly source: string; readonly because: string }
>;
export type CasesLinked = Event<
  'CasesLinked',
  { readonly linkId: string; readonly case: string; readonly relation: LinkRelation; readonly side: LinkSide }
>;
export type CasesUnlinked = Event<
  'CasesUnlinked',
  { readonly linkId: string; readonly case: string; readonly side: LinkSide }
>;
export type ComplaintClassified = Event<
  'ComplaintClassified',
  {
    readonly category?: string | null;
    readonly product?: string | null;
    readonly severity?: Severity | null;
    readonly labels?: readonly string[];
  }
>;
export type NoteAdded = PersonalEvent<'NoteAdded', object, { readonly text: Text }>;
export type ComplainantCorrected = PersonalEvent<
  'ComplainantCorrected',
  object,
  { readonly changes: ComplainantChanges; readonly reason: string }
>;
export type ConductWarningIssued = PersonalEvent<'ConductWarningIssued', object, { readonly text: string }>;
export type ContentRedacted = PersonalEvent<
  'ContentRedacted',
  { readonly event: string; readonly ground: RedactionGround },
  { readonly reason: string }
>;
export type AccessRestricted = PersonalEvent<
  'AccessRestricted',
  { readonly to: readonly string[] },
  { readonly reason: string }
>;
export type AccessUnrestricted = Event<'AccessUnrestricted', object>;
/** A row of an imported file that changed nothing the case knows; the row itself stands in the metadata's `source`. */
export type SourceRowNoted = Event<'SourceRowNoted', object>;

export type CaseEvent =
  | ComplaintReceived
  | ComplaintAcknowledged
  | HandlerAssigned
  | ComplaintEscalated
  | ComplaintDeescalated
  | MessageReceived
  | MessageSent
  | InformationRequested
  | InformationReceived
  | ResponseIssued
  | ComplaintFollowedUp
  | ComplaintResolved
  | ComplaintReopened
  | ComplaintWithdrawn
  | ComplaintRejected
  | ComplaintReferred
  | MergeAccepted
  | ComplaintMerged
  | MergeCompleted
  | MergeAborted
  | CasesLinked
  | CasesUnlinked
  | ComplaintClassified
  | NoteAdded
  | ComplainantCorrected
  | ConductWarningIssued
  | ContentRedacted
  | AccessRestricted
  | AccessUnrestricted
  | SourceRowNoted
  | ClockEvent;

export type CaseEventType = CaseEvent['type'];

/** Which of the two cases the command was given on; the other one mirrors it. */
export type LinkSide = 'initiated' | 'mirrored';

/** A message from the complainant that nobody has answered. */
export interface OpenMessage {
  /** Id of its event. */
  readonly event: string;
  /** When it came in. */
  readonly since: string;
}

/** A contact of the complainant with us in a case that was merged into this one. */
export interface LeftContact {
  readonly at: string;
  readonly precision: 'instant' | 'day';
}

/** What is owed in the merged case beside its clocks and messages, and what stands against resolving it. */
export interface LeftDuties {
  /** What it owed, by metric, since when; null: since an unknown instant. */
  readonly owed: Readonly<Partial<Record<Metric, string | null>>>;
  /** Promises that were broken there and are still owed: they are not broken again in the target. */
  readonly broken: readonly BrokenPromise[];
  /** It was answered, and the complainant was satisfied. */
  readonly isFollowedUp: boolean;
  readonly isDissatisfied: boolean;
  readonly escalationLevel: number;
  readonly everEscalated: boolean;
  readonly handedOver: boolean;
  readonly handlerFollowedUp: boolean;
  readonly introductionOwed: boolean;
  readonly warnings: readonly { readonly event: string; readonly at: string }[];
  readonly waits: readonly { readonly requestId: string; readonly from: InformationSource; readonly since: string }[];
  /** Those whose instants are known, earliest first. */
  readonly contacts: readonly LeftContact[];
  /** When holding responses went out. */
  readonly held: readonly string[];
  readonly confidential: boolean;
  readonly restrictedTo: readonly string[] | null;
}

/** What a merged case leaves to the one it was merged into. */
export interface LeftToTarget {
  /** Absent in what version 1 recorded. */
  readonly duties?: LeftDuties;
  readonly receivedAt: string;
  readonly receivedAtPrecision: Precision;
  readonly openMessages: readonly OpenMessage[];
  /** Absent in what was recorded before there were clocks. */
  readonly promises?: PromisesLeft;
}

/** What evolve needs to know of an event beside what it says. */
export interface EventContext {
  readonly id: string;
  readonly revision: number;
  readonly occurredAt: string;
  readonly occurredAtPrecision: Precision;
  readonly recordedAt: string;
  readonly actor: Actor;
  /** Set on what an import brought: the mapping's name and the columns it keeps. */
  readonly source?: {
    readonly mapping: string;
    /** The instant of the row; absent in what the first versions imported. */
    readonly at?: string;
    readonly kept: Readonly<Record<string, string>>;
    readonly rowHash: string;
    readonly ordinal: number;
  };
}

/** A case event with where, when and by whom. */
export type RecordedEvent = CaseEvent & EventContext;

interface EventTypeFacts {
  /** The version that is written today. */
  readonly schemaVersion: number;
  /** The fields of `data.personal` that a redaction withholds. */
  readonly redactable: readonly string[];
}

const v1 = (...redactable: string[]): EventTypeFacts => ({ schemaVersion: 1, redactable });
const v2 = (...redactable: string[]): EventTypeFacts => ({ schemaVersion: 2, redactable });

/** Every event type: the version written today and what a redaction of it withholds (`lateReason` always). */
export const eventTypes: Readonly<Record<CaseEventType, EventTypeFacts>> = {
  ComplaintReceived: v1('text', 'subject', 'attachments'),
  ComplaintAcknowledged: v1('text'),
  HandlerAssigned: v1('reason'),
  ComplaintEscalated: v1('reason'),
  ComplaintDeescalated: v1('reason'),
  MessageReceived: v2('text', 'attachments'),
  MessageSent: v1('text', 'attachments'),
  InformationRequested: v1('question'),
  InformationReceived: v1('text'),
  ResponseIssued: v2('text', 'remedy', 'reason', 'attachments'),
  ComplaintFollowedUp: v2('note'),
  ComplaintResolved: v1('summary', 'reason'),
  ComplaintReopened: v2('reason'),
  ComplaintWithdrawn: v1('reason', 'toldBy'),
  ComplaintRejected: v1('text', 'note'),
  ComplaintReferred: v1('reason', 'text'),
  MergeAccepted: v1(),
  ComplaintMerged: v2(),
  MergeCompleted: v2(),
  MergeAborted: v1(),
  CasesLinked: v1(),
  CasesUnlinked: v1(),
  ComplaintClassified: v1(),
  NoteAdded: v1('text'),
  ComplainantCorrected: v1('reason'),
  ConductWarningIssued: v1('text'),
  ContentRedacted: v1(),
  AccessRestricted: v1('reason'),
  AccessUnrestricted: v1(),
  SourceRowNoted: v1(),
  ClockStarted: v1(),
  ClockPaused: v1(),
  ClockResumed: v1(),
  ClockExtended: v1(),
  ClockRetargeted: v2(),
  ClockMet: v1(),
  ClockBreached: v1(),
  ClockCancelled: v1(),
  ClockThresholdReached: v1(),
  ClockCorrected: v1(),
};

export const EVENT_TYPES = Object.keys(eventTypes) as CaseEventType[];
