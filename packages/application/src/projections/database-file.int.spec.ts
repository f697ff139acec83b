import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { StoreUnusableError } from '@redress/event-store';
import { openDatabaseFile } from './database-file';
import { listeningLogger, scratch } from './testing/scratch';

describe('the file of the read models', () => {
  let place: ReturnType<typeof scratch>;
  let logger: ReturnType<typeof listeningLogger>;
  beforeEach(() => {
    place = scratch();
    logger = listeningLogger();
  });
  afterEach(() => place.remove());

  function pragma(database: DatabaseSync, name: string): unknown {
    return Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];
  }

  /** Somebody uses the file and leaves a trace in it. */
  function used(): void {
    const database = openDatabaseFile(place.file, logger);
    database.exec("INSERT INTO builds (name, version, role, position) VALUES ('x', 1, 'serving', '')");
    database.close();
  }

  function traces(): number {
    const database = openDatabaseFile(place.file, logger);
    try {
      return database.prepare('SELECT count(*) AS n FROM builds').get()?.['n'] as number;
    } finally {
      database.close();
    }
  }

  it('is made when it is not there: a write-ahead log, and no waiting for the disk at every commit', () => {
    const database = openDatabaseFile(place.file, logger);
    expect(pragma(database, 'journal_mode')).toBe('wal');
    expect(pragma(database, 'synchronous')).toBe(1);
    expect(pragma(database, 'secure_delete')).toBe(1);
    database.close();
  });

  it('is kept when it is opened again, also by two at once', () => {
    used();
    const other = openDatabaseFile(place.file, logger);
    expect(traces()).toBe(1);
    expect(logger.lines).toEqual([]);
    other.close();
  });

  it('is thrown away, and said so, when another version of Redress made it', () => {
    used();
    const database = new DatabaseSync(place.file);
    database.exec('PRAGMA user_version = 99');
    database.close();
    expect(traces()).toBe(0);
    expect(logger.lines).toEqual([
      `${place.file} is of format 99, this version of Redress reads 4: thrown away, the read models are built anew from the log`,
    ]);
  });

  it('is thrown away when it is damaged', () => {
    used();
    const bytes = readFileSync(place.file);
    // The header survives, the schema behind it does not.
    bytes.fill(0xff, 100, 4096);
    writeFileSync(place.file, bytes);
    expect(traces()).toBe(0);
    expect(logger.lines).toEqual([
      `${place.file} is damaged: thrown away, the read models are built anew from the log`,
    ]);
  });

  it('is moved out of the way when nobody can tell what it was', () => {
    writeFileSync(place.file, 'These are not the bytes you are looking for. '.repeat(100));
    expect(traces()).toBe(0);
    expect(existsSync(`${place.file}.unusable`)).toBe(true);
    expect(logger.lines).toHaveLength(1);
  });

  it('is never touched when it is a database of something else', () => {
    const database = new DatabaseSync(place.file);
    database.exec('CREATE TABLE precious (x); INSERT INTO precious VALUES (1)');
    database.close();
    expect(() => openDatabaseFile(place.file, logger)).toThrow(StoreUnusableError);
    const again = new DatabaseSync(place.file);
    expect(again.prepare('SELECT count(*) AS n FROM precious').get()?.['n']).toBe(1);
    again.close();
  });
});
