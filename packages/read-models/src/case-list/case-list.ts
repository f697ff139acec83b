import { type ReadModelDatabase } from '@redress/application';
import { type CaseListQuery, type CasePage } from './case-list-query';
import { readPage } from './read-page';
import { DEFAULT_SORT } from './sort';

/** Which cases are there? Filtered, sorted and searched; now, or as of any instant. */
export class CaseList {
  constructor(private readonly database: ReadModelDatabase) {}

  /**
   * @throws {InvalidCursorError} the cursor is not one of this sort
   * @throws {RangeError} the limit is not 1 to 200, or what should be an instant is none
   * @throws {ReadModelBehindError} no read model serves yet
   */
  query(query: CaseListQuery): CasePage {
    return readPage(this.database, query, query.sort ?? DEFAULT_SORT);
  }
}
