import { type Handler, type Metric, type PolicyRef } from '@redress/domain';
import { type ReadAt } from '../case-list/case-list-query';
import { type ClockQuestion } from './clock-list-query';

/** What a report can be split by; `month` is that in which the clock started, in UTC. */
export const REPORT_GROUPS = ['policy', 'metric', 'handler', 'month'] as const;
export type ReportGroup = (typeof REPORT_GROUPS)[number];

export interface SlaReportQuery extends ClockQuestion {
  /** Clocks that started at this instant or later, ISO 8601; default {@link REPORT_DAYS} days before `to`. */
  readonly from?: string;
  /** Clocks that started before this instant; default the instant asked for, which is in it. */
  readonly to?: string;
  /** Default none: one line of all. */
  readonly groupBy?: readonly ReportGroup[];
}

/** So many days a report goes back when it is not said from when. */
export const REPORT_DAYS = 366;

/** How long it took until what was promised was done, in time or late, counted as it was promised. Milliseconds. */
export interface TimeTaken {
  /** So many clocks are counted. */
  readonly count: number;
  /** Nearest rank: of these values the one that at least half are not above. Null when there is none. */
  readonly medianMs: number | null;
  /** Nearest rank: of these values the one that at least nine tenths are not above. */
  readonly p90Ms: number | null;
}

export interface PromiseOutcomes {
  /** Done in time, and never on record as broken. */
  readonly kept: number;
  /** Broken on record, until an entry showed that it had been kept. */
  readonly keptByLateEntry: number;
  /** Whether or not it is on record yet, or done since. */
  readonly broken: number;
  /** Those that stand still too. */
  readonly running: number;
  readonly cancelled: number;
  readonly time: TimeTaken;
}

export interface MilestoneOutcomes {
  readonly reached: number;
  /** Not reached in time; that is no breach. */
  readonly missed: number;
  readonly running: number;
  readonly cancelled: number;
  readonly time: TimeTaken;
}

/** A line of the report; what it is not split by is left out. */
export interface SlaReportLine {
  readonly policy?: PolicyRef;
  readonly metric?: Metric;
  /** Who had the case at the moment asked for; null: nobody. */
  readonly handler?: Handler | null;
  /** `2026-03` */
  readonly month?: string;
  readonly promises: PromiseOutcomes;
  readonly milestones: MilestoneOutcomes;
}

export interface SlaReport extends ReadAt {
  /** The period as it was counted. */
  readonly from: string;
  readonly to: string;
  /** In the order of what it is split by: policy, metric, handler, month. */
  readonly data: readonly SlaReportLine[];
}
