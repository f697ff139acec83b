import { groupKey, type Mapping, type Row, RowRejection } from '@redress/application';
import { type SourceRecord } from '../source/source-records';

/** So many cases are remembered to see whether their rows stand together; a longer file is taken not to be in order. */
const REMEMBERED_GROUPS = 200_000;

/** What there is to know of a file before anything of it is put on record. */
export interface FileFacts {
  readonly rows: number;
  /** All rows of a case stand together. */
  readonly isContiguous: boolean;
  /** Columns that at least one row of JSON lines has; of CSV none, since its header is judged when it is read. */
  readonly columns: ReadonlySet<string>;
}

/** Reads all of a file, so that one that cannot be read to its end stops the import before it began. */
export async function scan(
  records: AsyncIterable<SourceRecord>,
  mapping: Mapping,
  remembered = REMEMBERED_GROUPS,
): Promise<FileFacts> {
  const groups = new Groups(mapping, remembered);
  const columns = new Set<string>();
  let rows = 0;
  for await (const record of records) {
    rows += 1;
    if ('rejected' in record) continue;
    if (mapping.format.type === 'jsonl') {
      for (const column of Object.keys(record.row)) columns.add(column);
    }
    groups.see(record.row);
  }
  return { rows, isContiguous: groups.isContiguous, columns };
}

class Groups {
  isContiguous = true;
  private readonly seen = new Set<string>();
  private last: string | null = null;

  constructor(
    private readonly mapping: Mapping,
    private readonly remembered: number,
  ) {}

  see(row: Row): void {
    if (!this.isContiguous) return;
    const key = this.keyOf(row);
    if (key === null || key === this.last) return;
    if (this.seen.has(key) || this.seen.size >= this.remembered) {
      this.isContiguous = false;
      this.seen.clear();
    } else {
      this.seen.add(key);
      this.last = key;
    }
  }

  private keyOf(row: Row): string | null {
    try {
      return groupKey(row, this.mapping);
    } catch (error) {
      if (error instanceof RowRejection) return null;
      throw error;
    }
  }
}
