import {
  type Attachment,
  type Case,
  type Complainant,
  type CommandType,
  type DecisionContext,
  type Obligation,
  owes,
  possibleCommands,
  type Redacted,
  SYSTEM_ACTOR,
  type Unknown,
} from '@redress/domain';

/** A case as it is answered. Policies and clocks stay empty until a case is promised something. */
export interface CaseView {
  readonly id: string;
  readonly revision: number;
  readonly status: Case['status'];
  readonly statusSince: string;
  readonly ending: Case['ending'];
  readonly receivedAt: string;
  readonly receivedAtPrecision: Case['receivedAtPrecision'];
  readonly recordedAt: string;
  readonly updatedAt: string;
  readonly channel: string;
  readonly subject: string | Redacted | null;
  readonly text: string | Unknown | Redacted;
  readonly complainant: Complainant | Unknown;
  readonly category: string | null;
  readonly product: string | null;
  readonly severity: Case['severity'];
  readonly labels: readonly string[];
  readonly externalRefs: Case['externalRefs'];
  readonly attachments: readonly Attachment[] | Redacted;
  readonly handler: Case['handler'];
  readonly escalationLevel: number;
  readonly waitingFor: Case['waitingFor'];
  readonly openMessages: Case['openMessages'];
  readonly finalResponseAt: string | null;
  readonly followUps: Case['followUps'];
  readonly owes: readonly Obligation[];
  readonly warnings: Case['warnings'];
  readonly links: readonly { readonly case: string; readonly relation: Case['links'][number]['relation'] }[];
  readonly mergedInto: string | null;
  readonly mergedFrom: readonly string[];
  readonly confidential: boolean;
  readonly restrictedTo: readonly string[];
  readonly recordedBy: Case['recordedBy'];
  readonly source: {
    readonly mapping: string;
    readonly kept: Readonly<Record<string, string>>;
    readonly sourceRows: number;
  } | null;
  readonly policy: null;
  readonly clocks: readonly never[];
  readonly possibleCommands: readonly CommandType[];
}

/** @param at what is possible on the case is judged at this instant, ISO 8601 UTC */
export function caseView(state: Case, at: string): CaseView {
  return {
    id: state.id,
    revision: state.revision,
    status: state.status,
    statusSince: state.statusSince,
    ending: state.ending,
    receivedAt: state.receivedAt,
    receivedAtPrecision: state.receivedAtPrecision,
    recordedAt: state.recordedAt,
    updatedAt: state.updatedAt,
    channel: state.channel,
    subject: state.subject,
    text: state.text,
    complainant: state.complainant,
    category: state.category,
    product: state.product,
    severity: state.severity,
    labels: state.labels,
    externalRefs: state.externalRefs,
    attachments: state.attachments,
    handler: state.handler,
    escalationLevel: state.escalationLevel,
    waitingFor: state.waitingFor,
    openMessages: state.openMessages,
    finalResponseAt: state.finalResponseAt,
    followUps: state.followUps,
    owes: owes(state),
    warnings: state.warnings,
    links: linksOf(state),
    mergedInto: state.mergedInto,
    mergedFrom: state.mergedFrom,
    confidential: state.confidential,
    restrictedTo: state.restrictedTo ?? [],
    recordedBy: state.recordedBy,
    source: state.source === null ? null : withoutRow(state.source),
    policy: null,
    clocks: [],
    possibleCommands: possibleCommands(state, contextAt(state, at)),
  };
}

/** What is possible does not depend on who asks, nor on a time zone; roles are told apart by `GET .../commands`. */
export function contextAt(state: Case, at: string, actor = SYSTEM_ACTOR): DecisionContext {
  return {
    caseId: state.id,
    commandId: '',
    actor,
    now: at,
    occurredAt: at,
    occurredAtPrecision: 'instant',
    timeZone: 'UTC',
  };
}

/** Two people may link the same two cases at once; it is shown once, as it was said last. */
function linksOf({ links }: Case): CaseView['links'] {
  const relations = new Map(links.map(({ case: other, relation }) => [other, relation]));
  return [...relations].map(([other, relation]) => ({ case: other, relation }));
}

function withoutRow({ mapping, kept, sourceRows }: NonNullable<Case['source']>): CaseView['source'] {
  return { mapping, kept, sourceRows };
}
