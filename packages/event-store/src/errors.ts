import { type ExpectedRevision } from './event-store';

/** The stream is not where the writer believed it to be; nothing was written. */
export class WrongExpectedRevisionError extends Error {
  readonly code = 'wrong-expected-revision';

  constructor(
    readonly stream: string,
    readonly expected: ExpectedRevision,
    /** Revision of the stream's last event; null when the stream does not exist. */
    readonly actual: number | null,
  ) {
    super(
      `Stream ${stream} was expected at ${expected} but is at ${actual ?? 'no stream'}: read it again and decide anew`,
    );
    this.name = 'WrongExpectedRevisionError';
  }
}

/** Nothing was written, and the same batch will never be accepted. */
export class AppendRefusedError extends Error {
  readonly code = 'append-refused';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'AppendRefusedError';
  }
}

/** The batch may or may not have been written; repeating the same batch at the same revision settles it. */
export class OutcomeUnknownError extends Error {
  readonly code = 'outcome-unknown';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'OutcomeUnknownError';
  }
}

/**
 * The store cannot take the batch just now: the disk is full, another process holds the lock. Nothing was written, and
 * the same batch may be accepted later.
 */
export class StoreUnavailableError extends Error {
  readonly code: 'store-unavailable' | 'store-full' | 'store-read-only' = 'store-unavailable';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreUnavailableError';
  }
}

/** The store has no room for the batch: nothing of it was written. Reading goes on, and so does writing once there is room. */
export class StoreFullError extends StoreUnavailableError {
  override readonly code = 'store-full';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreFullError';
  }
}

/** The store may only be read: nothing was written. Writing goes on once it may be written. */
export class StoreReadOnlyError extends StoreUnavailableError {
  override readonly code = 'store-read-only';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreReadOnlyError';
  }
}

/** The store cannot be used as it is: not a database, damaged, of a newer version, closed. */
export class StoreUnusableError extends Error {
  readonly code = 'store-unusable';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreUnusableError';
  }
}

/** Stored bytes do not say what they should: not JSON, not canonical, or the chain is broken. */
export class RecordCorruptError extends Error {
  readonly code = 'record-corrupt';

  constructor(
    readonly stream: string,
    readonly revision: number,
    /** What is wrong with it, as half a sentence. */
    readonly reason: string,
  ) {
    super(`Event ${revision} of ${stream} cannot be trusted: ${reason}`);
    this.name = 'RecordCorruptError';
  }
}
