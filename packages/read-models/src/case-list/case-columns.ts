import { type Case, isOpen, OBLIGATIONS, owes, SEVERITIES } from '@redress/domain';
import { commonForm } from './instants';

/** What of a case SQL sorts, counts and compares by; the present and every past have these. */
export interface CaseColumns {
  readonly status: string;
  readonly received_at: string;
  readonly updated_at: string;
  readonly status_since: string;
  /** 0 for none, then from `low` = 1. */
  readonly severity: number;
  readonly escalation_level: number;
  readonly handler_id: string | null;
  readonly handler_name: string | null;
  readonly complainant_name: string | null;
  /** Null when no message is open. */
  readonly oldest_open_at: string | null;
  /** A bit for each of OBLIGATIONS, the first one lowest. */
  readonly owes: number;
  /** 1: it is open, or owes something all the same. */
  readonly active: number;
}

export const CASE_COLUMNS = [
  'status',
  'received_at',
  'updated_at',
  'status_since',
  'severity',
  'escalation_level',
  'handler_id',
  'handler_name',
  'complainant_name',
  'oldest_open_at',
  'owes',
  'active',
] as const satisfies readonly (keyof CaseColumns)[];

/** What decides who may see a case: judged now, so the past has none of these. */
export interface AccessColumns {
  readonly confidential: number;
  /** JSON array of ids; null as long as access was not restricted by a command. */
  readonly restricted_to: string | null;
  readonly recorded_by: string;
  /** The key that recorded it. */
  readonly recorded_key: string;
}

export function caseColumns(state: Case): CaseColumns {
  const owed = owes(state);
  const [oldest] = state.openMessages;
  return {
    status: state.status,
    received_at: commonForm(state.receivedAt),
    updated_at: commonForm(state.updatedAt),
    status_since: commonForm(state.statusSince),
    severity: state.severity === null ? 0 : SEVERITIES.indexOf(state.severity) + 1,
    escalation_level: state.escalationLevel,
    handler_id: state.handler?.id ?? null,
    handler_name: state.handler?.name ?? null,
    complainant_name: 'unknown' in state.complainant ? null : state.complainant.name,
    oldest_open_at: oldest === undefined ? null : commonForm(oldest.since),
    owes: owed.reduce((bits, obligation) => bits | (1 << OBLIGATIONS.indexOf(obligation)), 0),
    active: isOpen(state.status) || owed.length > 0 ? 1 : 0,
  };
}

export function accessColumns({ confidential, restrictedTo, recordedBy }: Case): AccessColumns {
  return {
    confidential: confidential ? 1 : 0,
    restricted_to: restrictedTo === null ? null : JSON.stringify(restrictedTo),
    recorded_by: recordedBy.id,
    recorded_key: recordedBy.via ?? recordedBy.id,
  };
}
