import { type Mapping, type RejectedRow, rejection, type Row } from '@redress/application';
import { FileError } from '../file-error';
import { utf8Bytes } from './bytes';
import { csvRecords } from './csv-records';
import { columnsOf, textLines } from './json-lines';

/** A row with its columns, or why there is none. */
export type SourceRecord =
  { readonly line: number; readonly row: Row } | { readonly line: number; readonly rejected: RejectedRow };

/**
 * The rows of a file in its order; once aborted, no more of them.
 * @throws {FileError} the file cannot be read, or not to its end
 */
export async function* sourceRecords(
  file: string,
  { format }: Mapping,
  signal: AbortSignal,
): AsyncGenerator<SourceRecord> {
  const bytes = utf8Bytes(file);
  for await (const record of format.type === 'csv'
    ? fromCsv(file, bytes, format.delimiter)
    : fromJsonLines(file, bytes)) {
    if (signal.aborted) return;
    yield record;
  }
}

async function* fromCsv(file: string, bytes: AsyncIterable<Buffer>, delimiter: string): AsyncGenerator<SourceRecord> {
  let header: readonly string[] | null = null;
  for await (const { line, fields } of csvRecords(file, bytes, delimiter)) {
    if (header === null) {
      header = headerOf(file, line, fields);
    } else if (fields.length !== header.length) {
      const found = `${fields.length} instead of ${header.length}`;
      yield { line, rejected: rejected(line, rejection('wrong-columns', found), fields) };
    } else {
      yield checked(line, Object.fromEntries(header.map((name, index) => [name, fields[index] ?? ''])));
    }
  }
  if (header === null) throw new FileError(file, 'is empty: it has not even a header');
}

async function* fromJsonLines(file: string, bytes: AsyncIterable<Buffer>): AsyncGenerator<SourceRecord> {
  for await (const { line, text } of textLines(file, bytes)) {
    const row = columnsOf(text);
    if (row !== null) yield checked(line, row);
    else yield { line, rejected: rejected(line, rejection('not-an-object', text.slice(0, 40)), text) };
  }
}

function headerOf(file: string, line: number, fields: readonly string[]): readonly string[] {
  const names = fields.map((name, index) => (name.trim() === '' ? `column ${index + 1}` : name));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new FileError(file, `the header has the column "${twice}" twice: rename one`, line);
  return names;
}

function checked(line: number, row: Row): SourceRecord {
  for (const [column, value] of Object.entries(row)) {
    if (value.includes('\0') || !value.isWellFormed() || !column.isWellFormed()) {
      return { line, rejected: rejected(line, rejection('bad-text', column.toWellFormed()), wellFormed(row)) };
    }
  }
  return { line, row };
}

function wellFormed(row: Row): Row {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name.toWellFormed(), value.toWellFormed()]));
}

export function rejected(
  line: number,
  { rule, sentence }: Pick<RejectedRow, 'rule' | 'sentence'>,
  row: RejectedRow['row'],
): RejectedRow {
  return { line, case: null, rule, sentence, row };
}
