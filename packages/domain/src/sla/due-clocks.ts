import { type ClockBreached, type ClockCorrected, type Dated } from './clock-events';
import { openClocks } from './clock-list';
import { type Clock, type Clocks, isLive } from './clock-state';
import { withClockEvent } from './apply-clock-event';
import { instant } from './timing';
import { laterOf } from './sure-order';

/** When a promise that nobody keeps is broken: one millisecond after the due instant, but not before it came to be. */
export function breachInstant({ dueAt, promisedAt }: Pick<Clock, 'dueAt' | 'promisedAt'>): string {
  return laterOf(instant(Date.parse(dueAt) + 1), promisedAt);
}

/**
 * The breaches that have happened by an instant (epoch ms) and are not on record yet, the earliest first. A milestone has
 * none, and neither has a clock that stands still.
 */
export function breachesDue(clocks: Clocks, atMs: number): readonly (ClockBreached & Dated)[] {
  return breachesToRecord(clocks, atMs).filter((event) => event.type === 'ClockBreached');
}

/**
 * The same, and what is to be said of promises that are on record as broken already and were found not to have been due
 * then: each has one breach, which is moved.
 */
export function breachesToRecord(
  { clocks }: Clocks,
  atMs: number,
): readonly ((ClockBreached | ClockCorrected) & Dated)[] {
  const broken = openClocks(clocks).filter(
    (clock) => clock.kind === 'promise' && clock.course === 'running' && Date.parse(breachInstant(clock)) <= atMs,
  );
  const events = broken.map((clock) => {
    const occurredAt = breachInstant(clock);
    const when = { occurredAt, occurredAtPrecision: 'instant' as const };
    const { id, dueAt, breachedAt } = clock;
    if (breachedAt === null) return { type: 'ClockBreached' as const, data: { clock: id, dueAt }, ...when };
    return { type: 'ClockCorrected' as const, data: { clock: id, from: occurredAt, dueAt }, ...when };
  });
  return events.sort((a, b) => Date.parse(a.occurredAt) - Date.parse(b.occurredAt));
}

/** The clocks as they stand at an instant (epoch ms), whether or not somebody has recorded the breaches until then. */
export function clocksAt(clocks: Clocks, atMs: number): Clocks {
  return breachesDue(clocks, atMs).reduce(withClockEvent, clocks);
}

/** When a promise comes to be at risk; null when it has no such threshold, stands still, or is over. ISO 8601 UTC. */
export function atRiskAt(clock: Clock): string | null {
  return clock.course === 'running' && clock.breachedAt === null ? clock.atRiskAt : null;
}

/** An escalation that a policy asks for. */
export interface EscalationDue {
  readonly clock: string;
  /** Share of the time. */
  readonly at: number;
  readonly level: number;
  readonly addressee: string;
  /** When the share was reached; ISO 8601 UTC. */
  readonly since: string;
}

/** The escalations that have fallen due by an instant (epoch ms) and are not on record yet, the earliest first; once per clock and threshold. */
export function escalationsDue({ clocks }: Clocks, atMs: number): readonly EscalationDue[] {
  const due = openClocks(clocks).flatMap((clock) => {
    const counts = clock.isOwed && (clock.course === 'running' || clock.status === 'breached');
    if (!counts) return [];
    return (clock.terms.escalate ?? []).flatMap(({ at, level, addressee }, index) => {
      const since = clock.escalateAt[index];
      if (since === undefined || clock.reached.includes(at) || Date.parse(since) > atMs) return [];
      return [{ clock: clock.id, at, level, addressee, since }];
    });
  });
  return due.sort((a, b) => Date.parse(a.since) - Date.parse(b.since) || a.level - b.level);
}

/** The next instant at which something falls due without anybody doing anything; null when nothing will. ISO 8601 UTC. */
export function nextDueInstant(state: Clocks): string | null {
  const instants = openClocks(state.clocks)
    .filter(isLive)
    .flatMap((clock) => {
      if (clock.course === 'paused') return [];
      const escalations = clock.escalateAt.filter((_at, index) => {
        const at = clock.terms.escalate?.[index]?.at;
        return at !== undefined && !clock.reached.includes(at);
      });
      return clock.kind === 'promise' && clock.breachedAt === null
        ? [breachInstant(clock), ...escalations]
        : escalations;
    });
  return instants.sort((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null;
}
