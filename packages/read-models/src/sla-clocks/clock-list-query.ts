import { type Moment } from '@redress/application';
import {
  type Actor,
  type CalendarRef,
  type ClockKind,
  type Handler,
  type Metric,
  type PolicyRef,
  type Severity,
} from '@redress/domain';
import { type ReadAt } from '../case-list/case-list-query';

/** Everything given must hold, as of the moment asked for. */
export interface ClockFilter {
  readonly metric?: Metric;
  /** Name of the policy, whatever its version. */
  readonly policy?: string;
  /** Id of the person who has the case. */
  readonly handler?: string;
  readonly channel?: string;
  readonly severity?: Severity;
  readonly escalationLevel?: number;
}

/** What of a clock any question is asked with. */
export interface ClockQuestion extends ClockFilter, Moment {
  /** Clocks of cases that this actor may not know of are in no answer. */
  readonly viewer: Actor;
  /** When it is asked, ISO 8601 UTC: due times are compared with it where no moment is given. */
  readonly now: string;
}

export interface ClockListQuery extends ClockQuestion {
  /** 1 to 200, default 50. */
  readonly limit?: number;
  /** From the page before, under the same filters. */
  readonly cursor?: string;
}

/** Whether what was promised is still to be done. */
export const STANDINGS = ['open', 'done'] as const;
export type Standing = (typeof STANDINGS)[number];

export interface BreachesQuery extends ClockListQuery {
  /** `open`: what was promised is still to be done; `done`: it was done since, or is owed no more. Default both. */
  readonly standing?: Standing;
}

export interface AtRiskQuery extends ClockListQuery {
  /** Default both. */
  readonly kind?: ClockKind;
}

/** A clock as a list shows it, and of its case what lists are filtered by. Instants are ISO 8601 UTC. */
export interface ClockRow {
  /** Id of the case. */
  readonly case: string;
  /** Within the case: `<metric>-<n>`. */
  readonly clock: string;
  readonly metric: Metric;
  readonly kind: ClockKind;
  /** What was promised is still to be done. */
  readonly isOwed: boolean;
  readonly policy: PolicyRef;
  readonly calendar: CalendarRef;
  readonly startedAt: string;
  readonly dueAt: string;
  /** When it was done; null while it is not. */
  readonly endedAt: string | null;
  readonly handler: Handler | null;
  readonly channel: string;
  readonly category: string | null;
  readonly severity: Severity | null;
  readonly escalationLevel: number;
}

/** A promise that was broken. */
export interface BreachRow extends ClockRow {
  /** `kept-late-entry`: broken on record, until an entry showed that it had been kept. */
  readonly status: 'breached' | 'kept-late-entry';
  readonly breachedAt: string;
}

/** A promise or milestone that can still be kept. */
export interface AtRiskRow extends ClockRow {
  readonly status: 'running';
  readonly breachedAt: null;
  readonly atRiskAt: string;
}

export interface ClockPage<Row extends ClockRow> extends ReadAt {
  readonly data: readonly Row[];
  /** Null on the last page. */
  readonly next: string | null;
}
