import { type DatabaseSync } from 'node:sqlite';
import {
  assertLimit,
  assertRevision,
  pageLimit,
  type EventFilter,
  type LogPage,
  type ReadAllOptions,
  type ReadStreamOptions,
  type ReadStreamsOptions,
  type StoredEvent,
  type StreamsPage,
  upToCharacters,
} from '@redress/event-store';
import { openForReading } from './connection';
import { failureOf, toError } from './failures';
import { fromPosition, toPosition } from './positions';
import { COLUMNS, type EventColumns, PAGE_CHARACTERS, toEvent } from './event-columns';
import { rowReader, type RowReader } from './rows';
import { StreamsReader } from './streams-reader';

/** A filtered page looks at so many events at most: the calling thread waits meanwhile, some milliseconds. */
const FILTER_WINDOW = 10_000;

/** Filters differ in how many types and prefixes they list; so many of these forms are kept prepared. */
const PREPARED_PAGES = 50;

function* events(rows: Iterable<EventColumns>): Iterable<StoredEvent> {
  for (const row of rows) yield toEvent(row);
}

/** Reads the log on a connection of its own, in the calling thread. */
export class LogReader {
  private readonly db: DatabaseSync;
  private readonly last: RowReader<[number]>;
  private readonly forwards: RowReader<EventColumns>;
  private readonly backwards: RowReader<EventColumns>;
  private readonly pages = new Map<string, RowReader<EventColumns>>();
  private readonly wholeStreams: StreamsReader;

  /** @throws {StoreUnusableError} the file cannot be opened */
  constructor(private readonly file: string) {
    this.db = openForReading(file);
    const ofStream = `SELECT ${COLUMNS} FROM log WHERE stream = ? AND revision`;
    this.last = rowReader(this.db, 'SELECT coalesce(max(position), 0) FROM events');
    this.forwards = rowReader(this.db, `${ofStream} >= ? ORDER BY revision LIMIT ?`);
    this.backwards = rowReader(this.db, `${ofStream} <= ? ORDER BY revision DESC LIMIT ?`);
    this.wholeStreams = new StreamsReader(this.db);
  }

  /** The last event's position as a number; 0 when there is none. */
  head(): number {
    return this.reading(() => this.last.get()?.[0] ?? 0);
  }

  stream(stream: string, options: ReadStreamOptions): StoredEvent[] {
    const forwards = options.direction !== 'backwards';
    const from = options.from === undefined ? undefined : assertRevision(options.from);
    const limit = options.limit === undefined ? -1 : assertLimit(options.limit);
    const reader = forwards ? this.forwards : this.backwards;
    const start = from ?? (forwards ? 0 : Number.MAX_SAFE_INTEGER);
    if (options.characters === undefined) return this.reading(() => reader.all(stream, start, limit).map(toEvent));
    const characters = assertLimit(options.characters);
    return this.reading(() => upToCharacters(events(reader.iterate(stream, start, limit)), characters));
  }

  page(options: ReadAllOptions): LogPage {
    const after = fromPosition(options.after ?? '');
    const limit = pageLimit(options);
    return this.reading(() => {
      // Asked first: what is appended from here on lies behind this page, whether or not the query below sees it.
      const head = this.head();
      if (after >= head) return { events: [], position: toPosition(after), atEnd: true };
      const { filter } = options;
      if (filter?.types?.length === 0 || filter?.streamPrefixes?.length === 0) {
        return { events: [], position: toPosition(head), atEnd: true };
      }
      const upTo = isEmpty(filter) ? head : Math.min(head, after + FILTER_WINDOW);
      const events: StoredEvent[] = [];
      let characters = 0;
      for (const row of this.query(filter).iterate(after, upTo, ...valuesOf(filter), limit)) {
        const event = toEvent(row);
        events.push(event);
        characters += event.data.length + event.metadata.length;
        if (characters > PAGE_CHARACTERS) break;
      }
      const full = events.length === limit || characters > PAGE_CHARACTERS;
      const position = full ? (events.at(-1)?.position ?? toPosition(upTo)) : toPosition(upTo);
      return { events, position, atEnd: position === toPosition(head) };
    });
  }

  streams(options: ReadStreamsOptions): StreamsPage {
    return this.reading(() => this.wholeStreams.page(options));
  }

  close(): void {
    this.db.close();
  }

  private query(filter: EventFilter | undefined): RowReader<EventColumns> {
    const conditions = conditionsOf(filter);
    let reader = this.pages.get(conditions);
    if (reader === undefined) {
      if (this.pages.size >= PREPARED_PAGES) this.pages.clear();
      const where = `WHERE position > ? AND position <= ?${conditions}`;
      reader = rowReader(this.db, `SELECT ${COLUMNS} FROM log ${where} ORDER BY position LIMIT ?`);
      this.pages.set(conditions, reader);
    }
    return reader;
  }

  private reading<T>(run: () => T): T {
    try {
      return run();
    } catch (error) {
      throw toError(failureOf(error, this.file));
    }
  }
}

function isEmpty(filter: EventFilter | undefined): boolean {
  return filter?.types === undefined && filter?.streamPrefixes === undefined;
}

function conditionsOf({ types, streamPrefixes }: EventFilter = {}): string {
  const ofTypes = types === undefined ? '' : ` AND type IN (${types.map(() => '?').join()})`;
  // An expression, so that SQLite walks the log and not the names, which would have to be sorted into log order.
  const prefixes = streamPrefixes?.map(() => 'substr(stream, 1, length(?)) = ?').join(' OR ');
  return prefixes === undefined ? ofTypes : `${ofTypes} AND (${prefixes})`;
}

function valuesOf({ types = [], streamPrefixes = [] }: EventFilter = {}): string[] {
  return [...types, ...streamPrefixes.flatMap((prefix) => [prefix, prefix])];
}
