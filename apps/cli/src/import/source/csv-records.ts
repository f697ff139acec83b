import { pipeline, Readable } from 'node:stream';
import { type CsvError, parse } from 'csv-parse';
import { FileError } from '../file-error';
import { LONGEST_RECORD } from './limits';

/** A record as it stands in the file. */
export interface CsvRecord {
  /** Where it begins; 1 is the first line of the file. */
  readonly line: number;
  readonly fields: readonly string[];
}

/** @throws {FileError} the file cannot be read as CSV from some line on */
export async function* csvRecords(
  file: string,
  bytes: AsyncIterable<Buffer>,
  delimiter: string,
): AsyncGenerator<CsvRecord> {
  const lines = new LineCount();
  const parser = parse({
    delimiter,
    // Not discovered from the first line: the others may end otherwise.
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_RECORD,
    // As it is parsed, not as it is read: when the parser fails, records not yet read are lost.
    on_record: (fields: string[], { lines: counted }) => {
      lines.see(fields, counted);
      return fields;
    },
  });
  pipeline(Readable.from(bytes), parser, () => undefined);
  try {
    for await (const fields of parser as AsyncIterable<string[]>) yield { line: lines.take(), fields };
  } catch (error) {
    if (error instanceof FileError) throw error;
    throw new FileError(file, `the row that begins here is no CSV: ${reason(error as CsvError)}`, lines.next);
  }
}

/** Where records begin: the parser counts where they end, and a CRLF inside quotes as two lines. */
class LineCount {
  /** Where the record after the last one begins, if no blank lines come before it. */
  next = 1;
  private countedTwice = 0;
  /** Of records that are parsed and not yet read. */
  private readonly beginnings: number[] = [];

  see(fields: readonly string[], counted: number): void {
    const [breaks, doubled] = lineBreaks(fields);
    this.countedTwice += doubled;
    const end = counted - this.countedTwice;
    this.next = end + 1;
    this.beginnings.push(end - breaks);
  }

  /** Of the next record that is read. */
  take(): number {
    return this.beginnings.shift() as number;
  }
}

/** Line breaks inside the fields, and how many of them are two characters long. */
function lineBreaks(fields: readonly string[]): readonly [number, number] {
  let breaks = 0;
  let doubled = 0;
  for (const field of fields) {
    if (!field.includes('\n') && !field.includes('\r')) continue;
    for (const [end] of field.matchAll(/\r\n|\r|\n/g)) {
      breaks += 1;
      if (end.length === 2) doubled += 1;
    }
  }
  return [breaks, doubled];
}

function reason({ code, message }: CsvError): string {
  switch (code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'a quote is opened and never closed';
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'INVALID_OPENING_QUOTE':
      return 'a quote stands in the middle of a field: quote the whole field and double the quotes in it';
    case 'CSV_MAX_RECORD_SIZE':
      return `it is longer than ${LONGEST_RECORD} bytes; is a quote missing?`;
    default:
      return message;
  }
}
