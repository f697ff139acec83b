import { type Mapping, type UsedColumn } from '@redress/application';
import { FileError } from '../file-error';
import { type SourceRecord } from './source-records';

/** What databases and spreadsheets write where there is nothing. */
const NULL_WORDS = new Set(['NULL', 'null', '(null)', '<null>', '\\N', '#N/A', 'NaN']);

/** Columns that go on record as they are, and those whose words the mapping lists, one by one. */
const AS_WRITTEN = ['kept', 'values'];

/**
 * The same records, if the mapping says what such words mean. History is never rewritten, so it is asked before a text
 * "NULL" goes on record as the name of a person.
 * @throws {FileError} at the first such word, when the mapping has no `blanks`
 */
export async function* withoutNullWords(
  file: string,
  records: AsyncIterable<SourceRecord>,
  { blanks, columns }: Mapping,
): AsyncGenerator<SourceRecord> {
  const read = new Set(columns.filter(isRead).map(({ column }) => column));
  for await (const record of records) {
    if (blanks === null && 'row' in record) {
      for (const column of read) {
        const word = record.row[column] ?? '';
        if (!NULL_WORDS.has(word)) continue;
        const choice = `if it stands for a blank, say "blanks: ['${word}']" in the mapping; if it is a text, "blanks: []"`;
        throw new FileError(file, `the column "${column}" says "${word}": ${choice}`, record.line);
      }
    }
    yield record;
  }
}

function isRead({ path }: UsedColumn): boolean {
  return !AS_WRITTEN.includes(String(path[0]));
}
