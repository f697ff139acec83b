import { type Position, RecordCorruptError } from '@redress/event-store';
import { UnreadableEventError } from '../errors';

/** The read model has not read as far as was asked for: try again a little later. */
export class ReadModelBehindError extends Error {
  readonly code = 'read-model-behind';

  constructor(
    readonly readModel: string,
    /** Up to here it has read. */
    readonly position: Position,
    /** As far as it should have; null when it cannot answer at all yet. */
    readonly wanted: Position | null,
  ) {
    super(`The read model ${readModel} has not read that far yet: try again a little later`);
    this.name = 'ReadModelBehindError';
  }
}

/** As many questions wait already as may; nothing was asked. */
export class TooManyQuestionsError extends Error {
  /** @param whose those of the same key, or of all keys */
  constructor(readonly whose: 'key' | 'all') {
    const which = whose === 'key' ? 'of this key ' : '';
    super(`As many questions ${which}wait for an answer as may: ask again when some are answered`);
    this.name = 'TooManyQuestionsError';
  }
}

/** The question had no answer in time. */
export class QuestionTimeoutError extends Error {
  constructor(readonly deadlineMs: number) {
    super(`There was no answer within ${deadlineMs / 1000} s: ask for less, or later`);
    this.name = 'QuestionTimeoutError';
  }
}

/** Nobody waits for the answer any more: whoever asked has hung up. */
export class CallerGoneError extends Error {
  constructor() {
    super('Nobody waits for the answer any more');
    this.name = 'CallerGoneError';
  }
}

/** No read model has that name. */
export class UnknownReadModelError extends Error {
  readonly code = 'unknown-read-model';

  constructor(readonly readModel: string) {
    super(`There is no read model ${readModel}`);
    this.name = 'UnknownReadModelError';
  }
}

/** Trying the same event again cannot help. */
export function isHopeless(error: unknown): boolean {
  return error instanceof UnreadableEventError || error instanceof RecordCorruptError;
}

/** What is said of an event that could not be applied: a code, never a message, which may quote what somebody wrote. */
export function poisonCode(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === 'string' && /^[A-Za-z][\w-]*$/.test(code)) return code;
  return 'projection-failed';
}
