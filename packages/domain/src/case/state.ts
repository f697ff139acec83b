import { type Clocks } from '../sla/clock-state';
import { type PromisedVersions } from '../sla/policy';
import { type LeftContact, type LeftToTarget, type OpenMessage } from './events';
import { type SourceRows } from './source-rows';
import { type Timeline } from './timeline';
import {
  type Attachment,
  type Complainant,
  type ExternalRef,
  type FollowUpOutcome,
  type FollowUpParty,
  type Handler,
  type InformationSource,
  type LinkRelation,
  type Precision,
  type Redacted,
  type Severity,
  type Status,
  type Unknown,
} from './vocabulary';

/** Somebody was asked for something and has not answered. */
export interface Wait {
  readonly requestId: string;
  readonly from: InformationSource;
  readonly since: string;
}

export interface FollowUpOnRecord {
  readonly with: FollowUpParty;
  readonly outcome: FollowUpOutcome;
  readonly at: string;
  /** Absent where the instant is known. */
  readonly precision?: Exclude<Precision, 'instant'>;
}

export interface Link {
  readonly linkId: string;
  readonly case: string;
  readonly relation: LinkRelation;
}

export interface Acceptance {
  readonly mergeId: string;
  readonly source: string;
  /** Recorded at. */
  readonly since: string;
}

/** How a case that did not end in `resolved` ended. */
export type Ending = 'withdrawn' | 'rejected' | 'referred' | 'merged';

/** The contacts of a case that was merged into this one: they answer what is entered later about the time before them. */
export interface ContactsElsewhere {
  /** Of the event by which they came over. */
  readonly revision: number;
  readonly contacts: readonly LeftContact[];
}

/** An end on record would have been refused, had a fact been entered in time. The end stands. */
export interface Contradiction {
  /** Id of the event by which the case ended. */
  readonly end: string;
  /** Id of the event of the fact that was entered late. */
  readonly by: string;
}

/** A case, folded from its stream. Before `ComplaintReceived` there is none: null. */
export interface Case {
  readonly id: string;
  readonly revision: number;
  readonly status: Status;
  /** When the event that brought the present status happened. */
  readonly statusSince: string;
  readonly ending: Ending | null;
  /** Earliest receipt: that of a case merged into this one may be earlier than its own. */
  readonly receivedAt: string;
  readonly receivedAtPrecision: Precision;
  readonly recordedAt: string;
  readonly updatedAt: string;
  readonly everAcknowledged: boolean;

  readonly channel: string;
  readonly subject: string | Redacted | null;
  readonly text: string | Unknown | Redacted;
  readonly complainant: Complainant | Unknown;
  readonly category: string | null;
  readonly product: string | null;
  readonly severity: Severity | null;
  readonly labels: readonly string[];
  readonly externalRefs: readonly ExternalRef[];
  readonly attachments: readonly Attachment[] | Redacted;

  readonly handler: Handler | null;
  /** Since when the present handler has the case; null while there is none. */
  readonly handlerSince: string | null;
  /** It went from one person to another at least once. */
  readonly handedOver: boolean;
  /** A new handler has not been introduced to the complainant yet. It outlasts the end, for the case may be reopened. */
  readonly introductionOwed: boolean;
  readonly escalationLevel: number;
  readonly everEscalated: boolean;
  /** The person who handled it was followed up with since the latest escalation, hand-over and final response. */
  readonly handlerFollowedUp: boolean;

  readonly waitingFor: readonly Wait[];
  /** Oldest first. */
  readonly openMessages: readonly (OpenMessage & {
    /** Of its event; of one that a merged case left, that of the merge. */
    readonly revision: number;
  })[];
  /** By entry: those of merged cases. */
  readonly contactsElsewhere: readonly ContactsElsewhere[];
  /** When the latest final response went out; null before, and again once work goes on after a dissatisfied complainant or a re-opening. */
  readonly finalResponseAt: string | null;
  /** Since the latest final response. */
  readonly followUps: readonly FollowUpOnRecord[];
  /** The complainant was dissatisfied, and no new final response went out since. */
  readonly dissatisfied: boolean;

  readonly warnings: readonly { readonly event: string; readonly at: string }[];
  readonly links: readonly Link[];
  /** Ids of links that were taken away: a link's end is final, whichever of the two cases hears of it first. */
  readonly endedLinks: readonly string[];
  readonly acceptances: readonly Acceptance[];
  readonly mergedFrom: readonly string[];
  readonly mergedInto: string | null;
  readonly leftToTarget: LeftToTarget | null;
  /** Ends on record that a fact entered late contradicts. */
  readonly contradictions: readonly Contradiction[];

  readonly confidential: boolean;
  /** Ids of the people that a restriction names, maybe none; null as long as access was not restricted by a command. */
  readonly restrictedTo: readonly string[] | null;
  readonly recordedBy: { readonly id: string; readonly via: string | null };

  /** Events with texts that a redaction can withhold. */
  readonly redactableEvents: readonly string[];
  readonly redactedEvents: readonly string[];
  readonly receiptEvent: string;

  /** The versions that were current when the case was recorded; null when there were none. */
  readonly promised: PromisedVersions | null;
  /** What happened, in the order in which it happened: from it the case is folded anew when a fact is entered late. */
  readonly timeline: Timeline;
  /** As recorded; `clocksAt` tells how they stand at an instant. */
  readonly clocks: Clocks;

  /** What an imported file said last in the columns its mapping keeps, and how many of its rows are on record. */
  readonly source: SourceRows | null;
}

/** What a case owes to the complainant, or to the person who handled it. */
export const OBLIGATIONS = [
  'acknowledgement',
  'final-response',
  'introduction',
  'reply',
  'follow-up',
  'handler-follow-up',
] as const;
export type Obligation = (typeof OBLIGATIONS)[number];
