import { type Case } from '../case/state';
import { isOpen } from '../case/vocabulary';
import { type ClockThresholdReached, type Dated } from './clock-events';
import { clocksAt, type EscalationDue, escalationsDue } from './due-clocks';

/** A threshold that falls due now. */
export interface Threshold extends EscalationDue {
  /** The level that the case is raised from by it; null when it is there already, or is worked on no more: then it is only marked. */
  readonly from: number | null;
}

/** The escalations of the promised policy that have fallen due by an instant (epoch ms) and are not on record yet, the earliest first. */
export function thresholdsDue(state: Case, atMs: number): readonly Threshold[] {
  let level = state.escalationLevel;
  return escalationsDue(clocksAt(state.clocks, atMs), atMs).map((due) => {
    const isRaised = isOpen(state.status) && due.level > level;
    const from = isRaised ? level : null;
    if (isRaised) level = due.level;
    return { ...due, from };
  });
}

/** The same as events, each dated when so much of the time had passed. */
export function thresholdsReached(state: Case, atMs: number): readonly (ClockThresholdReached & Dated)[] {
  return thresholdsDue(state, atMs).map(({ clock, at, level, from, since }) => ({
    type: 'ClockThresholdReached',
    data: { clock, at, level, escalated: from !== null },
    occurredAt: since,
    occurredAtPrecision: 'instant',
  }));
}
