import { type ReadModelDatabase } from '@redress/application';
import { type ClockKind } from '@redress/domain';
import { joinedBy, sql } from '../case-list/sql';
import { type AtRiskQuery, type AtRiskRow, type ClockPage } from './clock-list-query';
import { type ClockList, clockRow, type ListedClock, readClocks } from './clock-list';
import { lastDueAtRisk } from './longest-risk';

/**
 * What is about to be broken, or missed, unless somebody does something? Running clocks of which so much of the time has
 * passed as their policy names, and which are not past due: due soonest first. What stands still is at no risk.
 */
export class AtRisk {
  constructor(private readonly database: ReadModelDatabase) {}

  /**
   * @throws {InvalidCursorError} the cursor is not one of this list
   * @throws {RangeError} the limit is not 1 to 200, or what should be an instant is none
   * @throws {ReadModelBehindError} no read model serves yet
   */
  query(query: AtRiskQuery): ClockPage<AtRiskRow> {
    const { data, ...rest } = readClocks(this.database, atRiskList(query.kind), query);
    return { ...rest, data: data.map(atRiskRow) };
  }
}

export function atRiskList(kind?: ClockKind): ClockList {
  return {
    name: 'at-risk',
    key: 'due_at',
    direction: 'ASC',
    indexes: { present: 'clocks_at_risk_now', past: 'clocks_at_risk', ofCase: null },
    conditions: ({ at, instant }) => [
      // What the indexes hold, in their own words.
      at === null
        ? sql('c.at_risk_at IS NOT NULL')
        : sql('c.at_risk_at < c.recorded_to AND c.at_risk_at < c.occurred_to'),
      sql('c.due_at >= ?', instant),
      sql('c.at_risk_at <= ?', instant),
      // Without it what was at risk in a past would be looked for among all that was due at any time after it.
      joinedBy('', [sql('c.due_at <= '), lastDueAtRisk(instant)]),
      ...(kind === undefined ? [] : [sql('c.kind = ?', kind)]),
    ],
  };
}

function atRiskRow(row: ListedClock): AtRiskRow {
  return { ...clockRow(row), status: 'running', breachedAt: null, atRiskAt: row.at_risk_at as string };
}
