import {
  type Case,
  type Complainant,
  type Ending,
  type ExternalRef,
  type Handler,
  type Obligation,
  owes,
  type Redacted,
  type Severity,
  sourceAt,
  type SourceRows,
  type Status,
  type Unknown,
} from '@redress/domain';

/** A case as a list shows it. Instants are ISO 8601 UTC. */
export interface CaseRow {
  readonly id: string;
  readonly revision: number;
  readonly status: Status;
  readonly statusSince: string;
  readonly ending: Ending | null;
  readonly receivedAt: string;
  readonly updatedAt: string;
  readonly channel: string;
  readonly subject: string | Redacted | null;
  readonly category: string | null;
  readonly product: string | null;
  readonly severity: Severity | null;
  readonly labels: readonly string[];
  readonly handler: Handler | null;
  readonly escalationLevel: number;
  readonly owes: readonly Obligation[];
  /** So many requests for information are open. */
  readonly waitingFor: number;
  /** So many messages nobody has answered. */
  readonly openMessages: number;
  readonly oldestOpenMessageAt: string | null;
  readonly confidential: boolean;
  readonly complainant: Pick<Complainant, 'name'> | Unknown;
  readonly externalRefs: readonly ExternalRef[];
  readonly source: Pick<SourceRows, 'mapping' | 'kept' | 'sourceRows'> | null;
}

/** @param at which imported rows had come by then; ISO 8601 UTC */
export function caseRow(state: Case, at: string): CaseRow {
  return {
    id: state.id,
    revision: state.revision,
    status: state.status,
    statusSince: state.statusSince,
    ending: state.ending,
    receivedAt: state.receivedAt,
    updatedAt: state.updatedAt,
    channel: state.channel,
    subject: state.subject,
    category: state.category,
    product: state.product,
    severity: state.severity,
    labels: state.labels,
    handler: state.handler,
    escalationLevel: state.escalationLevel,
    owes: owes(state),
    waitingFor: state.waitingFor.length,
    openMessages: state.openMessages.length,
    oldestOpenMessageAt: state.openMessages[0]?.since ?? null,
    confidential: state.confidential,
    complainant: 'unknown' in state.complainant ? state.complainant : { name: state.complainant.name },
    externalRefs: state.externalRefs,
    source: source(state, at),
  };
}

function source({ source: rows }: Case, at: string): CaseRow['source'] {
  const come = sourceAt(rows, at);
  return come === null ? null : { mapping: come.mapping, kept: come.kept, sourceRows: come.sourceRows };
}
