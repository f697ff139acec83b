import { type DatabaseSync, type StatementSync } from 'node:sqlite';
import { type Position, START, type StoredEvent, type StreamsCursor } from '@redress/event-store';
import { type LogMark } from './log-mark';

/**
 * `serving` answers questions; `building` is folded beside it and takes over when it has caught up; `retired` is
 * being dropped.
 */
export type BuildRole = 'serving' | 'building' | 'retired';

/** One set of tables of a read model. */
export interface Build {
  readonly id: number;
  readonly name: string;
  readonly version: number;
  readonly role: BuildRole;
  /** The checkpoint: up to here the log is in the tables, parked streams apart. */
  readonly position: Position;
  /** The last event at or before the checkpoint that the read model does not filter out; null before the first. */
  readonly mark: LogMark | null;
  /** Not null while whole streams are being applied; then {@link Build.position} is the log's start. */
  readonly bulk: Bulk | null;
}

/** How far a build has come that applies whole streams, one after the other. */
export interface Bulk {
  /** All that was in the log by then is applied that way; what came after it, in the order of the log. */
  readonly upTo: Position;
  /** Null before the first stream. */
  readonly cursor: StreamsCursor | null;
  /** The last event behind the cursor that is applied already, where a slice was applied stream by stream. */
  readonly within?: Pick<StoredEvent, 'stream' | 'revision'>;
}

/** What was about to be applied when the thread ended: it is written down before, and gone once it is applied. */
export interface Attempt {
  /** '' when there were several. */
  readonly stream: string;
  /** How often it was begun in a row. */
  readonly tries: number;
}

/** A stream that a build does not follow any more, because one of its events could not be applied. */
export interface ParkedStream {
  readonly stream: string;
  /** Revision of the event that could not be applied. */
  readonly revision: number;
  readonly type: string;
  readonly schemaVersion: number;
  readonly code: string;
  /** ISO 8601 UTC. */
  readonly since: string;
  /** Later events of the stream that were passed over. */
  readonly skipped: number;
}

export const BUILDS_SCHEMA = `
  CREATE TABLE builds (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    version INTEGER NOT NULL,
    role TEXT NOT NULL,
    position TEXT NOT NULL,
    mark TEXT,
    bulk TEXT
  );
  CREATE UNIQUE INDEX one_build_per_role ON builds (name, role) WHERE role <> 'retired';
  CREATE TABLE parked (
    build INTEGER NOT NULL,
    stream TEXT NOT NULL,
    revision INTEGER NOT NULL,
    type TEXT NOT NULL,
    schema_version INTEGER NOT NULL,
    code TEXT NOT NULL,
    since TEXT NOT NULL,
    skipped INTEGER NOT NULL,
    PRIMARY KEY (build, stream)
  ) WITHOUT ROWID;
  CREATE TABLE attempts (
    build INTEGER PRIMARY KEY,
    stream TEXT NOT NULL,
    tries INTEGER NOT NULL
  );
`;

const FIELDS = 'id, name, version, role, position, mark, bulk';

/** Which builds there are, how far each has come, and what it had to park. Every method runs in the caller's transaction. */
export class Builds {
  private readonly statements = new Map<string, StatementSync>();

  constructor(private readonly database: DatabaseSync) {}

  find(id: number): Build | null {
    return toBuild(this.prepare(`SELECT ${FIELDS} FROM builds WHERE id = ?`).get(id));
  }

  inRole(name: string, role: 'serving' | 'building'): Build | null {
    return toBuild(this.prepare(`SELECT ${FIELDS} FROM builds WHERE name = ? AND role = ?`).get(name, role));
  }

  retired(name: string): readonly Build[] {
    const sql = `SELECT ${FIELDS} FROM builds WHERE name = ? AND role = 'retired'`;
    return this.prepare(sql)
      .all(name)
      .map((row) => toBuild(row) as Build);
  }

  /** @param bulkUpTo null: it is to be fed in the order of the log */
  add(name: string, version: number, role: 'serving' | 'building', bulkUpTo: Position | null = null): Build {
    const bulk = bulkUpTo === null ? null : { upTo: bulkUpTo, cursor: null };
    const sql = 'INSERT INTO builds (name, version, role, position, bulk) VALUES (?, ?, ?, ?, ?)';
    const id = Number(this.prepare(sql).run(name, version, role, START, toJson(bulk)).lastInsertRowid);
    return { id, name, version, role, position: START, mark: null, bulk };
  }

  setRole(id: number, role: BuildRole): void {
    this.prepare('UPDATE builds SET role = ? WHERE id = ?').run(role, id);
  }

  setPosition(id: number, position: Position): void {
    this.prepare('UPDATE builds SET position = ? WHERE id = ?').run(position, id);
  }

  setBulk(id: number, bulk: Bulk | null): void {
    this.prepare('UPDATE builds SET bulk = ? WHERE id = ?').run(toJson(bulk), id);
  }

  setMark(id: number, mark: LogMark): void {
    this.prepare('UPDATE builds SET mark = ? WHERE id = ?').run(JSON.stringify(mark), id);
  }

  forget(id: number): void {
    this.prepare('DELETE FROM parked WHERE build = ?').run(id);
    this.endAttempt(id);
    this.prepare('DELETE FROM builds WHERE id = ?').run(id);
  }

  /** @param skipped later events of the stream that are passed over at once */
  park(id: number, event: StoredEvent, code: string, since: string, skipped = 0): void {
    const sql =
      'INSERT INTO parked (build, stream, revision, type, schema_version, code, since, skipped) VALUES (?, ?, ?, ?, ?, ?, ?, ?)';
    this.prepare(sql).run(id, event.stream, event.revision, event.type, event.schemaVersion, code, since, skipped);
  }

  parkedStreams(id: number): ReadonlySet<string> {
    const rows = this.prepare('SELECT stream FROM parked WHERE build = ?').all(id);
    return new Set(rows.map((row) => row['stream'] as string));
  }

  countSkipped(id: number, stream: string, events: number): void {
    this.prepare('UPDATE parked SET skipped = skipped + ? WHERE build = ? AND stream = ?').run(events, id, stream);
  }

  /** What was begun and never came to an end; null when nothing was. */
  attempt(id: number): Attempt | null {
    const found = this.prepare('SELECT stream, tries FROM attempts WHERE build = ?').get(id);
    return (found as unknown as Attempt | undefined) ?? null;
  }

  beginAttempt(id: number, { stream, tries }: Attempt): void {
    this.prepare('INSERT OR REPLACE INTO attempts (build, stream, tries) VALUES (?, ?, ?)').run(id, stream, tries);
  }

  endAttempt(id: number): void {
    this.prepare('DELETE FROM attempts WHERE build = ?').run(id);
  }

  parked(id: number): readonly ParkedStream[] {
    const sql =
      'SELECT stream, revision, type, schema_version AS schemaVersion, code, since, skipped FROM parked WHERE build = ? ORDER BY since, stream';
    return this.prepare(sql).all(id) as unknown as ParkedStream[];
  }

  parkedCount(id: number): number {
    return this.prepare('SELECT count(*) AS n FROM parked WHERE build = ?').get(id)?.['n'] as number;
  }

  /** The streams that were parked first. */
  parkedFirst(id: number, limit: number): readonly string[] {
    const rows = this.prepare('SELECT stream FROM parked WHERE build = ? ORDER BY since, stream LIMIT ?').all(
      id,
      limit,
    );
    return rows.map((row) => row['stream'] as string);
  }

  private prepare(sql: string): StatementSync {
    let statement = this.statements.get(sql);
    if (statement === undefined) {
      statement = this.database.prepare(sql);
      this.statements.set(sql, statement);
    }
    return statement;
  }
}

function toBuild(row: Record<string, unknown> | undefined): Build | null {
  if (row === undefined) return null;
  const { mark, bulk, ...rest } = row as unknown as Omit<Build, 'mark' | 'bulk'> &
    Record<'mark' | 'bulk', string | null>;
  return { ...rest, mark: fromJson<LogMark>(mark), bulk: fromJson<Bulk>(bulk) };
}

function toJson(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}

function fromJson<T>(text: string | null): T | null {
  return text === null ? null : (JSON.parse(text) as T);
}
