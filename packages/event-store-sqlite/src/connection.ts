import { accessSync, constants, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makePrivateDirectory, makePrivateFile, StoreUnusableError } from '@redress/event-store';
import { failureOf, isBusy, readOnly, toError } from './failures';
import { APPLICATION_ID, MIGRATIONS } from './schema';

/**
 * How long SQLite itself waits for a lock, in milliseconds. Short, because it looks ever more rarely the longer it
 * waits, and two busy processes would starve each other; {@link whileBusy} begins anew.
 */
const BUSY_TIMEOUT_MS = 100;

/** A WAL that once grew is cut back to this at the next checkpoint, in bytes. */
const WAL_BYTES_KEPT = 64 * 1024 * 1024;

/**
 * Opens the log for writing; creates it and lifts it to the present schema when needed.
 * @throws {StoreUnusableError} saying why, and what to do
 * @throws {StoreReadOnlyError} it may only be read
 * @throws {StoreUnavailableError} locked by another process for longer than `patienceMs`
 */
export function openForWriting(file: string, patienceMs: number): DatabaseSync {
  attempt(file, () => makePrivateDirectory(dirname(file)));
  makePrivateFile(file);
  assertWritable(file);
  const db = attempt(file, () => new DatabaseSync(file));
  try {
    attempt(file, () => whileBusy(patienceMs, () => prepare(db, file)));
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * Before SQLite opens it: beside a file that may only be read it makes a `-wal` and a `-shm` file that may only be read
 * either, and these stay in the way when somebody has given the right to write the file itself.
 */
function assertWritable(file: string): void {
  try {
    accessSync(file, constants.W_OK);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    // What else is wrong with it, SQLite says.
    if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') throw toError(readOnly(file, `(${message})`));
  }
}

/** A connection that can only read. The file must have been opened for writing before. */
export function openForReading(file: string): DatabaseSync {
  return attempt(file, () => {
    const db = new DatabaseSync(file, { readOnly: true });
    // Readers wait only for a checkpoint's last moment or a recovery after a crash.
    db.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS * 50}`);
    return db;
  });
}

/**
 * Makes sure that a file can be read as a log, without changing anything of it.
 * @throws {StoreUnusableError} saying why not, and what to do
 */
export function assertLog(file: string): void {
  if (!existsSync(file)) throw new StoreUnusableError(`There is no log at ${file}: name the file of one`);
  const db = openForReading(file);
  try {
    const version = attempt(file, () => schemaVersion(db, file));
    if (version === 0) throw new StoreUnusableError(`${file} holds no log: name the file of one`);
    if (version < MIGRATIONS.length) {
      throw new StoreUnusableError(
        `${file} has schema ${version}, older than the ${MIGRATIONS.length} of this release: start the service on it once`,
      );
    }
  } finally {
    db.close();
  }
}

/** Repeats what another process's lock refuses. Blocks the thread meanwhile. */
export function whileBusy<T>(patienceMs: number, run: () => T): T {
  for (const deadline = performance.now() + patienceMs; ;) {
    try {
      return run();
    } catch (error) {
      if (!isBusy(error) || performance.now() >= deadline) throw error;
      // Some refusals, such as that of changing the journal mode, come at once instead of after the busy timeout.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

function prepare(db: DatabaseSync, file: string): void {
  db.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
  assertOurs(db, file);
  const mode = db.prepare('PRAGMA journal_mode = WAL').get()?.['journal_mode'];
  if (mode !== 'wal') throw new StoreUnusableError(`${file} is on a file system without WAL: use a local disk`);
  db.exec(`
    PRAGMA synchronous = FULL;
    PRAGMA recursive_triggers = ON;
    PRAGMA journal_size_limit = ${WAL_BYTES_KEPT};
  `);
  db.exec('BEGIN IMMEDIATE');
  try {
    const version = schemaVersion(db, file);
    for (const migration of MIGRATIONS.slice(version)) db.exec(migration);
    // Also when there is nothing to lift: a file that may only be read refuses this, and not the BEGIN. Nothing needs room for it.
    db.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${MIGRATIONS.length}`);
    db.exec(version < MIGRATIONS.length ? 'COMMIT' : 'ROLLBACK');
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
}

/** Before anything of the file is changed. In one snapshot: another process may be making the schema just now. */
function assertOurs(db: DatabaseSync, file: string): void {
  db.exec('BEGIN');
  try {
    schemaVersion(db, file);
  } finally {
    db.exec('ROLLBACK');
  }
}

/** 0 for an empty file. */
function schemaVersion(db: DatabaseSync, file: string): number {
  const read = (pragma: string): number => Number(Object.values(db.prepare(pragma).get() ?? {})[0]);
  const version = read('PRAGMA user_version');
  const application = read('PRAGMA application_id');
  if (application === APPLICATION_ID) {
    if (version <= MIGRATIONS.length) return version;
    throw new StoreUnusableError(
      `${file} has schema ${version}, this release knows ${MIGRATIONS.length}: use a newer release of Redress`,
    );
  }
  if (application === 0 && version === 0 && read('SELECT count(*) FROM sqlite_schema') === 0) return 0;
  throw new StoreUnusableError(`${file} belongs to another application: name another file`);
}

function attempt<T>(file: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof StoreUnusableError) throw error;
    if (isSystemError(error)) {
      throw new StoreUnusableError(
        `The directory of ${file} cannot be made (${error.message}): make it, writable for this user, or name another file`,
        { cause: error },
      );
    }
    throw toError(failureOf(error, file));
  }
}

function isSystemError(error: unknown): error is Error {
  return typeof error === 'object' && error !== null && 'syscall' in error;
}
