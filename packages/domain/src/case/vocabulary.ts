/** The words a case is described in, shared by commands, events and state. */

export const STATUSES = ['received', 'acknowledged', 'answered', 'resolved', 'closed'] as const;
export type Status = (typeof STATUSES)[number];

/** Open: somebody still owes the complainant something. */
export const OPEN_STATUSES = ['received', 'acknowledged', 'answered'] as const satisfies readonly Status[];

export function isOpen(status: Status): boolean {
  return (OPEN_STATUSES as readonly Status[]).includes(status);
}

export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const RESPONSE_KINDS = ['interim', 'holding', 'final'] as const;
export type ResponseKind = (typeof RESPONSE_KINDS)[number];

export const OUTCOMES = ['upheld', 'partly-upheld', 'not-upheld'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const FOLLOW_UP_PARTIES = ['complainant', 'handler'] as const;
export type FollowUpParty = (typeof FOLLOW_UP_PARTIES)[number];

export const FOLLOW_UP_OUTCOMES = ['satisfied', 'dissatisfied', 'no-answer'] as const;
export type FollowUpOutcome = (typeof FOLLOW_UP_OUTCOMES)[number];

export const INFORMATION_SOURCES = ['complainant', 'third-party'] as const;
export type InformationSource = (typeof INFORMATION_SOURCES)[number];

export const REJECTION_GROUNDS = ['spam', 'out-of-scope', 'abuse'] as const;
export type RejectionGround = (typeof REJECTION_GROUNDS)[number];

export const REDACTION_GROUNDS = ['warned-abuse', 'legal'] as const;
export type RedactionGround = (typeof REDACTION_GROUNDS)[number];

export const LINK_RELATIONS = ['same-problem', 'same-complainant', 'duplicate', 'related'] as const;
export type LinkRelation = (typeof LINK_RELATIONS)[number];

/** As high as anybody and any policy may raise a case; it starts at level 1. */
export const MAX_ESCALATION_LEVEL = 100;

/** What brought a case to `resolved`. */
export const RESOLUTIONS = ['satisfied', 'no-answer-twice', 'waiver', 'closed-in-source'] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

/** How exactly the instant of an event is known; a `day` stands at local midnight, an `unknown` one at the earliest possible instant. */
export const PRECISIONS = ['instant', 'day', 'unknown'] as const;
export type Precision = (typeof PRECISIONS)[number];

/** The source of an import does not say. Never given by a person or an integration. */
export interface Unknown {
  readonly unknown: true;
}

/** Withheld by a redaction on record. */
export interface Redacted {
  readonly redacted: true;
}

export const UNKNOWN: Unknown = { unknown: true };
export const REDACTED: Redacted = { redacted: true };

/** A person of the organisation, by the id that the acting person is compared with. */
export interface Handler {
  readonly id: string;
  readonly name: string;
}

export interface Complainant {
  readonly name: string;
  readonly email?: string;
  readonly phone?: string;
  /** The name used in the channel the complaint came by. */
  readonly handle?: string;
  /** The id the integrator's own system knows the person by. */
  readonly externalId?: string;
}

export interface ExternalRef {
  readonly system: string;
  readonly id: string;
}

/** The digest is on record, the bytes stay with the caller. */
export interface Attachment {
  readonly name: string;
  readonly mediaType: string;
  /** Bytes. */
  readonly size: number;
  /** 64 lower-case hex digits. */
  readonly sha256: string;
  readonly uri?: string;
}
