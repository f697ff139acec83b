import { type Duration } from '../calendar/duration';
import { type InformationSource, type Severity } from '../case/vocabulary';

/** What can be promised, in the order of a case's life. When each starts and what keeps it stands in `owed.ts`. */
export const METRICS = [
  'acknowledgement',
  'next-reply',
  'update',
  'final-response',
  'follow-up',
  'resolution',
] as const;
export type Metric = (typeof METRICS)[number];

/** A promise can be broken; a milestone is only missed, and that is no breach. */
export const CLOCK_KINDS = ['promise', 'milestone'] as const;
export type ClockKind = (typeof CLOCK_KINDS)[number];

/** Any of the values; a single one may stand without a list. */
export type AnyOf<T extends string> = T | readonly T[];

/** All that is named must be so; of the values named for one field any will do. Nothing named: always. */
export interface Condition {
  readonly channel?: AnyOf<string>;
  readonly category?: AnyOf<string>;
  readonly severity?: AnyOf<Severity>;
  readonly product?: AnyOf<string>;
  /** The case bears one of these labels. */
  readonly label?: AnyOf<string>;
}

/** A calendar by its name, in the version that is current when the case is recorded; or for ever in one version. */
export type CalendarChoice = string | CalendarRef;

export interface CalendarRef {
  readonly name: string;
  readonly version: number;
}

export interface PolicyRef {
  readonly name: string;
  readonly version: number;
}

/** When so much of the promised time has passed, the case is escalated by the system. */
export interface EscalationThreshold {
  /** Share of the time, 0 to 1. */
  readonly at: number;
  /** A whole number from 2. */
  readonly level: number;
  readonly addressee: string;
}

/** What a clock runs by. It is kept with the clock, so that nothing published later changes it. */
export interface Terms {
  readonly duration: Duration;
  /** Whose answers we wait for while the clock stands still. */
  readonly pauses: readonly InformationSource[];
  /** A holding response gives so much time, counted from the start of the clock and not from the response. */
  readonly holding?: { readonly until: Duration };
  /** Share of the time, 0 to 1, after which the promise is at risk. */
  readonly atRisk?: number;
  readonly escalate?: readonly EscalationThreshold[];
}

export interface Target extends Terms {
  readonly metric: Metric;
  readonly kind: ClockKind;
  readonly calendar: CalendarChoice;
  /** Of several targets of one metric and kind, the first whose condition is met counts. */
  readonly when?: Condition;
}

/** What is promised to whom. JSON; see `validatePolicy`. */
export interface Policy {
  readonly name: string;
  /** The matching policy with the lowest number applies; of equal ones the first by name. */
  readonly priority: number;
  readonly when: Condition;
  readonly targets: readonly Target[];
  /** Elapsed days since the event that brought the present status, within which a case may be reopened. */
  readonly reopenWindow: number;
}

/** A policy as published; a version never changes. */
export interface PolicyVersion {
  /** Counts from 1. */
  readonly version: number;
  readonly policy: Policy;
}

/** What stays on record with a case for life: the versions that were current when it was recorded. */
export interface PromisedVersions {
  /** Name to version of each policy, whether or not it matched then: the case may be classified anew. */
  readonly policies: Readonly<Record<string, number>>;
  /** Name to version of each calendar. */
  readonly calendars: Readonly<Record<string, number>>;
}

/** The same with what the policies say. */
export interface Promised {
  readonly policies: readonly PolicyVersion[];
  /** Name to version of each calendar. */
  readonly calendars: Readonly<Record<string, number>>;
}

/** What of it stands on record; null for no policy at all. */
export function versionsOf(promised: Promised | null): PromisedVersions | null {
  if (promised === null || promised.policies.length === 0) return null;
  const policies = promised.policies.map(({ policy, version }) => [policy.name, version] as const);
  return { policies: Object.fromEntries(policies), calendars: promised.calendars };
}
