import { type EventContext } from './events';
import { isBefore } from './instants';

/** A row of an imported file: what the kept columns say. */
interface KeptRow {
  readonly mapping: string;
  readonly kept: Readonly<Record<string, string>>;
}

/** The imported rows of a case. */
export interface SourceRows extends KeptRow {
  readonly sourceRows: number;
  /** Hash and ordinal of the last row that counts. */
  readonly lastRow: string;
  /**
   * Rows of which only events from before their own instants are known so far: a breach that a row brought to light, say.
   * They count from their instants on, see {@link sourceAt}. Absent: none.
   */
  readonly ahead?: readonly (KeptRow & { readonly at: string; readonly row: string })[];
}

/** The rows after one more event. A row may give several events, one after the other; it counts once. */
export function sourceAfter(before: SourceRows | null, { source, occurredAt }: EventContext): SourceRows | null {
  if (source === undefined) return before;
  const { mapping, kept, at } = source;
  const row = `${source.rowHash} ${source.ordinal}`;
  const rows = before ?? { mapping, kept: {}, sourceRows: 0, lastRow: '' };
  if (at === undefined || !isBefore(occurredAt, at)) return counted(caughtUp(rows, occurredAt), { mapping, kept, row });
  if (rows.lastRow === row) return rows;
  const others = (rows.ahead ?? []).filter((other) => other.row !== row);
  return { ...rows, ahead: [...others, { mapping, kept, at, row }] };
}

/**
 * The rows that had come by an instant; null when none had. The events of a row may be known before its instant.
 * @param at ISO 8601 UTC
 */
export function sourceAt(rows: SourceRows | null, at: string): SourceRows | null {
  if (rows === null) return null;
  const come = caughtUp(rows, at);
  return come.sourceRows === 0 ? null : come;
}

function caughtUp(rows: SourceRows, at: string): SourceRows {
  if (rows.ahead === undefined) return rows;
  const { ahead, ...before } = rows;
  const come = ahead.filter((row) => !isBefore(at, row.at)).reduce<SourceRows>(counted, before);
  const later = ahead.filter((row) => isBefore(at, row.at));
  return later.length === 0 ? come : { ...come, ahead: later };
}

function counted(rows: SourceRows, { mapping, kept, row }: KeptRow & { readonly row: string }): SourceRows {
  return { ...rows, mapping, kept, lastRow: row, sourceRows: rows.sourceRows + (rows.lastRow === row ? 0 : 1) };
}
