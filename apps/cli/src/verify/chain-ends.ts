import { DatabaseSync } from 'node:sqlite';
import { type ChainEnd } from '@redress/event-store';

/** How far a stream has been verified; null when it is known to be bad. */
export type Standing = ChainEnd | null;

/** So many streams are held in memory, some ten megabytes; most streams of a log are quiet at any time. */
const HELD = 20_000;

/**
 * The standing of every stream seen so far. Those that were not touched for long go into a temporary file, so memory does
 * not grow with the log. The file has no name and is gone with the process, whatever ends it.
 */
export class ChainEnds {
  private readonly held = new Map<string, Standing>();
  // An empty path is SQLite's own way to say "a temporary file".
  private readonly db = new DatabaseSync('');
  private readonly select;
  private readonly upsert;
  private isSpilled = false;

  constructor(private readonly limit = HELD) {
    this.db.exec(`
      PRAGMA journal_mode = OFF;
      PRAGMA synchronous = OFF;
      PRAGMA cache_size = -32768;
      CREATE TABLE ends (stream TEXT PRIMARY KEY, standing TEXT NOT NULL) STRICT, WITHOUT ROWID;
    `);
    this.select = this.db.prepare('SELECT standing FROM ends WHERE stream = ?');
    this.upsert = this.db.prepare(
      'INSERT INTO ends VALUES (?, ?) ON CONFLICT (stream) DO UPDATE SET standing = excluded.standing',
    );
  }

  /** Undefined for a stream that was not seen yet. */
  get(stream: string): Standing | undefined {
    const held = this.held.get(stream);
    if (held !== undefined || !this.isSpilled) return held;
    const row = this.select.get(stream) as { standing: string } | undefined;
    return row === undefined ? undefined : (JSON.parse(row.standing) as Standing);
  }

  set(stream: string, standing: Standing): void {
    // Behind all others: the map's order is that of their last use.
    this.held.delete(stream);
    this.held.set(stream, standing);
    if (this.held.size > this.limit) this.spill();
  }

  close(): void {
    this.db.close();
  }

  private spill(): void {
    const quiet = [...this.held].slice(0, Math.ceil(this.limit / 2));
    // In the order of the table: names are random, and each page of it is then written once.
    quiet.sort(([a], [b]) => (a < b ? -1 : 1));
    this.db.exec('BEGIN');
    for (const [stream, standing] of quiet) {
      this.upsert.run(stream, JSON.stringify(standing));
      this.held.delete(stream);
    }
    this.db.exec('COMMIT');
    this.isSpilled = true;
  }
}
