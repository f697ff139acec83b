/** `2026-03-02T09:00:00.000Z`: instants of one form compare as texts do. */
const COMMON_LENGTH = 24;

/**
 * An instant in the one form that tables hold; events may leave out the milliseconds.
 * @throws {RangeError} it is no instant
 */
export function commonForm(instant: string): string {
  return instant.length === COMMON_LENGTH ? instant : new Date(instant).toISOString();
}
