import { type UsedColumn } from '@redress/application';
import { FileError } from './file-error';
import { type FileFacts } from './grouping/scan';
import { type MappingFile } from './mapping-file';
import { type Header } from './source/source-records';

/** Without these no row of JSON lines has a place; all others may be left out by any row. */
const NEEDED = ['caseKey', 'at'];

/** @throws {FileError} the header of the CSV file has not got a column that the mapping reads */
export function assertHeader(file: string, mappingFile: MappingFile, { line, columns }: Header): void {
  const missing = missingColumns(mappingFile, mappingFile.mapping.columns, columns);
  if (missing === null) return;
  const advice = 'Remove the lines before the header, or correct the delimiter or the columns in the mapping.';
  throw new FileError(
    file,
    `the header has not got every column that the mapping reads\n${missing}\n  ${advice}`,
    line,
  );
}

/** @throws {FileError} no row of the JSON lines has a column that every row needs */
export function assertColumns(file: string, mappingFile: MappingFile, { columns }: FileFacts): void {
  if (mappingFile.mapping.format.type === 'csv' || columns.size === 0) return;
  const needed = mappingFile.mapping.columns.filter(({ path }) => NEEDED.includes(String(path[0])));
  const missing = missingColumns(mappingFile, needed, [...columns]);
  if (missing !== null) throw new FileError(file, `no row has a column that every row needs\n${missing}`);
}

/** Each on a line with its place in the mapping, then the columns that there are; null when none is missing. */
function missingColumns(
  { describe }: MappingFile,
  used: readonly UsedColumn[],
  columns: readonly string[],
): string | null {
  const missing = used.filter(({ column }) => !columns.includes(column));
  if (missing.length === 0) return null;
  const issues = missing.map(({ column, path }) => `  ${describe({ path, message: `no column "${column}"` })}`);
  return `${issues.join('\n')}\n  It has: ${columns.join(', ')}`;
}
