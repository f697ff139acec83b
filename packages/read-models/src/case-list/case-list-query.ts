import { type Moment } from '@redress/application';
import { type Actor, type ExternalRef, type Obligation, type Severity, type Status } from '@redress/domain';
import { type Position } from '@redress/event-store';
import { type CaseRow } from './case-row';
import { type CaseSort } from './sort';

/** What surely names a complainant: e-mail and phone by their normal forms, the external id exactly. */
export interface ComplainantIdentity {
  readonly kind: 'externalId' | 'email' | 'phone';
  readonly value: string;
}

/** Everything given must hold. */
export interface CaseFilter {
  /** Any of these; none given: every status. */
  readonly status?: readonly Status[];
  /** Id of the person. */
  readonly handler?: string;
  readonly severity?: Severity;
  readonly label?: string;
  readonly channel?: string;
  readonly escalationLevel?: number;
  readonly owes?: Obligation;
  readonly externalRef?: ExternalRef;
  readonly complainant?: ComplainantIdentity;
  readonly category?: string;
  readonly product?: string;
  /** ISO 8601, inclusive. */
  readonly receivedFrom?: string;
  /** ISO 8601, exclusive. */
  readonly receivedTo?: string;
  /** Words, or phrases in quotation marks, all of which stand somewhere in the case. */
  readonly q?: string;
}

export interface CaseListQuery extends CaseFilter, Moment {
  /** Cases that this actor may not know of are in no list. */
  readonly viewer: Actor;
  /** Default `-receivedAt`. */
  readonly sort?: CaseSort;
  /** 1 to 200, default 50. */
  readonly limit?: number;
  /** From the page before, under the same sort and filters. */
  readonly cursor?: string;
}

/** What an answer was read from. */
export interface ReadAt {
  /** Up to here in the log the answer is true. */
  readonly position: Position;
  /** So many cases are missing, because one of their events could not be applied. */
  readonly parked: number;
  /** Ids of up to 100 of these cases, those the viewer may not know of included. */
  readonly parkedCases: readonly string[];
}

export interface CasePage extends ReadAt {
  readonly data: readonly CaseRow[];
  /** Null on the last page. */
  readonly next: string | null;
}

export const DEFAULT_LIMIT = 50;
export const MAX_LIMIT = 200;

/** @throws {RangeError} it is not 1 to 200 */
export function pageSize(limit = DEFAULT_LIMIT): number {
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
    throw new RangeError(`The limit must be a whole number from 1 to ${MAX_LIMIT}`);
  }
  return limit;
}
