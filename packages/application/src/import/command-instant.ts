import { EARLIEST_OCCURRED_AT, FUTURE_TOLERANCE_MS, rules } from '@redress/domain';
import { rejection, RowRejection } from './import-rules';
import { readInstant, type SourceInstant } from './mapping/instants';
import { type CommandRule } from './mapping/mapping';
import { cell, type SourceRow } from './source-row';

/**
 * When what a command says happened: as a column of its own says, else at the row's instant. Where that column is blank
 * the row's instant stands too, and the precision says that nobody knows.
 * @param now the real time, ISO 8601 UTC
 * @throws {RowRejection} the column cannot be read, or lies ahead
 */
export function commandInstant({ type, at }: CommandRule, row: SourceRow, now: string): SourceInstant {
  if (at === null) return row.at;
  const unknown: SourceInstant = { occurredAt: row.at.occurredAt, precision: 'unknown' };
  const text = at === 'unknown' ? '' : (cell(row.row, at.column) ?? '');
  if (at === 'unknown' || text.trim() === '') return unknown;
  const instant = readInstant(text, at);
  if (instant === null) throw rejection('bad-instant', `${type}.at: ${at.column}: ${JSON.stringify(text)}`);
  assertPossible(instant, now);
  return instant;
}

/**
 * A source cannot know the future, and writes what no complaint can have as a date for none; the same is said to everybody.
 * @throws {RowRejection} as `occurred-in-future` or `instant-too-early`
 */
export function assertPossible({ occurredAt }: SourceInstant, now: string): void {
  if (Date.parse(occurredAt) < Date.parse(EARLIEST_OCCURRED_AT)) throw rejection('instant-too-early', occurredAt);
  if (Date.parse(occurredAt) - Date.parse(now) <= FUTURE_TOLERANCE_MS) return;
  throw new RowRejection('occurred-in-future', `${rules['occurred-in-future']} (${occurredAt})`);
}
