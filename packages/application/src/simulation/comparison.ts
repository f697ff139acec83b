import { type Case, type Clock, type ClockStatus, type Metric, METRICS } from '@redress/domain';
import { UNPUBLISHED } from './assumptions';

/** What promises came to. */
export interface PromiseCounts {
  readonly kept: number;
  /** The record said broken until something that was entered late showed that they had been kept. */
  readonly keptByLateEntry: number;
  readonly broken: number;
  readonly running: number;
  readonly cancelled: number;
}

/** What milestones came to: a missed one is no breach. */
export interface MilestoneCounts {
  readonly reached: number;
  readonly missed: number;
  readonly running: number;
  readonly cancelled: number;
}

export interface Counts {
  readonly promises: PromiseCounts;
  readonly milestones: MilestoneCounts;
}

export interface CountsOfPolicy extends Counts {
  /** `version` is null for a policy that the question brought along. */
  readonly policy: { readonly name: string; readonly version: number | null };
  readonly metric: Metric;
}

/** All clocks, and the same by policy and metric: by name, version and the order of a case's life. */
export interface Tally extends Counts {
  readonly lines: readonly CountsOfPolicy[];
}

export type PromiseOutcome = keyof PromiseCounts;

export interface ChangedPromise {
  readonly case: string;
  /** As it is on record. */
  readonly clock: string;
  readonly recorded: PromiseSeen;
  readonly simulated: PromiseSeen;
}

/** `dueAt` is null while it stands still. */
export interface PromiseSeen {
  readonly outcome: PromiseOutcome;
  readonly dueAt: string | null;
}

/** Promises of the same, counted from the same instant, that came to something else. */
export interface Changes {
  /** Not kept on record, kept in the simulation. */
  readonly becameKept: number;
  /** Not broken on record, broken in the simulation. */
  readonly becameBroken: number;
  readonly otherwise: number;
  /** Promised on record only. */
  readonly notPromised: number;
  /** Promised in the simulation only. */
  readonly newlyPromised: number;
  /** The first 100. */
  readonly first: readonly ChangedPromise[];
}

export interface Comparison {
  readonly cases: number;
  readonly recorded: Tally;
  readonly simulated: Tally;
  readonly changed: Changes;
}

const MOST_CHANGES = 100;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const noPromises = (): Mutable<PromiseCounts> => ({
  kept: 0,
  keptByLateEntry: 0,
  broken: 0,
  running: 0,
  cancelled: 0,
});
const noMilestones = (): Mutable<MilestoneCounts> => ({ reached: 0, missed: 0, running: 0, cancelled: 0 });

/** Adds up case by case; its size does not depend on how many there are. */
export class Comparing {
  private cases = 0;
  private readonly recorded: Tallying;
  private readonly simulated: Tallying;
  private readonly changes = { becameKept: 0, becameBroken: 0, otherwise: 0, notPromised: 0, newlyPromised: 0 };
  private readonly first: ChangedPromise[] = [];

  /** @param atMs clocks are counted as they stand at this instant; epoch ms */
  constructor(atMs: number) {
    this.recorded = new Tallying(atMs);
    this.simulated = new Tallying(atMs);
  }

  /** Clocks as they stand at the instant. */
  add(id: Case['id'], recorded: readonly Clock[], simulated: readonly Clock[]): void {
    this.cases += 1;
    this.recorded.add(recorded);
    this.simulated.add(simulated);
    const instead = byWhatIsOwed(simulated.filter(isPromise));
    for (const [key, mine] of byWhatIsOwed(recorded.filter(isPromise))) {
      const other = instead.get(key);
      if (other === undefined) this.changes.notPromised += 1;
      else this.compare(id, mine, other);
      instead.delete(key);
    }
    this.changes.newlyPromised += instead.size;
  }

  private compare(id: string, recorded: Clock, simulated: Clock): void {
    const [before, after] = [promiseSeen(recorded), promiseSeen(simulated)];
    if (before.outcome === after.outcome) return;
    const isKept = ({ outcome }: PromiseSeen) => outcome === 'kept' || outcome === 'keptByLateEntry';
    if (isKept(after) && !isKept(before)) this.changes.becameKept += 1;
    else if (after.outcome === 'broken') this.changes.becameBroken += 1;
    else this.changes.otherwise += 1;
    if (this.first.length < MOST_CHANGES) {
      this.first.push({ case: id, clock: recorded.id, recorded: before, simulated: after });
    }
  }

  result(): Comparison {
    const { cases, recorded, simulated, changes, first } = this;
    return { cases, recorded: recorded.result(), simulated: simulated.result(), changed: { ...changes, first } };
  }
}

interface Line {
  readonly policy: Clock['policy'];
  readonly metric: Metric;
  readonly counts: TallyingCounts;
}

interface TallyingCounts {
  readonly promises: Mutable<PromiseCounts>;
  readonly milestones: Mutable<MilestoneCounts>;
}

class Tallying {
  private readonly all: TallyingCounts = { promises: noPromises(), milestones: noMilestones() };
  private readonly lines = new Map<string, Line>();

  constructor(private readonly atMs: number) {}

  add(clocks: readonly Clock[]): void {
    for (const clock of clocks) {
      for (const { promises, milestones } of [this.all, this.lineOf(clock).counts]) {
        if (isPromise(clock)) promises[PROMISE_OUTCOMES[clock.status]] += 1;
        else milestones[milestoneOutcome(clock, this.atMs)] += 1;
      }
    }
  }

  private lineOf({ policy, metric }: Clock): Line {
    const key = `${policy.name} ${policy.version} ${metric}`;
    const known = this.lines.get(key);
    if (known !== undefined) return known;
    const line = { policy, metric, counts: { promises: noPromises(), milestones: noMilestones() } };
    this.lines.set(key, line);
    return line;
  }

  result(): Tally {
    const lines = [...this.lines.values()].sort(inOrder).map(({ policy: { name, version }, metric, counts }) => ({
      policy: { name, version: version === UNPUBLISHED ? null : version },
      metric,
      ...counts,
    }));
    return { ...this.all, lines };
  }
}

function inOrder(a: Line, b: Line): number {
  if (a.policy.name !== b.policy.name) return a.policy.name < b.policy.name ? -1 : 1;
  return a.policy.version - b.policy.version || METRICS.indexOf(a.metric) - METRICS.indexOf(b.metric);
}

const PROMISE_OUTCOMES: Readonly<Record<ClockStatus, PromiseOutcome>> = {
  running: 'running',
  paused: 'running',
  met: 'kept',
  'kept-late-entry': 'keptByLateEntry',
  breached: 'broken',
  cancelled: 'cancelled',
};

function milestoneOutcome({ status, cancelReason, dueAt }: Clock, atMs: number): keyof MilestoneCounts {
  if (status === 'met') return 'reached';
  if (cancelReason === 'missed' || (status === 'running' && Date.parse(dueAt) < atMs)) return 'missed';
  return status === 'cancelled' ? 'cancelled' : 'running';
}

function promiseSeen({ status, dueAt }: Clock): PromiseSeen {
  return { outcome: PROMISE_OUTCOMES[status], dueAt: status === 'paused' ? null : dueAt };
}

function isPromise({ kind }: Clock): boolean {
  return kind === 'promise';
}

/** A clock's number counts what was promised before, which may be less or more in the simulation. */
function byWhatIsOwed(clocks: readonly Clock[]): Map<string, Clock> {
  const found = new Map<string, Clock>();
  for (const clock of clocks) {
    let n = 1;
    while (found.has(`${clock.metric} ${clock.startedAt} ${n}`)) n += 1;
    found.set(`${clock.metric} ${clock.startedAt} ${n}`, clock);
  }
  return found;
}
