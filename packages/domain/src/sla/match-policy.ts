import { type Case } from '../case/state';
import {
  type CalendarChoice,
  type CalendarRef,
  CLOCK_KINDS,
  type ClockKind,
  type Condition,
  type Metric,
} from './policy';
import { type PolicyVersion, type Promised, type Target } from './policy';

/** What conditions look at. */
export type Classification = Pick<Case, 'channel' | 'category' | 'severity' | 'product' | 'labels'>;

/** The policy that applies: of those that match the one with the lowest priority number, then the first by name; null when none does. */
export function matchPolicy(policies: readonly PolicyVersion[], classification: Classification): PolicyVersion | null {
  const matching = policies.filter(({ policy }) => matches(policy.when, classification));
  return matching.sort((a, b) => a.policy.priority - b.policy.priority || byName(a, b))[0] ?? null;
}

/** What a policy promises for a metric, in one kind; null when it promises nothing there. */
export function targetFor(
  { policy }: PolicyVersion,
  metric: Metric,
  kind: ClockKind,
  classification: Classification,
): Target | null {
  const isMeant = (target: Target) =>
    target.metric === metric && target.kind === kind && matches(target.when ?? {}, classification);
  return policy.targets.find(isMeant) ?? null;
}

export function matches(condition: Condition, classification: Classification): boolean {
  const { channel, category, severity, product, label } = condition;
  return (
    isAmong(channel, [classification.channel]) &&
    isAmong(category, [classification.category]) &&
    isAmong(severity, [classification.severity]) &&
    isAmong(product, [classification.product]) &&
    isAmong(label, classification.labels)
  );
}

/**
 * The version of a calendar that a target of a promised policy means.
 * @throws {RangeError} the calendar is not among the promised ones, although a policy that names it was published
 */
export function calendarOf(choice: CalendarChoice, { calendars }: Promised): CalendarRef {
  if (typeof choice !== 'string') return choice;
  const version = calendars[choice];
  if (version === undefined) throw new RangeError(`No version of the calendar ${choice} was promised.`);
  return { name: choice, version };
}

/** Elapsed days within which a case may be reopened, by the policy that applies to it; null when none does. */
export function reopenWindowOf(promised: Promised | null, classification: Classification): number | null {
  const version = promised === null ? null : matchPolicy(promised.policies, classification);
  return version?.policy.reopenWindow ?? null;
}

/** The calendar in whose zone two follow-ups fall on different days: that of the follow-up target, a promise before a milestone. */
export function followUpCalendar(promised: Promised | null, classification: Classification): CalendarRef | null {
  const version = promised === null ? null : matchPolicy(promised.policies, classification);
  if (promised === null || version === null) return null;
  const targets = CLOCK_KINDS.map((kind) => targetFor(version, 'follow-up', kind, classification));
  const target = targets.find((it) => it !== null);
  return target ? calendarOf(target.calendar, promised) : null;
}

/** By code units, so that it is the same order everywhere. */
function byName(a: PolicyVersion, b: PolicyVersion): number {
  return a.policy.name < b.policy.name ? -1 : 1;
}

function isAmong(wanted: string | readonly string[] | undefined, values: readonly (string | null)[]): boolean {
  if (wanted === undefined) return true;
  return [wanted].flat().some((value) => values.includes(value));
}
