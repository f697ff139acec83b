/**
 * The port. Every adapter behaves alike; `@redress/event-store/contract` is the suite that says how.
 */

/** A place in the whole log: opaque, but positions of one store compare as strings do. Values may have holes. */
export type Position = string;

/** Before the first event of the log. */
export const START: Position = '';

/**
 * What the writer believes of the stream: nothing, that it does not exist, that it does, or the exact revision of its
 * last event. Sealed events are appended only with `noStream` or an exact revision.
 */
export type ExpectedRevision = 'any' | 'noStream' | 'streamExists' | number;

/** An event as handed to a store. `data` and `metadata` are canonical JSON text (RFC 8785), stored byte for byte. */
export interface NewEvent {
  /** A random UUID in lower case; sent again only when the same batch is repeated after an unknown outcome. */
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: string;
  /** Without the hash, which is a field of its own. */
  readonly metadata: string;
  /** 64 lower-case hex digits; null in unsealed streams such as checkpoints. */
  readonly hash: string | null;
}

/** An event as a store gives it back. */
export interface StoredEvent extends NewEvent {
  readonly stream: string;
  /** Counts from 0 within the stream. */
  readonly revision: number;
  readonly position: Position;
}

export interface AppendResult {
  /** Revision of the last event of the batch. */
  readonly revision: number;
  /** Position of the last event of the batch. */
  readonly position: Position;
}

export interface ReadStreamOptions {
  /** Default `forwards`. */
  readonly direction?: 'forwards' | 'backwards';
  /** First revision to read, inclusive, from 0; default the first (forwards) or the last (backwards). */
  readonly from?: number;
  /** At most so many events, at least 1; default all. */
  readonly limit?: number;
  /** Ends with the event whose texts, with those before it, hold so many characters, at least 1; default no bound. */
  readonly characters?: number;
}

/** Both given: both must hold. An empty list matches nothing. Types and prefixes are compared exactly, case included. */
export interface EventFilter {
  readonly types?: readonly string[];
  readonly streamPrefixes?: readonly string[];
}

export interface ReadAllOptions {
  /** Exclusive; default {@link START}. */
  readonly after?: Position;
  /** At most so many events in the page, at least 1; default 500. */
  readonly limit?: number;
  readonly filter?: EventFilter;
}

/** A page may hold fewer events than the limit, even none, although more follow: only `atEnd` says that it is the last. */
export interface LogPage {
  readonly events: readonly StoredEvent[];
  /**
   * Up to here the log has been looked at, events skipped by the filter included; pass it as the next `after`. It never
   * lies behind what {@link EventStore.head} gives from then on: a reader ahead of the log knows that the log lost something.
   */
  readonly position: Position;
  /** Nothing lay behind `position` when the page was read. */
  readonly atEnd: boolean;
}

export interface ReadStreamsOptions {
  /** Streams whose names begin with the first prefix come first, then those with the second, and so on. */
  readonly prefixes: readonly string[];
  /** Events behind it are left out, and streams that have no others. */
  readonly upTo: Position;
  /** From the page before; default before the first stream. */
  readonly after?: StreamsCursor;
  /** A page ends with the stream that makes it so many events, at least 1, or within it at twice as many; default 500. */
  readonly limit?: number;
}

/** A place in the order of streams, good for the same prefixes and the same `upTo`; opaque. */
export type StreamsCursor = string;

/** A page may hold no event although more follow: only `atEnd` says that it is the last. */
export interface StreamsPage {
  /**
   * One stream after the other, each in the order of its revisions. The last one may go on at the begin of the next page: no
   * page is longer because a stream is.
   */
  readonly events: readonly StoredEvent[];
  readonly cursor: StreamsCursor;
  readonly atEnd: boolean;
}

export interface SubscribeOptions {
  /** Exclusive; default {@link START}. */
  readonly after?: Position;
  readonly filter?: EventFilter;
  /** At most so many events a batch; default 500. */
  readonly batchSize?: number;
}

/**
 * Called with batches in log order, one call at a time: the next waits until the returned promise settles. A batch may
 * be empty when only skipped events were passed. `atEnd` says that the subscription has caught up. A rejection ends
 * the subscription.
 */
export type Subscriber = (page: LogPage) => Promise<void> | void;

export interface Subscription {
  /** Stops after the batch under way. Never rejects. Do not await it inside the subscriber: each would wait for the other. */
  close(): Promise<void>;
  /**
   * Resolves when closed; rejects with what the subscriber threw, or with StoreUnusableError when the log cannot be
   * read any more. Nobody else hears of that, so handle it: an unhandled rejection ends the process.
   */
  readonly closed: Promise<void>;
}

/** After `close` every method but `close` itself fails with StoreUnusableError. */
export interface EventStore {
  /**
   * Appends all events or none. Resolves only when they are durable.
   * The same batch (same ids) repeated at the same exact revision or `noStream` gives the first result, also when
   * others have appended since. At another revision that is the right one it is written again: ids are not unique.
   * @throws {WrongExpectedRevisionError} nothing was written
   * @throws {AppendRefusedError} nothing was written and repeating the same batch cannot help; see `assertAppendable`
   * @throws {StoreUnavailableError} nothing was written; the same batch may be accepted later
   * @throws {StoreFullError | StoreReadOnlyError} the same, with the reason: there is no room, or it may only be read
   * @throws {OutcomeUnknownError} may or may not have been written: repeat the same batch
   */
  append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult>;

  /** An unknown stream reads as empty. In a cluster it reads from the leader. */
  readStream(stream: string, options?: ReadStreamOptions): Promise<readonly StoredEvent[]>;

  /** One page of the whole log in log order. No event ever becomes visible before a position already returned. */
  readAll(options?: ReadAllOptions): Promise<LogPage>;

  /**
   * One page of the log stream by stream, in an order that does not change as long as `upTo` is the same. What was in the log by
   * `upTo` is read once each. Only where a store keeps streams together: elsewhere there is just the log's order.
   */
  readStreams?(options: ReadStreamsOptions): Promise<StreamsPage>;

  /** The position of the last visible event, {@link START} when there is none. */
  head(): Promise<Position>;

  /**
   * Catches up from a position and then goes on live, through restarts and failovers of the store. The first page that
   * is at the end is always reported, also when it holds no event.
   */
  subscribe(options: SubscribeOptions, subscriber: Subscriber): Subscription;

  /** Ends subscriptions after the batch under way and waits for appends under way. May be called again. */
  close(): Promise<void>;
}
