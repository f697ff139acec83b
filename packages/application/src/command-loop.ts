import { setTimeout as sleep } from 'node:timers/promises';
import {
  OutcomeUnknownError,
  type SealedEvent,
  type StoredEvent,
  WrongExpectedRevisionError,
} from '@redress/event-store';
import { type Appender } from './appender';
import { type Clock } from './clock';
import { Deadline, noAnswer } from './deadline';
import { TooMuchContentionError, UnsettledError } from './errors';
import { KeyedQueue } from './keyed-queue';
import { type LoadedStream } from './loaded-stream';

/** As long as the stores are asked for one answer, which the documentation promises. */
const DEFAULT_TIMEOUT_MS = 5_000;
/** So long somebody who lost a race waits before deciding again, at most; drawn by chance so that racers part. */
const CONFLICT_JITTER_MS = 20;

/** What becomes of a command on a stream as loaded. */
export type Verdict =
  | { readonly kind: 'append'; readonly batch: readonly SealedEvent[] }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'replayed'; readonly revision: number }
  | { readonly kind: 'refused'; readonly error: unknown };

/** Verdicts that append nothing. */
export type Conclusion = Exclude<Verdict, { kind: 'append' }>;

/** One command on one stream. */
export interface StreamCommand<Loaded extends LoadedStream, Result> {
  readonly stream: string;
  /** A starting point that may be behind what others did; undefined: read first. */
  remembered(): Loaded | undefined;
  /** With everything that is on record now. */
  load(): Promise<Loaded>;
  /** What becomes of the command; appends nothing, and throws only when it could not find out. */
  judge(loaded: Loaded): Promise<Verdict>;
  /** The stream as it is after the command's own events, which are durable; remembered for the next one. */
  after(loaded: Loaded, events: readonly StoredEvent[]): Loaded;
  done(after: Loaded): Result;
  /** @throws what refused the command */
  concluded(conclusion: Conclusion, loaded: Loaded): Promise<Result>;
}

/** How far the handling of one command has come. */
interface Attempt {
  readonly deadline: Deadline;
  /**
   * The revision that the stream had when a batch was handed to the store of which nobody knows what became; null when
   * there is none. As long as the stream stands there, the batch may still come on record.
   */
  unknownAt: number | null;
}

/**
 * Load, judge, append, and again from the start when somebody else was faster. A remembered state may be decided on,
 * because the append names its exact revision; but before a refusal, before "nothing to do" and before a replay the tail
 * is read from the store.
 */
export class CommandLoop {
  private readonly queue = new KeyedQueue();

  constructor(
    private readonly appender: Appender,
    private readonly clock: Clock,
  ) {}

  /** Until when a caller waits who starts now; for commands of several steps, which share it. */
  deadline(timeoutMs = DEFAULT_TIMEOUT_MS): Deadline {
    return new Deadline(this.clock, timeoutMs);
  }

  /**
   * @throws {TooMuchContentionError | StoreUnavailableError} nothing was written
   * @throws {UnsettledError} may or may not have been written
   * @throws what the command itself throws: nothing was written
   */
  async run<Loaded extends LoadedStream, Result>(
    command: StreamCommand<Loaded, Result>,
    deadline: Deadline,
  ): Promise<Result> {
    const attempt: Attempt = { deadline, unknownAt: null };
    const late = (): Error => (attempt.unknownAt === null ? noAnswer() : new UnsettledError());
    // Callers of one process take turns on a stream instead of racing; those of other processes meet at the revision.
    // Whoever hangs gives the turn away at the deadline, and whoever waits for a turn waits no longer than that either.
    const turn = () => deadline.race(this.settle(command, attempt), late);
    return deadline.race(this.queue.run(command.stream, turn), late);
  }

  private async settle<Loaded extends LoadedStream, Result>(
    command: StreamCommand<Loaded, Result>,
    attempt: Attempt,
  ): Promise<Result> {
    try {
      return await this.judgeAndAppend(command, attempt);
    } catch (error) {
      // Whatever stands against it now, an earlier try may still come on record.
      throw attempt.unknownAt === null ? error : new UnsettledError({ cause: error });
    }
  }

  private async judgeAndAppend<Loaded extends LoadedStream, Result>(
    command: StreamCommand<Loaded, Result>,
    attempt: Attempt,
  ): Promise<Result> {
    let remembered = command.remembered();
    for (;;) {
      const loaded = remembered ?? (await command.load());
      if (attempt.unknownAt !== null && loaded.end.revision > attempt.unknownAt) attempt.unknownAt = null;
      const verdict = await command.judge(loaded);
      const isFresh = remembered === undefined;
      remembered = undefined;
      if (verdict.kind !== 'append') {
        if (!isFresh) continue;
        if (attempt.unknownAt !== null && verdict.kind === 'nothing') throw new UnsettledError();
        return command.concluded(verdict, loaded);
      }
      const after = await this.append(command, loaded, verdict.batch, attempt);
      if (after !== null) return command.done(after);
      if (this.clock.now() > attempt.deadline.at) throw new TooMuchContentionError(command.stream);
      await sleep(Math.random() * CONFLICT_JITTER_MS);
    }
  }

  /** The stream after the append; null when somebody else was faster, or when it is not known and has to be looked up. */
  private async append<Loaded extends LoadedStream, Result>(
    command: StreamCommand<Loaded, Result>,
    loaded: Loaded,
    batch: readonly SealedEvent[],
    attempt: Attempt,
  ): Promise<Loaded | null> {
    const { stream } = command;
    const { deadline, unknownAt } = attempt;
    if (deadline.hasPassed) throw noAnswer();
    attempt.unknownAt = loaded.end.revision;
    try {
      const { position } = await this.appender.append(stream, loaded.end, batch, deadline.at);
      attempt.unknownAt = null;
      // Only the last event's position is known; nobody asks for those before it here.
      const stored = batch.map((event): StoredEvent => ({ ...event, stream, position }));
      return command.after(loaded, stored);
    } catch (error) {
      if (error instanceof OutcomeUnknownError && this.clock.now() < deadline.at) return null;
      if (error instanceof OutcomeUnknownError) throw error;
      // This batch was not written; of an earlier one that is still to be seen.
      attempt.unknownAt = unknownAt;
      if (error instanceof WrongExpectedRevisionError) return null;
      throw error;
    }
  }
}
