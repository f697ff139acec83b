import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AppendResult,
  type ChainEnd,
  type EventStore,
  OutcomeUnknownError,
  type SealedEvent,
  WrongExpectedRevisionError,
} from '@redress/event-store';
import { type Clock } from './clock';

const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 500;

/** Appends a sealed batch; repeats the same one while its outcome is unknown. */
export class Appender {
  constructor(
    private readonly store: EventStore,
    private readonly clock: Clock,
    /** Milliseconds in which whatever is appended has become visible or never will; see {@link Appender.append}. */
    readonly settleHorizonMs: number,
  ) {}

  /**
   * A batch is repeated for half the settle horizon at the most. After that it must not be any more: an answer as of an
   * instant that far back may have been given without it.
   * @throws {WrongExpectedRevisionError} nothing was written
   * @throws {OutcomeUnknownError} still unknown: load, look for the command, and decide anew
   */
  async append(stream: string, end: ChainEnd, batch: readonly SealedEvent[], deadline: number): Promise<AppendResult> {
    const expected = end.revision === -1 ? 'noStream' : end.revision;
    const giveUpAt = Math.min(deadline, this.clock.now() + this.settleHorizonMs / 2);
    let unknown: OutcomeUnknownError | undefined;
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        return await this.store.append(stream, expected, batch);
      } catch (error) {
        if (error instanceof WrongExpectedRevisionError) throw error;
        // What a later try says of itself, that the disk was full, say, tells nothing of an earlier one.
        if (!(error instanceof OutcomeUnknownError)) throw unknown ?? error;
        unknown = error;
        if (this.clock.now() + pause > giveUpAt) throw error;
        await sleep(pause);
      }
    }
  }
}
