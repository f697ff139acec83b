import { type ReadModelSnapshot } from '@redress/application';
import { type Actor } from '@redress/domain';
import { type Cursor } from './cursor';
import { type Criteria } from './criteria';
import { type CaseColumns } from './case-columns';
import { type PackedCase, TOLD_COLUMNS } from './packed-case';
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
export interface ListedRow extends PackedCase, Pick<CaseColumns, (typeof TOLD_COLUMNS)[number]> {
  readonly id: string;
  /** What it is sorted by. */
  readonly key: string | number;
}

/** What is read of `{versions} v` and `{profiles} q` to show a case. */
export const SHOWN_COLUMNS = `v.standing, q.content AS profile, ${TOLD_COLUMNS.map((name) => `v.${name}`).join(', ')}`;

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
