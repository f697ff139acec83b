import { type DatabaseSync } from 'node:sqlite';
import { pageLimit, type ReadStreamsOptions, type StoredEvent, type StreamsPage } from '@redress/event-store';
import { type EventColumns, PAGE_CHARACTERS, toEvent } from './event-columns';
import { fromPosition } from './positions';
import { rowReader, type RowReader } from './rows';

/** A page looks at the names of so many streams at most: the calling thread waits meanwhile, some milliseconds. */
const NAMES_WINDOW = 10_000;
/** Of a prefix that no more streams have, the streams are found by their names, however many others there are. */
const FEW = 1_000;

/** In the order of their first events, so that what is read together lies together in the file. */
const streamsWhere = (condition: string): string => `
  SELECT position, name, revision, events.id, type, schema_version, hash, data, metadata, streams.id
  FROM streams CROSS JOIN events ON events.stream = streams.id
  WHERE ${condition} AND streams.id > ?3 AND streams.id <= ?4 AND position <= ?5
  ORDER BY streams.id, revision`;

/** What is left of a stream. */
const REST = `
  SELECT position, name, revision, events.id, type, schema_version, hash, data, metadata, streams.id
  FROM streams CROSS JOIN events ON events.stream = streams.id
  WHERE streams.id = ?1 AND revision > ?2 AND position <= ?3
  ORDER BY revision`;

const AMONG_ALL = streamsWhere('substr(name, 1, length(?1)) = ?1 AND ?2 IS NOT NULL');
const BY_NAME = streamsWhere('streams.id IN (SELECT id FROM streams WHERE name >= ?1 AND name < ?2)');

/** Behind every name that begins with the prefix: text is compared by its bytes. */
const behind = (prefix: string): string => `${prefix}\u{10FFFF}`;

type StreamColumns = [...EventColumns, stream: number];

/** Reads the log stream by stream; see `EventStore.readStreams`. */
export class StreamsReader {
  private readonly last: RowReader<[number]>;
  private readonly named: RowReader<[number]>;
  private readonly amongAll: RowReader<StreamColumns>;
  private readonly byName: RowReader<StreamColumns>;
  private readonly rest: RowReader<StreamColumns>;

  constructor(db: DatabaseSync) {
    this.last = rowReader(db, 'SELECT coalesce(max(id), 0) FROM streams');
    const first = `SELECT 1 FROM streams WHERE name >= ? AND name < ? LIMIT ${FEW + 1}`;
    this.named = rowReader(db, `SELECT count(*) FROM (${first})`);
    this.amongAll = rowReader(db, AMONG_ALL);
    this.byName = rowReader(db, BY_NAME);
    this.rest = rowReader(db, REST);
  }

  /**
   * The cursor is the place of a prefix among the prefixes, the number of the last stream that was looked at, and, when
   * that goes on, the last revision that was read.
   */
  page({ prefixes, upTo, after = '0/0', limit }: ReadStreamsOptions): StreamsPage {
    const [nth = 0, passed = 0, revision] = after.split('/').map(Number);
    const prefix = prefixes[nth];
    if (prefix === undefined) return { events: [], cursor: after, atEnd: true };
    const page = new Page(pageLimit(limit === undefined ? {} : { limit }), passed);
    const behindWhich = fromPosition(upTo);
    if (revision !== undefined && !page.read(this.rest.iterate(passed, revision, behindWhich))) {
      return { events: page.events, cursor: `${nth}/${page.end}`, atEnd: false };
    }
    const last = this.last.get()?.[0] ?? 0;
    const isRare = (this.named.get(prefix, behind(prefix))?.[0] ?? 0) <= FEW;
    const window = isRare ? last : Math.min(last, passed + NAMES_WINDOW);
    const rows = isRare ? this.byName : this.amongAll;
    const isThrough = page.read(rows.iterate(prefix, behind(prefix), passed, window, behindWhich));
    if (!isThrough) return { events: page.events, cursor: `${nth}/${page.end}`, atEnd: false };
    const cursor = window >= last ? `${nth + 1}/0` : `${nth}/${window}`;
    return { events: page.events, cursor, atEnd: window >= last && nth + 1 >= prefixes.length };
  }
}

/** Events of one stream after the other, until there are enough. */
class Page {
  readonly events: StoredEvent[] = [];
  private characters = 0;
  private goesOn = false;

  constructor(
    private readonly enough: number,
    private stream: number,
  ) {}

  /** Where it ends: the number of the last stream, and its last revision when more of it follows. */
  get end(): string {
    return this.goesOn ? `${this.stream}/${this.events.at(-1)?.revision}` : `${this.stream}`;
  }

  /** False when there are enough before the rows end. */
  read(rows: Iterable<StreamColumns>): boolean {
    for (const row of rows) {
      const [position, name, revision, id, type, schemaVersion, hash, data, metadata, stream] = row;
      this.goesOn = stream === this.stream && this.events.length > 0;
      if (this.holds(this.goesOn ? 2 : 1)) return false;
      this.stream = stream;
      const event = toEvent([position, name, revision, id, type, schemaVersion, hash, data, metadata]);
      this.characters += event.data.length + event.metadata.length;
      this.events.push(event);
    }
    return true;
  }

  private holds(times: number): boolean {
    return this.events.length >= times * this.enough || this.characters > times * PAGE_CHARACTERS;
  }
}
