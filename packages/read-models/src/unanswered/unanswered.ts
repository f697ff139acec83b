import { type ReadModelDatabase } from '@redress/application';
import { type CaseListQuery, type CasePage } from '../case-list/case-list-query';
import { readPage } from '../case-list/read-page';

/** As a case list is asked, but always in the same order. */
export type UnansweredQuery = Omit<CaseListQuery, 'sort'>;

/**
 * Which complainants wait for an answer? Cases with open messages, the oldest open message first; those that have ended
 * too, because a message that comes after the end waits like any other. Asks the tables of the case list: it is the same
 * state, so it needs no projection of its own.
 */
export class Unanswered {
  constructor(private readonly database: ReadModelDatabase) {}

  /**
   * @throws {InvalidCursorError} the cursor is not one of this list
   * @throws {RangeError} the limit is not 1 to 200, or what should be an instant is none
   * @throws {ReadModelBehindError} no read model serves yet
   */
  query(query: UnansweredQuery): CasePage {
    return readPage(this.database, query, 'oldestOpenMessageAt');
  }
}
