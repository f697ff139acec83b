import { type ReadModelSnapshot } from '@redress/application';
import { type Actor } from '@redress/domain';
import { type Cursor } from './cursor';
import { type Criteria } from './criteria';
import { type PackedCase } from './packed-case';
import { sql, type Sql } from './sql';
import { type SortOrder } from './sort';

/** A page to be read. */
export interface Listing {
  readonly criteria: Criteria;
  readonly viewer: Actor;
  readonly order: SortOrder;
  /** The page begins behind it. */
  readonly after: Cursor | null;
  /** At most so many rows. */
  readonly limit: number;
}

/** A row as SQL answers it. */
export interface ListedRow extends PackedCase {
  readonly id: string;
  /** What it is sorted by. */
  readonly key: string | number;
}

export function run(snapshot: ReadModelSnapshot, { text, values }: Sql): readonly ListedRow[] {
  return snapshot.prepare(text).all(...values) as unknown as ListedRow[];
}

/** @param column in which the instant of receipt stands */
export function receivedWithin({ receivedFrom, receivedTo }: Criteria, column: string): readonly Sql[] {
  const conditions: Sql[] = [];
  if (receivedFrom !== null) conditions.push(sql(`${column} >= ?`, receivedFrom));
  if (receivedTo !== null) conditions.push(sql(`${column} < ?`, receivedTo));
  return conditions;
}
