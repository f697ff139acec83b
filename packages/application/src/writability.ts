import { randomUUID } from 'node:crypto';
import {
  type AppendResult,
  canonicalJson,
  type EventStore,
  type ExpectedRevision,
  type LogPage,
  type NewEvent,
  OutcomeUnknownError,
  type Position,
  type ReadAllOptions,
  type ReadStreamOptions,
  type StoredEvent,
  StoreFullError,
  StoreReadOnlyError,
  StoreUnavailableError,
  StoreUnusableError,
  type SubscribeOptions,
  type Subscriber,
  type Subscription,
} from '@redress/event-store';

/** Why the store takes nothing just now. `store-unwritable` is everything but the other two: the message says what. */
export type StoreRefusal = 'store-full' | 'store-read-only' | 'store-unwritable';

export interface Refusal {
  readonly code: StoreRefusal;
  /** What the store said, with what to do. */
  readonly message: string;
}

/** Told when the store begins to refuse, with the reason, and with null when it takes events again. */
export type RefusalListener = (refusal: Refusal | null) => void;

/**
 * When nothing was refused for so long, it is tried whether the store takes events again. Trouble that may pass, such as a
 * lock or an election, counts when it lasts so long. Milliseconds.
 */
const CALM_MS = 3_000;

/** Holds one event for each time that the store took events again; what it tells of is over. */
const PROBES = 'processor-store';

/**
 * A store that knows whether it takes events. Whoever is not ready is sent no commands, so it cannot wait for one to find
 * out that there is room again: it tries to append an event of its own. Nothing stays of a try that fails.
 */
export class Writability implements EventStore {
  private told: Refusal | null = null;
  private refusedAt = 0;
  /** Since when no append has succeeded of those that were tried; null: the last one did. */
  private failingSince: number | null = null;
  private timer: NodeJS.Timeout | undefined;
  private probing: Promise<void> = Promise.resolve();
  private isStopped = false;
  /** Only where the store has it. */
  readonly readStreams?: NonNullable<EventStore['readStreams']>;

  constructor(
    private readonly inner: EventStore,
    private readonly onChange: RefusalListener = () => undefined,
    private readonly calmMs = CALM_MS,
  ) {
    const readStreams = inner.readStreams?.bind(inner);
    if (readStreams !== undefined) this.readStreams = readStreams;
  }

  /** Why nothing can be recorded just now; null: as far as is known, something can. */
  get refusal(): StoreRefusal | null {
    return this.told?.code ?? null;
  }

  /** Tries no more. */
  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.probing;
  }

  async append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult> {
    try {
      const result = await this.inner.append(stream, expected, events);
      this.noteSuccess();
      return result;
    } catch (error) {
      this.noteFailure(error);
      throw error;
    }
  }

  readStream(stream: string, options?: ReadStreamOptions): Promise<readonly StoredEvent[]> {
    return this.inner.readStream(stream, options);
  }

  readAll(options?: ReadAllOptions): Promise<LogPage> {
    return this.inner.readAll(options);
  }

  head(): Promise<Position> {
    return this.inner.head();
  }

  subscribe(options: SubscribeOptions, subscriber: Subscriber): Subscription {
    return this.inner.subscribe(options, subscriber);
  }

  close(): Promise<void> {
    return this.inner.close();
  }

  /** On a disk that is nearly full, what is small still finds room: while others are refused, one success ends nothing. */
  private noteSuccess(): void {
    this.failingSince = null;
    if (this.told === null) return;
    const isOver = this.told.code === 'store-unwritable' || performance.now() - this.refusedAt >= this.calmMs;
    if (isOver) this.tell(null);
  }

  private noteFailure(error: unknown): void {
    const refusal = refusalOf(error);
    if (refusal === null || this.isStopped) return;
    this.refusedAt = performance.now();
    this.failingSince ??= this.refusedAt;
    const isCertain = refusal.code !== 'store-unwritable' || this.refusedAt - this.failingSince >= this.calmMs;
    if (isCertain && refusal.code !== this.refusal) this.tell(refusal);
    if (this.timer === undefined) this.timer = this.probeLater();
    else this.timer.refresh();
  }

  private tell(refusal: Refusal | null): void {
    this.told = refusal;
    this.onChange(refusal);
  }

  private probeLater(): NodeJS.Timeout {
    return setTimeout(() => {
      this.timer = undefined;
      this.probing = this.probe();
    }, this.calmMs).unref();
  }

  private async probe(): Promise<void> {
    if (this.told === null && this.failingSince === null) return;
    const data = canonicalJson({ after: this.refusal ?? 'store-unwritable' });
    const event = { id: randomUUID(), type: 'StoreTookEvents', schemaVersion: 1, data, metadata: '{}', hash: null };
    try {
      await this.inner.append(PROBES, 'any', [event]);
      this.failingSince = null;
      if (this.told !== null) this.tell(null);
    } catch (error) {
      // Whatever it is now, it is looked at again: only an event on record ends it.
      if (refusalOf(error) !== null) this.noteFailure(error);
      else if (!this.isStopped) this.timer = this.probeLater();
    }
  }
}

/** What an append that failed says of the store; null: nothing, it was the batch that failed. */
function refusalOf(error: unknown): Refusal | null {
  if (error instanceof StoreFullError || error instanceof StoreReadOnlyError) return error;
  const isOfStore = [StoreUnavailableError, OutcomeUnknownError, StoreUnusableError].some((it) => error instanceof it);
  return isOfStore ? { code: 'store-unwritable', message: (error as Error).message } : null;
}
