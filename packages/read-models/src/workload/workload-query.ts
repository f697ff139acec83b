import { type Moment } from '@redress/application';
import { type Actor, type Handler, type Obligation, type OPEN_STATUSES } from '@redress/domain';
import { type ReadAt } from '../case-list/case-list-query';

export interface WorkloadQuery extends Moment {
  /** Cases that this actor may not know of are not counted. */
  readonly viewer: Actor;
}

export type OpenStatus = (typeof OPEN_STATUSES)[number];

/** What somebody has on the desk: open cases, and ended ones that still owe something, such as a reply. */
export interface HandlerWorkload {
  /** Null: cases that nobody takes care of yet. */
  readonly handler: Handler | null;
  /** Open cases. */
  readonly open: number;
  /** The open cases, by status. */
  readonly byStatus: Readonly<Record<OpenStatus, number>>;
  /** How many cases owe each of these, ended ones included. */
  readonly owes: Readonly<Record<Obligation, number>>;
  /** Of the open cases; null when there is none. */
  readonly highestLevel: number | null;
  /** Of the open cases; null when there is none. */
  readonly oldestReceivedAt: string | null;
  /** Ended cases included; null when every message is answered. */
  readonly oldestOpenMessageAt: string | null;
}

export interface WorkloadReport extends ReadAt {
  /** By the name of the handler, then the id; nobody comes first. */
  readonly data: readonly HandlerWorkload[];
}
