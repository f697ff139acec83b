import { type ReadModelTables } from '@redress/application';
import { sql, type Sql } from '../case-list/sql';
import { type ClockColumns } from './clock-columns';

/** By tables, what they hold at least: so nearly no clock has to be compared with what they hold. */
const known = new WeakMap<ReadModelTables, number>();

/** Keeps how long before it is due any clock was ever at risk. */
export function keepLongestRisk(tables: ReadModelTables, { due_at, at_risk_at }: ClockColumns): void {
  if (due_at === null || at_risk_at === null) return;
  const ms = Date.parse(due_at) - Date.parse(at_risk_at);
  if (ms <= (known.get(tables) ?? -1)) return;
  tables
    .prepare('INSERT INTO {longest_risk} (one, ms) VALUES (1, ?) ON CONFLICT DO UPDATE SET ms = max(ms, excluded.ms)')
    .run(ms);
  known.set(tables, ms);
}

/** The instant after which nothing is due that is at risk at another; past all instants where nobody knows. */
export function lastDueAtRisk(instant: string): Sql {
  return sql(
    `coalesce((SELECT strftime('%Y-%m-%dT%H:%M:%fZ', ?, format('+%d seconds', ms / 1000 + 1)) FROM {longest_risk} WHERE one = 1), ':')`,
    instant,
  );
}
