import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { type EventStore, type Position, START, StoreUnavailableError, type StreamsPage } from '@redress/event-store';
import { type Build, type Bulk } from './builds';
import { poisonCode } from './errors';
import { type FeedOptions, type Loss } from './build-feed';
import { type SliceApplier, type StreamsSlice } from './slice';
import { Window } from './window';

/** Where nothing is gathered, a page is a transaction: some milliseconds on the thread that answers requests. */
const SMALL_PAGE = 200;
const PAGE = 1_000;
const RETRY_MS = 100;

type BulkOptions = Omit<FeedOptions, 'onPassed' | 'onLost'> & {
  /** All that was in the log when it was begun has been applied. */
  readonly onDone: (feed: BulkFeed) => void;
  readonly onLost: (feed: BulkFeed, loss: Loss) => void;
};

/** Feeds a build that is begun anew with whole streams, so that each is folded and written once. */
export class BulkFeed {
  /** It can answer nothing before it is done. */
  readonly position: Position = START;
  private readonly applier: SliceApplier;
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    readonly build: Build & { readonly bulk: Bulk },
    private readonly options: BulkOptions,
  ) {
    this.applier = options.database.applierFor(build, options);
  }

  /** Whether a build can be made this way at all. */
  static canFeed(store: EventStore, { wholeStreams }: FeedOptions['projection']): boolean {
    return store.readStreams !== undefined && wholeStreams !== undefined;
  }

  start(): void {
    this.running = this.run().catch((error: unknown) => {
      if (this.isStopped) return;
      const { name, id } = this.build;
      this.options.logger.error(`Read model ${name} (build ${id}) could not go on (${poisonCode(error)})`);
      this.options.onLost(this, 'cut-off');
    });
  }

  /** Resolves when nothing is applied any more. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.applier.stop();
    await this.running;
  }

  private get isStopped(): boolean {
    return this.stopping.signal.aborted;
  }

  /** One window is read while the one before is applied. */
  private async run(): Promise<void> {
    let { cursor } = this.build.bulk;
    let applying: Promise<'applied' | 'lost'> = Promise.resolve('applied');
    for (let atEnd = false; !atEnd;) {
      const slice = await this.readSlice(cursor);
      if ((await applying) === 'lost') return this.lost();
      if (slice === null || this.isStopped) return;
      applying = this.applier.applyStreams(slice);
      // Whoever does not come to wait for it must not leave it unheard.
      applying.catch(() => undefined);
      ({ cursor, atEnd } = slice);
    }
    if ((await applying) === 'lost') return this.lost();
    if (!this.isStopped) this.options.onDone(this);
  }

  private lost(): void {
    if (!this.isStopped) this.options.onLost(this, 'cut-off');
  }

  private async readSlice(after: string | null): Promise<StreamsSlice | null> {
    const window = new Window(this.applier.window);
    let cursor = after;
    for (;;) {
      const page = await this.read(cursor);
      if (page === null) return null;
      window.add(page.events);
      ({ cursor } = page);
      if (page.atEnd || window.isFull) return { events: window.take(), after, cursor, atEnd: page.atEnd };
      await setImmediate();
    }
  }

  /** Null when it was stopped. */
  private async read(after: string | null): Promise<StreamsPage | null> {
    const { store, projection } = this.options;
    const { upTo } = this.build.bulk;
    const limit = this.applier.window === 0 ? SMALL_PAGE : PAGE;
    while (!this.isStopped) {
      try {
        const options = { prefixes: projection.wholeStreams ?? [], upTo, limit, ...(after === null ? {} : { after }) };
        return (await store.readStreams?.(options)) ?? null;
      } catch (error) {
        if (!(error instanceof StoreUnavailableError)) throw error;
        await sleep(RETRY_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      }
    }
    return null;
  }
}
