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

  constructor(db: DatabaseSync) {
    this.last = rowReader(db, 'SELECT coalesce(max(id), 0) FROM streams');
    const first = `SELECT 1 FROM streams WHERE name >= ? AND name < ? LIMIT ${FEW + 1}`;
    this.named = rowReader(db, `SELECT count(*) FROM (${first})`);
    this.amongAll = rowReader(db, AMONG_ALL);
    this.byName = rowReader(db, BY_NAME);
  }

  /** The cursor is the place of a prefix among the prefixes, and the number of the last stream that was looked at. */
  page({ prefixes, upTo, after = '0/0', limit }: ReadStreamsOptions): StreamsPage {
    const enough = pageLimit(limit === undefined ? {} : { limit });
    const [nth = 0, passed = 0] = after.split('/').map(Number);
    const prefix = prefixes[nth];
    if (prefix === undefined) return { events: [], cursor: after, atEnd: true };
    const last = this.last.get()?.[0] ?? 0;
    const isRare = (this.named.get(prefix, behind(prefix))?.[0] ?? 0) <= FEW;
    const window = isRare ? last : Math.min(last, passed + NAMES_WINDOW);
    const rows = (isRare ? this.byName : this.amongAll).iterate(
      ...[prefix, behind(prefix), passed, window, fromPosition(upTo)],
    );
    const { events, stream } = wholeStreams(rows, { after: passed, window, enough });
    const isThrough = stream >= last;
    const cursor = isThrough ? `${nth + 1}/0` : `${nth}/${stream}`;
    return { events, cursor, atEnd: isThrough && nth + 1 >= prefixes.length };
  }
}

/** Events of streams until there are enough, and the last stream that was looked at. */
function wholeStreams(
  rows: Iterable<StreamColumns>,
  { after, window, enough }: { readonly after: number; readonly window: number; readonly enough: number },
): { readonly events: readonly StoredEvent[]; readonly stream: number } {
  const events: StoredEvent[] = [];
  let characters = 0;
  let stream = after;
  for (const row of rows) {
    const next = row[9];
    if (next !== stream && (events.length >= enough || characters > PAGE_CHARACTERS)) return { events, stream };
    stream = next;
    const [position, name, revision, id, type, schemaVersion, hash, data, metadata] = row;
    const event = toEvent([position, name, revision, id, type, schemaVersion, hash, data, metadata]);
    characters += event.data.length + event.metadata.length;
    events.push(event);
  }
  return { events, stream: window };
}
