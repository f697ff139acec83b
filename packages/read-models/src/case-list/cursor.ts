import { type OrderName, SORT_ORDERS } from './sort';

/** The cursor is none, or one of another list: ask for the first page again. */
export class InvalidCursorError extends Error {
  readonly code = 'invalid-cursor';

  constructor() {
    super('The cursor is not one of this list: ask again without a cursor');
    this.name = 'InvalidCursorError';
  }
}

/** The last row of a page: the next one begins behind it, whatever has come in since. */
export interface Cursor {
  readonly sort: OrderName;
  readonly key: string | number;
  readonly id: string;
}

export function encodeCursor({ sort, key, id }: Cursor): string {
  return Buffer.from(JSON.stringify([sort, key, id])).toString('base64url');
}

/** @throws {InvalidCursorError} it is none, or one of another order */
export function decodeCursor(text: string, sort: OrderName): Cursor {
  const [given, key, id] = parsedCursor(text);
  const isKey = typeof key === SORT_ORDERS[sort].keyType;
  if (given !== sort || !isKey || typeof id !== 'string') throw new InvalidCursorError();
  return { sort, key: key as string | number, id };
}

/** What any cursor holds, not looked at yet. @throws {InvalidCursorError} it is none */
export function parsedCursor(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (Array.isArray(value)) return value;
  } catch {
    // Not JSON: not one of ours.
  }
  throw new InvalidCursorError();
}
