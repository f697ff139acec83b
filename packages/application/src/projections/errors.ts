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
