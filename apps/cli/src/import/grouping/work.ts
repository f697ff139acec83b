import {
  type CaseRows,
  casesOf,
  groupKey,
  type Mapping,
  type RejectedRow,
  RowRejection,
  type SourceRow,
  sourceRow,
} from '@redress/application';
import { rejected, type SourceRecord } from '../source/source-records';

/** What is to be done next: a case with all its rows, or a row that was rejected before it came to a case. */
export type Work = { readonly caseRows: CaseRows } | { readonly rejected: RejectedRow };

/** A row, and the group of the file it belongs to. */
export interface GroupedRow {
  readonly group: string;
  readonly row: SourceRow;
}

/** Where a row belongs and when it happened, or why it can have no place. */
export function placed(record: SourceRecord, mapping: Mapping): GroupedRow | { readonly rejected: RejectedRow } {
  if ('rejected' in record) return record;
  const { line, row } = record;
  let group: string | null = null;
  try {
    group = groupKey(row, mapping);
    return { group, row: sourceRow(line, row, mapping) };
  } catch (error) {
    if (!(error instanceof RowRejection)) throw error;
    return { rejected: { ...rejected(line, error, row), case: group } };
  }
}

/** For files in which the rows of a group stand together: one group at a time is in memory. */
export async function* contiguousWork(records: AsyncIterable<SourceRecord>, mapping: Mapping): AsyncGenerator<Work> {
  let group: string | null = null;
  let rows: SourceRow[] = [];
  for await (const record of records) {
    const next = placed(record, mapping);
    if ('rejected' in next) {
      yield next;
      continue;
    }
    if (group !== null && group !== next.group) {
      yield* workOf(group, rows, mapping);
      rows = [];
    }
    group = next.group;
    rows.push(next.row);
  }
  if (group !== null) yield* workOf(group, rows, mapping);
}

export function workOf(group: string, rows: readonly SourceRow[], mapping: Mapping): readonly Work[] {
  return casesOf(group, rows, mapping).map((caseRows) => ({ caseRows }));
}
