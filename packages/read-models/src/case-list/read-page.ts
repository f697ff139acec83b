import { type ReadModelDatabase, type ReadModelSnapshot } from '@redress/application';
import { CASE_LIST, CASE_LIST_VERSION } from './case-list-projection';
import { type CaseListQuery, type CasePage, pageSize } from './case-list-query';
import { caseRow } from './case-row';
import { criteriaOf } from './criteria';
import { type Cursor, decodeCursor, encodeCursor, listKey } from './cursor';
import { type ListedRow, type Listing } from './listing';
import { LATEST, type PastPoint, pastPoint } from './moment';
import { unpackCase } from './packed-case';
import { pastList } from './past-list';
import { readAt } from './read-at';
import { presentList } from './present-list';
import { type OrderName, SORT_ORDERS } from './sort';

/**
 * A page of cases in an order.
 * @throws {InvalidCursorError | RangeError | ReadModelBehindError}
 */
export function readPage(database: ReadModelDatabase, query: Omit<CaseListQuery, 'sort'>, order: OrderName): CasePage {
  const { viewer, cursor } = query;
  const limit = pageSize(query.limit);
  const ofList = listKey(query);
  const after = cursor === undefined ? null : decodeCursor(cursor, order, ofList);
  const at = pastPoint(query);
  const criteria = criteriaOf(query);
  return database.read(CASE_LIST, [CASE_LIST_VERSION], (snapshot) => {
    if (criteria === null) return { data: [], next: null, ...readAt(snapshot) };
    // One row more tells whether a next page follows.
    const listing = { criteria, viewer, order: SORT_ORDERS[order], after, limit: limit + 1 };
    return {
      ...page(list(snapshot, listing, at), limit, { sort: order, list: ofList }, at?.occurred ?? LATEST),
      ...readAt(snapshot),
    };
  });
}

function list(snapshot: ReadModelSnapshot, listing: Listing, at: PastPoint | null): readonly ListedRow[] {
  return at === null ? presentList(snapshot, listing) : pastList(snapshot, listing, at);
}

function page(
  rows: readonly ListedRow[],
  limit: number,
  list: Pick<Cursor, 'sort' | 'list'>,
  at: string,
): Pick<CasePage, 'data' | 'next'> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    data: shown.map((row) => caseRow(unpackCase(row.id, row), at)),
    next: rows.length > limit && last !== undefined ? encodeCursor({ ...list, key: last.key, id: last.id }) : null,
  };
}
