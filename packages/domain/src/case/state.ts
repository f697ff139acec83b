import { type Clocks } from '../sla/clock-state';
import { type PromisedVersions } from '../sla/policy';
import { type LeftToTarget, type OpenMessage } from './events';
import { type SourceRows } from './source-rows';
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

/** What answers messages: the complainant heard from us, or the case ended in a way that leaves nothing to answer. */
export interface Contact {
  readonly at: string;
  readonly precision: Exclude<Precision, 'unknown'>;
  /** Null when the complainant heard from us. */
  readonly ending: Exclude<Ending, 'merged'> | null;
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

  readonly waitingFor: readonly Wait[];
  /** Oldest first. */
  readonly openMessages: readonly OpenMessage[];
  /** Those with a known instant, earliest first, in whatever order they were entered. */
  readonly contacts: readonly Contact[];
  /** The latest of the contacts: a message from before it that is entered only now is answered already. Null while there is none. */
  readonly lastContactAt: string | null;
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
