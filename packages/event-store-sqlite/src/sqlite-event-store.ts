import { resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import {
  assertAppendable,
  CatchUpSubscription,
  StoreUnusableError,
  type AppendResult,
  type EventStore,
  type ExpectedRevision,
  type LogPage,
  type NewEvent,
  type Position,
  type ReadAllOptions,
  type ReadStreamOptions,
  type ReadStreamsOptions,
  type StoredEvent,
  type StreamsPage,
  type SubscribeOptions,
  type Subscriber,
  type Subscription,
} from '@redress/event-store';
import { LogReader } from './log-reader';
import { LogWatch } from './log-watch';
import { OpenedFile } from './opened-file';
import { toPosition } from './positions';
import { WriterThread } from './writer-thread';

export interface SqliteEventStoreOptions {
  /** Path of the log's file, made when missing, with its directory. WAL needs a local disk. */
  readonly file: string;
  /** How long an append waits while another process holds the lock, in milliseconds; default 10,000. */
  readonly busyTimeoutMs?: number;
  /** How often a subscribed store looks for appends of other processes, in milliseconds; default 25. */
  readonly pollMs?: number;
}

/**
 * The log in one SQLite file, used by any number of processes of one machine. Appends are committed by a thread of
 * their own, together with those that arrive at the same time; reads happen at once in the calling thread. Only appends
 * under way keep a process alive: neither an open store nor a subscription does. Once the file is not at its path any
 * more, every method but `close` fails with StoreUnusableError.
 */
export class SqliteEventStore implements EventStore {
  private readonly subscriptions = new Set<CatchUpSubscription>();
  private closing: Promise<void> | undefined;
  private isClosed = false;

  private constructor(
    private readonly writer: WriterThread,
    private readonly reader: LogReader,
    private readonly watch: LogWatch,
    private readonly openedFile: OpenedFile,
  ) {}

  /**
   * @throws {StoreUnusableError} not a database, of another application, of a newer schema, damaged
   * @throws {StoreReadOnlyError} it may only be read
   * @throws {StoreUnavailableError} locked by another process for longer than `busyTimeoutMs`
   */
  static async open(options: SqliteEventStoreOptions): Promise<SqliteEventStore> {
    if (options.file === '' || options.file === ':memory:') {
      throw new StoreUnusableError('The log needs a file: without one, use InMemoryEventStore');
    }
    const file = resolve(options.file);
    const onCommit = (): void => watch.notify();
    const writer = new WriterThread({ file, patienceMs: options.busyTimeoutMs ?? 10_000 }, onCommit);
    // First, because it makes the file and lifts its schema.
    await writer.start();
    const reader = await openReader(file, writer);
    const openedFile = new OpenedFile(file);
    const head = (): number => {
      openedFile.assertLatelyInPlace();
      return reader.head();
    };
    const watch = new LogWatch(head, options.pollMs ?? 25);
    return new SqliteEventStore(writer, reader, watch, openedFile);
  }

  async append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult> {
    this.assertOpen();
    this.openedFile.assertInPlace();
    assertAppendable(stream, expected, events);
    const [revision, position] = await this.writer.append(stream, expected, events);
    return { revision, position: toPosition(position) };
  }

  async readStream(stream: string, options: ReadStreamOptions = {}): Promise<readonly StoredEvent[]> {
    this.assertOpen();
    return this.reader.stream(stream, options);
  }

  async readAll(options: ReadAllOptions = {}): Promise<LogPage> {
    this.assertOpen();
    const page = this.reader.page(options);
    // Reading blocks the thread, so whoever reads page after page must leave timers and sockets their turn.
    if (!page.atEnd) await setImmediate();
    return page;
  }

  async readStreams(options: ReadStreamsOptions): Promise<StreamsPage> {
    this.assertOpen();
    const page = this.reader.streams(options);
    if (!page.atEnd) await setImmediate();
    return page;
  }

  async head(): Promise<Position> {
    this.assertOpen();
    return toPosition(this.reader.head());
  }

  subscribe(options: SubscribeOptions, subscriber: Subscriber): Subscription {
    if (this.closing !== undefined) throw closedError();
    const log = {
      readAll: (page: ReadAllOptions) => this.readAll(page),
      onGrowth: (listener: () => void) => this.watch.onGrowth(listener),
    };
    const subscription = new CatchUpSubscription(log, options, subscriber);
    this.subscriptions.add(subscription);
    subscription.onEnd(() => this.subscriptions.delete(subscription));
    return subscription;
  }

  close(): Promise<void> {
    this.closing ??= this.end();
    return this.closing;
  }

  private async end(): Promise<void> {
    // While these finish their batch they may still read and append.
    await Promise.all([...this.subscriptions].map((subscription) => subscription.close()));
    this.isClosed = true;
    await this.writer.idle();
    // Before the writer, so that the writer closes the file last and can remove the WAL.
    this.reader.close();
    await this.writer.close();
  }

  private assertOpen(): void {
    if (this.isClosed) throw closedError();
    this.openedFile.assertLatelyInPlace();
  }
}

async function openReader(file: string, writer: WriterThread): Promise<LogReader> {
  try {
    return new LogReader(file);
  } catch (error) {
    await writer.close();
    throw error;
  }
}

function closedError(): StoreUnusableError {
  return new StoreUnusableError('The event store is closed: open another');
}
