import { InvalidCursorError, parsedCursor } from '../case-list/cursor';

/** The last row of a page: the next one begins behind it, whatever has come in since. */
export interface ClockCursor {
  /** What the list is sorted by: an instant. */
  readonly key: string;
  readonly id: string;
  readonly clock: string;
}

export function encodeClockCursor(list: string, { key, id, clock }: ClockCursor): string {
  return Buffer.from(JSON.stringify([list, key, id, clock])).toString('base64url');
}

/** @throws {InvalidCursorError} it is none, or one of another list */
export function decodeClockCursor(text: string, list: string): ClockCursor {
  const [given, key, id, clock] = parsedCursor(text);
  if (given !== list || typeof key !== 'string' || typeof id !== 'string' || typeof clock !== 'string') {
    throw new InvalidCursorError();
  }
  return { key, id, clock };
}
