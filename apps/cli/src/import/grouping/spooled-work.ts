import { DatabaseSync } from 'node:sqlite';
import { type Mapping, type SourceRow } from '@redress/application';
import { type SourceRecord } from '../source/source-records';
import { placed, type Work, workOf } from './work';

/**
 * For files in which the rows of a case stand apart: they go through a temporary file, groups in the order of their
 * first rows. The file has no name and is gone with the process, whatever ends it.
 */
export async function* spooledWork(records: AsyncIterable<SourceRecord>, mapping: Mapping): AsyncGenerator<Work> {
  // An empty path is SQLite's own way to say "a temporary file".
  const db = new DatabaseSync('');
  try {
    db.exec(`
      PRAGMA journal_mode = OFF;
      PRAGMA synchronous = OFF;
      PRAGMA cache_size = -16384;
      CREATE TABLE groups (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
      CREATE TABLE spooled (
        in_group INTEGER NOT NULL, line INTEGER NOT NULL, source_row TEXT NOT NULL, PRIMARY KEY (in_group, line)
      ) STRICT, WITHOUT ROWID;
      BEGIN;
    `);
    yield* spool(db, records, mapping);
    db.exec('COMMIT');
    yield* groups(db, mapping);
  } finally {
    db.close();
  }
}

async function* spool(db: DatabaseSync, records: AsyncIterable<SourceRecord>, mapping: Mapping): AsyncGenerator<Work> {
  const name = db.prepare('INSERT INTO groups (name) VALUES (?) ON CONFLICT DO NOTHING');
  const insert = db.prepare(
    'INSERT INTO spooled (in_group, line, source_row) VALUES ((SELECT id FROM groups WHERE name = ?), ?, ?)',
  );
  for await (const record of records) {
    const next = placed(record, mapping);
    if ('rejected' in next) {
      yield next;
    } else {
      name.run(next.group);
      insert.run(next.group, next.row.line, JSON.stringify(next.row));
    }
  }
}

function* groups(db: DatabaseSync, mapping: Mapping): Generator<Work> {
  const select = db.prepare(
    'SELECT name, source_row FROM spooled JOIN groups ON groups.id = in_group ORDER BY in_group, line',
  );
  let group: string | null = null;
  let rows: SourceRow[] = [];
  for (const found of select.iterate() as Iterable<{ name: string; source_row: string }>) {
    if (group !== null && group !== found.name) {
      yield* workOf(group, rows, mapping);
      rows = [];
    }
    group = found.name;
    rows.push(JSON.parse(found.source_row) as SourceRow);
  }
  if (group !== null) yield* workOf(group, rows, mapping);
}
