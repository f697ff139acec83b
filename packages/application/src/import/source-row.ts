import { createHash } from 'node:crypto';
import { canonicalJson } from '@redress/event-store';
import { rejection } from './import-rules';
import { readInstant, type SourceInstant } from './mapping/instants';
import { type Mapping } from './mapping/mapping';

/** The columns of a row, as the source wrote them. */
export type Row = Readonly<Record<string, string>>;

/** The row's value in a column; null when the row has no such column. */
export function cell(row: Row, column: string): string | null {
  return Object.hasOwn(row, column) ? (row[column] ?? null) : null;
}

/** The row as the mapping reads it: texts that stand for a blank are blank. */
export function withBlanks(row: Row, { blanks }: Pick<Mapping, 'blanks'>): Row {
  if (blanks === null || blanks.length === 0) return row;
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, blanks.includes(value) ? '' : value]));
}

/** A row that says which case it is of, and when it happened. */
export interface SourceRow {
  /** 1 is the first line of the file, the header included. */
  readonly line: number;
  readonly row: Row;
  /** Lower-case hex SHA-256 of the row's RFC 8785 form. */
  readonly hash: string;
  readonly at: SourceInstant;
}

/** A row and its place among equal ones. */
export interface OrderedRow extends SourceRow {
  /** Counts from 0. */
  readonly ordinal: number;
}

/** The rows of one case, sorted by instant, then line. */
export interface CaseRows {
  readonly key: string;
  readonly rows: readonly OrderedRow[];
}

export function rowHash(row: Row): string {
  return createHash('sha256').update(canonicalJson(row)).digest('hex');
}

/**
 * Rows of one group belong together: to one case, or, where each is a case of its own, to equal rows that only their
 * ordinals tell apart.
 * @throws {RowRejection} a column of the case key is blank
 */
export function groupKey(row: Row, mapping: Mapping): string {
  const { caseKey } = mapping;
  if (caseKey === 'row') return rowHash(row);
  const read = withBlanks(row, mapping);
  const parts = caseKey.map((column) => {
    const part = cell(read, column) ?? '';
    if (part.trim() === '') throw rejection('no-case-key', column);
    return part;
  });
  return parts.length === 1 ? (parts[0] as string) : canonicalJson(parts);
}

/**
 * @throws {RowRejection} its instant cannot be read
 */
export function sourceRow(line: number, row: Row, mapping: Mapping): SourceRow {
  const { at } = mapping;
  const text = cell(withBlanks(row, mapping), at.column) ?? '';
  const instant = readInstant(text, at);
  if (instant === null) throw rejection('bad-instant', `${at.column}: ${JSON.stringify(text)}`);
  return { line, row, hash: rowHash(row), at: instant };
}

/** A group's rows as cases, each with its rows in order. */
export function casesOf(key: string, rows: readonly SourceRow[], { caseKey }: Mapping): readonly CaseRows[] {
  const ordered = inOrder(rows);
  if (caseKey !== 'row') return [{ key, rows: ordered }];
  return ordered.map((row) => ({ key: `${key}#${row.ordinal}`, rows: [row] }));
}

/** By instant, then line; equal rows are counted in the order they stand in. */
export function inOrder(rows: readonly SourceRow[]): readonly OrderedRow[] {
  const counts = new Map<string, number>();
  return [...rows]
    .sort((a, b) => compare(a.at.occurredAt, b.at.occurredAt) || a.line - b.line)
    .map((row) => {
      const ordinal = counts.get(row.hash) ?? 0;
      counts.set(row.hash, ordinal + 1);
      return { ...row, ordinal };
    });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
