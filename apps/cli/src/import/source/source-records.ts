import { type Mapping, type RejectedRow, rejection, type Row } from '@redress/application';
import { FileError } from '../file-error';
import { utf8Bytes } from './bytes';
import { csvRecords } from './csv-records';
import { columnsOf, textLines } from './json-lines';

/** A row with its columns, or why there is none. */
export type SourceRecord =
  { readonly line: number; readonly row: Row } | { readonly line: number; readonly rejected: RejectedRow };

/** The columns of a CSV file, and the line where they stand. */
export interface Header {
  readonly line: number;
  readonly columns: readonly string[];
}

/**
 * The rows of a file in its order; once aborted, no more of them.
 * @param onHeader called with the header of a CSV file before its first row; what it throws stops the reading
 * @throws {FileError} the file cannot be read, or not to its end
 */
export async function* sourceRecords(
  file: string,
  { format }: Mapping,
  signal: AbortSignal,
  onHeader: (header: Header) => void = () => undefined,
): AsyncGenerator<SourceRecord> {
  const bytes = utf8Bytes(file);
  for await (const record of format.type === 'csv'
    ? fromCsv(file, bytes, format.delimiter, onHeader)
    : fromJsonLines(file, bytes)) {
    if (signal.aborted) return;
    yield record;
  }
}

async function* fromCsv(
  file: string,
  bytes: AsyncIterable<Buffer>,
  delimiter: string,
  onHeader: (header: Header) => void,
): AsyncGenerator<SourceRecord> {
  let header: readonly string[] | null = null;
  let isFirst = true;
  for await (const { line, fields } of csvRecords(file, bytes, delimiter)) {
    if (isFirst && isDelimiterLine(fields)) {
      assertDelimiter(file, line, fields, delimiter);
    } else if (header === null) {
      header = headerOf(file, line, fields);
      onHeader({ line, columns: header });
    } else if (fields.length !== header.length) {
      const found = `${fields.length} instead of ${header.length}`;
      yield { line, rejected: rejected(line, rejection('wrong-columns', found), fields) };
    } else {
      yield checked(line, Object.fromEntries(header.map((name, index) => [name, fields[index] ?? ''])));
    }
    isFirst = false;
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

const DELIMITER_LINE = /^sep=(.?)$/i;

/** Excel reads its delimiter from a first line `sep=;`, so others write one. Parsed, a delimiter of ours is an end of a field. */
function isDelimiterLine([first = '', ...others]: readonly string[]): boolean {
  return DELIMITER_LINE.test(first) && others.every((other) => other === '');
}

/** @throws {FileError} the line names another delimiter than the mapping */
function assertDelimiter(file: string, line: number, [first = '']: readonly string[], delimiter: string): void {
  const named = DELIMITER_LINE.exec(first)?.[1] ?? '';
  if (named === '' || named === delimiter) return;
  const [said, wanted] = [JSON.stringify(named), JSON.stringify(delimiter)];
  throw new FileError(
    file,
    `says that its delimiter is ${said}, the mapping says ${wanted}: correct the mapping`,
    line,
  );
}

function headerOf(file: string, line: number, fields: readonly string[]): readonly string[] {
  if (fields.some((name) => name.includes('\0'))) {
    throw new FileError(file, 'the header has NUL characters: is the file UTF-16? Save it as UTF-8', line);
  }
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
