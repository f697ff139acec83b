import { randomUUID } from 'node:crypto';
import { type Command, SYSTEM_ACTOR } from '@redress/domain';
import { type EventStore, type Position } from '@redress/event-store';
import { type CaseCommands } from '../case-commands';
import { type Clock } from '../clock';
import { isPassing } from '../errors';
import { type ReadModelProgress } from '../projections/progress';
import { backoffMs } from './backoff';
import { type DueCase, type DueCases, type DueKind } from './due-cases';
import { NotRecordedError, UnfoundedDueError } from './errors';
import { HeldCases } from './held-cases';
import { type Pause, systemPause } from './pause';

/** So many cases are asked for at once. */
const PAGE = 500;
const DEFAULT_CONCURRENCY = 8;
/** A minute at most: who sleeps longer would not notice that a clock was set or a machine was suspended. */
const LONGEST_REST_MS = 60_000;
/** However much a read model reads, nobody looks more often than this for its sake: what it reads meanwhile is looked at together. */
const SHORTEST_REST_MS = 1_000;
const FIRST_BACKOFF_MS = 100;
const LONGEST_BACKOFF_MS = 10_000;
/** Of a case with which something is wrong itself. */
const LONGEST_CASE_BACKOFF_MS = 600_000;

const COMMANDS: { readonly [Kind in DueKind]: Command } = {
  breach: { type: 'RecordBreach' },
  escalation: { type: 'EscalateOnRisk' },
};

export interface DueProcessorOptions {
  readonly due: DueCases;
  /** Of the read model that `due` asks. */
  readonly progress: ReadModelProgress;
  readonly commands: Pick<CaseCommands, 'handle'>;
  readonly store: Pick<EventStore, 'head'>;
  readonly clock: Clock;
  /** Whether the clock may be believed; asked before anything is recorded by it. Default always. */
  readonly isClockSound?: () => boolean;
  /** So many cases are worked on at once; default 8. */
  readonly concurrency?: number;
  /** Told what went wrong, a {@link NotRecordedError} when it was about a case; trouble with the store is told once a try. The processor goes on trying. */
  readonly onError?: (error: unknown) => void;
  /** For tests that move the time; default real timers. */
  readonly pause?: Pause;
}

/** How long to do nothing. */
interface Rest {
  readonly ms: number;
  /** Whether it ends early when the read model gets further. */
  readonly isLight: boolean;
}

const NO_REST: Rest = { ms: 0, isLight: false };
/** While the clock is in doubt. */
const IN_DOUBT: Rest = { ms: 2_000, isLight: false };

/** As of when, and by a read model that had read how far, was asked what is due. */
interface Asked {
  readonly atMs: number;
  readonly readUpTo: Position;
}

/**
 * Records what falls due without anybody doing anything: broken promises, and the escalations that a policy asks for. Only
 * the case itself decides whether something is due; the read model says where to look. Safe to run in several replicas at
 * once, and after any downtime: what is due stays due until it is on record.
 */
export class DueProcessor {
  private readonly stopping = new AbortController();
  /** Given when the read model has got further since the last look. */
  private advanced = new AbortController();
  private readonly held = new HeldCases();
  private running: Promise<void> | null = null;
  /** The read model had read so far already, or has to before it is asked; null: not known yet. */
  private reached: Position | null = null;
  private failures = 0;

  constructor(private readonly options: DueProcessorOptions) {}

  /** Once stopped, a processor does not start again. */
  start(): void {
    if (!this.stopping.signal.aborted) this.running ??= this.run();
  }

  /** Resolves when what was in hand is done. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.advanced.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const unwatch = this.options.progress.onAdvance(() => {
      if (!this.advanced.signal.aborted) this.advanced.abort();
    });
    try {
      while (!this.stopping.signal.aborted) {
        this.advanced = new AbortController();
        await this.rest(await this.look()).catch((error: unknown) => this.failed(error));
      }
    } finally {
      unwatch();
    }
  }

  private async rest({ ms, isLight }: Rest): Promise<void> {
    const { clock, pause = systemPause } = this.options;
    if (ms === 0) return;
    if (!isLight) return pause(ms, this.stopping.signal);
    const begun = clock.now();
    await pause(ms, this.advanced.signal);
    const left = Math.min(ms - (clock.now() - begun), SHORTEST_REST_MS);
    if (this.advanced.signal.aborted && left > 0) await pause(left, this.stopping.signal);
  }

  /** Sees to what is due, and says when to look again. While the store or the read model is in trouble it tries for ever. */
  private async look(): Promise<Rest> {
    try {
      const rest = await this.seeToWhatIsDue();
      this.failures = 0;
      return rest;
    } catch (error) {
      return this.backoff(error);
    }
  }

  /** A clock that cannot be read, say: what rests by it must not end for good. */
  private async failed(error: unknown): Promise<void> {
    const { pause = systemPause } = this.options;
    await pause(this.backoff(error).ms, this.stopping.signal);
  }

  private backoff(error: unknown): Rest {
    this.options.onError?.(error);
    this.failures += 1;
    return { ms: backoffMs(this.failures, FIRST_BACKOFF_MS, LONGEST_BACKOFF_MS), isLight: false };
  }

  /** @throws {NotRecordedError} the store is in trouble */
  private async seeToWhatIsDue(): Promise<Rest> {
    const { clock, due, progress } = this.options;
    if (!this.isClockSound()) return IN_DOUBT;
    // How far it has read comes first: what it answers after that is at least as new.
    const asked = { atMs: clock.now(), readUpTo: progress.position };
    if (!(await this.hasCaughtUp(asked.readUpTo))) return { ms: LONGEST_REST_MS, isLight: true };
    this.held.release(asked.readUpTo, asked.atMs);
    // However many are held: behind them there is room for a whole page of others.
    const limit = PAGE + this.held.size;
    const named = await due.due(asked.atMs, limit);
    const open = named.filter((it) => !this.held.isHeld(it, asked.atMs));
    await this.recordAll(open, asked);
    if (!this.isClockSound()) return IN_DOUBT;
    const isMoreLikely = named.length === limit && open.length > 0;
    return isMoreLikely ? NO_REST : this.untilNext(asked.atMs);
  }

  private isClockSound(): boolean {
    return this.options.isClockSound?.() ?? true;
  }

  /**
   * A read model on its way through the past, at the first start or when it is made anew, takes for due what has long been
   * recorded. What it says counts when it has read all that was there at the start, or that it had read before.
   */
  private async hasCaughtUp(readUpTo: Position): Promise<boolean> {
    this.reached ??= await this.options.store.head();
    if (readUpTo < this.reached) return false;
    this.reached = readUpTo;
    return true;
  }

  private async untilNext(atMs: number): Promise<Rest> {
    const { clock, due } = this.options;
    const next = await due.next(atMs);
    const nowMs = clock.now();
    const retry = this.held.nextRetryMs(nowMs);
    const untilDueMs = next === null || next <= atMs ? LONGEST_REST_MS : Math.max(next - nowMs, 1);
    const untilRetryMs = retry === null ? LONGEST_REST_MS : Math.max(retry - nowMs, SHORTEST_REST_MS);
    return { ms: Math.min(untilDueMs, untilRetryMs, LONGEST_REST_MS), isLight: true };
  }

  /** A few at once. When the store is in trouble those in hand are the last: the others would only wait for it too. */
  private async recordAll(open: readonly DueCase[], asked: Asked): Promise<void> {
    const queue = open.values();
    const troubles: NotRecordedError[] = [];
    const work = async (): Promise<void> => {
      for (const due of queue) {
        if (troubles.length > 0 || this.stopping.signal.aborted || !this.isClockSound()) return;
        const trouble = await this.record(due, asked);
        if (trouble !== null) troubles.push(trouble);
      }
    };
    await Promise.all(Array.from({ length: this.options.concurrency ?? DEFAULT_CONCURRENCY }, work));
    const [trouble] = troubles;
    if (trouble !== undefined) throw trouble;
  }

  /** @returns what went wrong, when it was not the fault of the case but concerns all */
  private async record(due: DueCase, asked: Asked): Promise<NotRecordedError | null> {
    const { clock, commands } = this.options;
    const { caseId, kind } = due;
    try {
      const command = { caseId, command: COMMANDS[kind], actor: SYSTEM_ACTOR, commandId: randomUUID() };
      const { effect, position } = await commands.handle(command);
      // Somebody else was faster, or the promise was kept in the meantime, unless nothing has happened to the case since.
      const isUnfounded = effect === 'nothing' && position <= asked.readUpTo && clock.now() >= asked.atMs;
      if (isUnfounded) throw new UnfoundedDueError();
      this.held.noteDone(due, position);
      return null;
    } catch (cause) {
      const error = new NotRecordedError(due, cause);
      const isForAll = isPassing(cause);
      this.held.noteFailed(due, clock.now(), isForAll ? LONGEST_BACKOFF_MS : LONGEST_CASE_BACKOFF_MS);
      if (isForAll) return error;
      this.options.onError?.(error);
      return null;
    }
  }
}
