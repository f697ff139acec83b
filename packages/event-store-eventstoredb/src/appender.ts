import {
  OutcomeUnknownError,
  StoreUnavailableError,
  type AppendResult,
  type ExpectedRevision,
  type NewEvent,
} from '@redress/event-store';
import { type Appended, type LogClient } from './client';
import { CallFailure, lastingError } from './failures';
import { ownWrite } from './own-write';
import { Patience } from './patience';
import { pause } from './pauses';
import { type EventRecord, toRecord } from './records';

const FIRST_PAUSE_MS = 10;

/** Appends, and settles what is unknown by repeating the same batch. */
export class Appender {
  private readonly underWay = new Set<Promise<unknown>>();

  /**
   * @param timeoutMs until then a caller has an answer
   * @param tryMs so long one try waits for its answer, at first
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
    const patience = new Patience(performance.now() + this.timeoutMs, this.tryMs, FIRST_PAUSE_MS);
    let mayBeWritten = false;
    for (;;) {
      try {
        const { revision, position } = await this.send(stream, expected, records, patience.tryMs, mayBeWritten);
        return { revision: Number(revision), position };
      } catch (error) {
        // What is on no list may have come after the batch was sent.
        if (!(error instanceof CallFailure))
          throw new OutcomeUnknownError(`${String(error)}: repeat the same batch`, { cause: error });
        // Who may not use the server any more cannot find out either what became of an earlier try.
        if (error.reason.kind === 'unusable' && mayBeWritten) throw gaveUp(error, mayBeWritten);
        if (!error.mayPass) throw lastingError(error, stream, expected);
        mayBeWritten ||= error.reason.kind !== 'unreachable';
        const next = patience.pauseAfter(error);
        // Only at an exact revision does the server recognise the batch for certain; otherwise it could stand there twice.
        const isCertain = expected !== 'any' && expected !== 'streamExists';
        if ((!isCertain && mayBeWritten) || next === undefined) throw gaveUp(error, mayBeWritten);
        await pause(next);
      }
    }
  }

  /** One try. */
  private async send(
    stream: string,
    expected: ExpectedRevision,
    records: readonly EventRecord[],
    timeoutMs: number,
    mayBeWritten: boolean,
  ): Promise<Appended> {
    const until = performance.now() + timeoutMs;
    try {
      return await this.client.append(stream, expected, records, timeoutMs);
    } catch (error) {
      const left = Math.max(1, until - performance.now());
      const own = await ownWrite(this.client, error, mayBeWritten, stream, expected, records, left);
      if (own === undefined) throw error;
      return own;
    }
  }
}

function gaveUp(cause: CallFailure, mayBeWritten: boolean): Error {
  return mayBeWritten
    ? new OutcomeUnknownError(`${cause.message}: repeat the same batch`, { cause })
    : new StoreUnavailableError(`${cause.message}: nothing was written`, { cause });
}
