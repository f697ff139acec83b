import { type UsedColumn } from '@redress/application';
import { FileError } from './file-error';
import { type FileFacts } from './grouping/scan';
import { type MappingFile } from './mapping-file';

/** Without these no row of JSON lines has a place; all others may be left out by any row. */
const NEEDED = ['caseKey', 'at'];

/** @throws {FileError} the file has not got a column that the mapping reads */
export function assertColumns(file: string, { mapping, describe }: MappingFile, { columns }: FileFacts): void {
  if (columns.size === 0) return;
  const isNeeded = ({ path }: UsedColumn): boolean => mapping.format.type === 'csv' || NEEDED.includes(String(path[0]));
  const missing = mapping.columns.filter((used) => isNeeded(used) && !columns.has(used.column));
  if (missing.length === 0) return;
  const issues = missing.map(({ column, path }) => `  ${describe({ path, message: `no column "${column}"` })}`);
  throw new FileError(
    file,
    `has not got every column that the mapping reads\n${issues.join('\n')}\n  It has: ${[...columns].join(', ')}`,
  );
}
