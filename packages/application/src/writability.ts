import { randomUUID } from 'node:crypto';
import {
  type AppendResult,
  canonicalJson,
  type EventStore,
  type ExpectedRevision,
  type LogPage,
  type NewEvent,
  type Position,
  type ReadAllOptions,
  type ReadStreamOptions,
  type StoredEvent,
  StoreFullError,
  StoreReadOnlyError,
  type SubscribeOptions,
  type Subscriber,
  type Subscription,
} from '@redress/event-store';

/** Why the store takes nothing just now. */
export type StoreRefusal = 'store-full' | 'store-read-only';

/** Told when the store begins to refuse, with the reason, and with null when it takes events again. */
export type RefusalListener = (refusal: StoreFullError | StoreReadOnlyError | null) => void;

/** When nothing was refused for so long, it is tried whether the store takes events again. Milliseconds. */
const CALM_MS = 3_000;

/** Holds one event for each time that the store took events again; what it tells of is over. */
const PROBES = 'processor-store';

/**
 * A store that knows whether it takes events. Whoever is not ready is sent no commands, so it cannot wait for one to find
 * out that there is room again: it tries to append an event of its own. Nothing stays of a try that fails.
 */
export class Writability implements EventStore {
  private told: StoreFullError | StoreReadOnlyError | null = null;
  private refusedAt = 0;
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
      this.note(null);
      return result;
    } catch (error) {
      if (error instanceof StoreFullError || error instanceof StoreReadOnlyError) this.note(error);
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
  private note(refusal: StoreFullError | StoreReadOnlyError | null): void {
    if (refusal === null) {
      if (this.told !== null && performance.now() - this.refusedAt >= this.calmMs) this.tell(null);
      return;
    }
    this.refusedAt = performance.now();
    if (refusal.code !== this.refusal) this.tell(refusal);
    if (this.timer === undefined && !this.isStopped) this.timer = this.probeLater();
    else this.timer?.refresh();
  }

  private tell(refusal: StoreFullError | StoreReadOnlyError | null): void {
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
    if (this.told === null) return;
    const data = canonicalJson({ after: this.refusal });
    const event = { id: randomUUID(), type: 'StoreTookEvents', schemaVersion: 1, data, metadata: '{}', hash: null };
    try {
      await this.inner.append(PROBES, 'any', [event]);
      this.tell(null);
    } catch (error) {
      // Whatever it is now, it is looked at again: only an event on record ends it.
      const refusal = error instanceof StoreFullError || error instanceof StoreReadOnlyError ? error : this.told;
      if (refusal !== null) this.note(refusal);
    }
  }
}
