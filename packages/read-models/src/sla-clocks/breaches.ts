import { type ReadModelDatabase } from '@redress/application';
import { sql } from '../case-list/sql';
import { type BreachesQuery, type BreachRow, type ClockPage, type Standing } from './clock-list-query';
import { type ClockList, clockRow, type ListedClock, readClocks } from './clock-list';

/**
 * Which promises were broken? Every one that was, on record or not: a promise that was due before the instant asked for and
 * not kept by then is broken, whether or not somebody has written that down yet. One that a late entry showed to have been
 * kept stays in the list with its status, for its breach stands on record. Milestones have no breach. Latest breach first.
 */
export class Breaches {
  constructor(private readonly database: ReadModelDatabase) {}

  /**
   * @throws {InvalidCursorError} the cursor is not one of this list
   * @throws {RangeError} the limit is not 1 to 200, or what should be an instant is none
   * @throws {ReadModelBehindError} no read model serves yet
   */
  query(query: BreachesQuery): ClockPage<BreachRow> {
    const { data, ...rest } = readClocks(this.database, breachList(query.standing), query);
    return { ...rest, data: data.map(breachRow) };
  }
}

export function breachList(standing?: Standing): ClockList {
  return {
    name: 'breaches',
    key: 'breach_at',
    direction: 'DESC',
    indexes: {
      present: standing === 'open' ? 'clocks_owed_now' : 'clocks_broken_now',
      past: 'clocks_broken',
      ofCase: 'clocks_broken_of_case',
    },
    conditions: ({ at, instant }) => [
      // What the indexes hold, in their own words.
      at === null ? sql('c.breach_at IS NOT NULL') : sql('c.breach_at < c.recorded_to AND c.breach_at < c.occurred_to'),
      sql('c.breach_at <= ?', instant),
      ...(standing === undefined ? [] : [sql(`c.owed = ${standing === 'open' ? 1 : 0}`)]),
    ],
  };
}

function breachRow(row: ListedClock): BreachRow {
  const status = row.status === 'kept-late-entry' ? 'kept-late-entry' : 'breached';
  return { ...clockRow(row), status, breachedAt: row.breach_at as string };
}
