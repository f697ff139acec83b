import { type Case } from '../../src/case/state';
import { owes } from '../../src/case/owes';
import { possibleCommands } from '../../src/case/possible-commands';
import { type Clock, isLive, pausesOf } from '../../src/sla/clock-state';
import { clocksAt } from '../../src/sla/due-clocks';
import { iso, type Telling } from './run';

/** A clock without what only says how it came to be on record: its number. */
export interface ClockSeen {
  readonly metric: string;
  readonly kind: string;
  readonly start: string;
  /** Null while it stands still, and of what was cancelled: its due instant never came. */
  readonly due: string | null;
  /** Overlapping ones as one, as far as they lie after the start. */
  readonly pauses: string;
  readonly outcome: string;
  readonly endedAt: string | null;
  readonly isOwed: boolean;
  readonly isBroken: boolean;
}

/** A case without ids and numbers of events. */
export interface Seen {
  readonly case: Readonly<Record<string, unknown>>;
  readonly clocks: readonly ClockSeen[];
}

export function seen(told: Telling, state: Case, at: number): Seen {
  const { clocks } = clocksAt(state.clocks, at);
  return {
    case: {
      status: state.status,
      statusSince: state.statusSince,
      ending: state.ending,
      handler: state.handler?.id ?? null,
      owes: owes(state),
      openMessages: state.openMessages.map(({ since }) => since),
      waitingFor: state.waitingFor.map(({ requestId }) => requestId),
      finalResponseAt: state.finalResponseAt,
      followUps: state.followUps.map(({ with: party, outcome, at: when }) => `${party} ${outcome} ${when}`),
      severity: state.severity,
      escalationLevel: state.escalationLevel,
      possibleCommands: possibleCommands(state, told.contextAt(at)),
    },
    clocks: clocks.map((clock) => clockSeen(clock, state)),
  };
}

function clockSeen(clock: Clock, { clocks: { waits } }: Case): ClockSeen {
  const { metric, kind, status, startedAt, endedAt, isOwed, breachedAt } = clock;
  const isCancelled = status === 'cancelled';
  return {
    metric,
    kind,
    start: startedAt,
    due: status === 'paused' || isCancelled ? null : clock.dueAt,
    pauses: isCancelled ? '' : united(pausesOf(clock, waits), clock, isLive(clock)),
    outcome: isCancelled ? `cancelled ${clock.cancelReason}` : status,
    endedAt: isCancelled ? null : endedAt,
    isOwed,
    isBroken: breachedAt !== null,
  };
}

function united(spans: ReturnType<typeof pausesOf>, { startedAt, dueAt }: Clock, isRunning: boolean): string {
  const until = isRunning ? Infinity : Date.parse(dueAt);
  const clipped = spans
    .map(({ from, to }) => ({ from: Math.max(Date.parse(from), Date.parse(startedAt)), to: Date.parse(to) }))
    .filter(({ from, to }) => from < to && from <= until)
    .sort((a, b) => a.from - b.from);
  const whole: { from: number; to: number }[] = [];
  for (const span of clipped) {
    const last = whole.at(-1);
    if (last !== undefined && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else whole.push({ ...span });
  }
  return whole.map(({ from, to }) => `${iso(from)}/${iso(to)}`).join(' ');
}
