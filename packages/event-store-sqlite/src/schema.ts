/** Says whose file it is: "Rdrs" in ASCII. See `PRAGMA application_id`. */
export const APPLICATION_ID = 0x52647273;

/**
 * Each entry lifts a file from the version that is its index to the next; `PRAGMA user_version` counts them. Never
 * change one that was released: add another.
 *
 * The triggers make the record append-only whoever opens the file. REPLACE would delete rows without firing a DELETE
 * trigger unless `recursive_triggers` is on, and a foreign connection may turn that off; so inserts are refused, before
 * any conflict can arise, unless they continue the log and their stream without a gap. Nothing in a file can stop who
 * drops the triggers or edits the bytes: the hash chains and signed checkpoints find that afterwards.
 *
 * Stream names stand apart because an index on small integers grows at its end, while one on random names would rewrite
 * a page somewhere for every event: 1.6 times as many inserts a second where it was measured.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE streams (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
  ) STRICT;

  CREATE TABLE events (
    position INTEGER PRIMARY KEY,
    stream INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    schema_version INTEGER NOT NULL,
    hash TEXT,
    data TEXT NOT NULL,
    metadata TEXT NOT NULL,
    UNIQUE (stream, revision)
  ) STRICT;

  CREATE VIEW log AS
    SELECT position, name AS stream, revision, events.id, type, schema_version, hash, data, metadata
    FROM events JOIN streams ON streams.id = events.stream;

  CREATE TRIGGER events_are_appended BEFORE INSERT ON events
  WHEN NEW.position IS NOT (SELECT coalesce(max(position), 0) + 1 FROM events)
    OR NEW.revision IS NOT (SELECT coalesce(max(revision), -1) + 1 FROM events WHERE stream = NEW.stream)
    OR NOT EXISTS (SELECT 1 FROM streams WHERE id = NEW.stream)
  BEGIN
    SELECT RAISE(ABORT, 'The record is append-only: an event takes the next position and the next revision of its stream');
  END;
  CREATE TRIGGER events_are_never_updated BEFORE UPDATE ON events
  BEGIN
    SELECT RAISE(ABORT, 'The record is append-only: UPDATE is refused');
  END;
  CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
  BEGIN
    SELECT RAISE(ABORT, 'The record is append-only: DELETE is refused');
  END;

  CREATE TRIGGER streams_are_appended BEFORE INSERT ON streams
  WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM streams)
    OR EXISTS (SELECT 1 FROM streams WHERE name = NEW.name)
  BEGIN
    SELECT RAISE(ABORT, 'The record is append-only: a stream takes a new name and the next id');
  END;
  CREATE TRIGGER streams_are_never_updated BEFORE UPDATE ON streams
  BEGIN
    SELECT RAISE(ABORT, 'The record is append-only: UPDATE is refused');
  END;
  CREATE TRIGGER streams_are_never_deleted BEFORE DELETE ON streams
  BEGIN
    SELECT RAISE(ABORT, 'The record is append-only: DELETE is refused');
  END;
  `,
];
