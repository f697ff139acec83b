import {
  OutcomeUnknownError,
  StoreUnavailableError,
  type AppendResult,
  type ExpectedRevision,
  type NewEvent,
} from '@redress/event-store';
import { type LogClient } from './client';
import { CallFailure, lastingError } from './failures';
import { pause, Pauses } from './pauses';
import { toRecord } from './records';

const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 500;

/** Appends, and settles what is unknown by repeating the same batch. */
export class Appender {
  private readonly underWay = new Set<Promise<unknown>>();

  /**
   * @param timeoutMs until then a caller has an answer
   * @param tryMs so long one try waits for its answer
   */
  constructor(
    private readonly client: LogClient,
    private readonly timeoutMs: number,
    private readonly tryMs: number,
  ) {}

  append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult> {
    const append = this.settle(stream, expected, events);
    this.underWay.add(append);
    const done = (): void => void this.underWay.delete(append);
    append.then(done, done);
    return append;
  }

  /** Resolves when every append under way has its answer. */
  async idle(): Promise<void> {
    await Promise.allSettled([...this.underWay]);
  }

  private async settle(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult> {
    const records = events.map(toRecord);
    const deadline = performance.now() + this.timeoutMs;
    const pauses = new Pauses(FIRST_PAUSE_MS, LONGEST_PAUSE_MS);
    let mayBeWritten = false;
    for (;;) {
      try {
        const timeout = Math.max(1, Math.min(this.tryMs, deadline - performance.now()));
        const { revision, position } = await this.client.append(stream, expected, records, timeout);
        return { revision: Number(revision), position };
      } catch (error) {
        if (!(error instanceof CallFailure)) throw error;
        if (!error.mayPass) throw lastingError(error, stream, expected);
        mayBeWritten ||= error.reason.kind !== 'unreachable';
        const next = pauses.next();
        // Only at an exact revision does the server recognise the batch for certain; otherwise it could stand there twice.
        const isCertain = expected !== 'any' && expected !== 'streamExists';
        if ((!isCertain && mayBeWritten) || performance.now() + next >= deadline) throw gaveUp(error, mayBeWritten);
        await pause(next);
      }
    }
  }
}

function gaveUp(cause: CallFailure, mayBeWritten: boolean): Error {
  return mayBeWritten
    ? new OutcomeUnknownError(`${cause.message}: repeat the same batch`, { cause })
    : new StoreUnavailableError(`${cause.message}: nothing was written`, { cause });
}
