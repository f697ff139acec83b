import { createHash } from 'node:crypto';
import { canonicalJson } from '@redress/event-store';
import { type CaseListQuery } from './case-list-query';
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
  /** {@link listKey} of the list it is of. */
  readonly list: string;
  readonly key: string | number;
  readonly id: string;
}

export function encodeCursor({ sort, list, key, id }: Cursor): string {
  return Buffer.from(JSON.stringify([sort, list, key, id])).toString('base64url');
}

/** @throws {InvalidCursorError} it is none, or one of another order or with other filters */
export function decodeCursor(text: string, sort: OrderName, list: string): Cursor {
  const [given, ofList, key, id] = parsedCursor(text);
  const isKey = typeof key === SORT_ORDERS[sort].keyType;
  if (given !== sort || ofList !== list || !isKey || typeof id !== 'string') throw new InvalidCursorError();
  return { sort, list, key: key as string | number, id };
}

/**
 * Tells lists with other filters or as of other moments apart; a page's size and who asks do not matter. A digest, because
 * filters may hold what names somebody, and cursors stand in URLs that are logged.
 */
export function listKey(query: Omit<CaseListQuery, 'sort'>): string {
  const { viewer: _viewer, limit: _limit, cursor: _cursor, status, ...filters } = query;
  return digestOf({ ...filters, status: [...new Set(status)].sort() });
}

/** Of filters; short, and the same in every process. */
export function digestOf(filters: object): string {
  return createHash('sha256').update(canonicalJson(filters), 'utf8').digest('base64url').slice(0, KEY_LENGTH);
}

/** 48 bits: two lists are taken for one by chance once in 3 * 10^14. */
const KEY_LENGTH = 8;

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
