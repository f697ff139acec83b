import { closeSync, openSync, readSync, renameSync, rmSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { makePrivateFile, StoreUnusableError } from '@redress/event-store';
import { BUILDS_SCHEMA } from './builds';
import { type ProjectionLogger } from './logger';
import { sqliteTrouble } from './sqlite-errors';

/** "RDRM", so that no other file is ever taken for this one and thrown away. https://sqlite.org/pragma.html#pragma_application_id */
const APPLICATION_ID = 0x5244524d;
/** Of the tables about builds; those of a read model have versions of their own. */
const FORMAT = 4;

/** While opening, another process may be making the very same tables. */
const OPENING_TIMEOUT_MS = 5_000;
/** Afterwards who has to wait for another process does so without blocking this one. */
const BUSY_TIMEOUT_MS = 0;
/** What one connection may take. */
export interface ConnectionSize {
  readonly cacheKib: number;
  /** Pages of 4 KiB. Copying them back waits for the disk, so fewer are a shorter pause, more are less to copy in all. */
  readonly walPages: number;
}

const ONLY_ONE: ConnectionSize = { cacheKib: 64 * 1024, walPages: 2_000 };
/** Where another thread writes: what one asks for was written lately, or is read from the file once. */
export const READER: ConnectionSize = { cacheKib: 8 * 1024, walPages: 2_000 };
/** Where nobody waits for it. A page that many cases share is written many times before it is copied back once. */
export const WRITER: ConnectionSize = { cacheKib: 64 * 1024, walPages: 16_000 };

/** The file is Redress's own, but of another version: it is folded anew. */
class OtherFormatError extends Error {}

/**
 * Opens the file of the read models, and makes it when it is not there. It is disposable: one that is damaged, or of
 * another version, is thrown away and folded anew from the log.
 * @throws {StoreUnusableError} the file is a database of something else
 */
export function openDatabaseFile(file: string, logger: ProjectionLogger, size = ONLY_ONE): DatabaseSync {
  try {
    return connect(file, size);
  } catch (error) {
    if (error instanceof OtherFormatError) throwAway(file, error.message, logger);
    else if (sqliteTrouble(error) === 'corrupt') throwAway(file, 'is damaged', logger);
    else throw error;
    return connect(file, size);
  }
}

/**
 * Opens the file as somebody else has made it, and leaves it as it is.
 * @throws {Error} from SQLite, when it cannot be read
 */
export function openDatabaseToRead(file: string, { cacheKib }: ConnectionSize): DatabaseSync {
  const database = new DatabaseSync(file, { readOnly: true, timeout: OPENING_TIMEOUT_MS });
  database.exec(`PRAGMA cache_size = -${cacheKib}; PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
  return database;
}

/** Deletes what is surely a file of read models; anything else is only moved out of the way. */
export function throwAway(file: string, reason: string, logger: ProjectionLogger): void {
  for (const part of [`${file}-wal`, `${file}-shm`]) rmSync(part, { force: true });
  if (applicationIdInHeader(file) === APPLICATION_ID) {
    rmSync(file, { force: true });
    logger.warn(`${file} ${reason}: thrown away, the read models are built anew from the log`);
  } else {
    renameSync(file, `${file}.unusable`);
    logger.warn(`${file} ${reason}: moved to ${file}.unusable, the read models are built anew from the log`);
  }
}

function connect(file: string, { cacheKib, walPages }: ConnectionSize): DatabaseSync {
  if (file !== ':memory:') makePrivateFile(file);
  const database = new DatabaseSync(file, { timeout: OPENING_TIMEOUT_MS });
  try {
    if (isEmpty(database)) create(database);
    else assertOurs(database, file);
    database.exec(`
      PRAGMA synchronous = NORMAL;
      PRAGMA cache_size = -${cacheKib};
      PRAGMA wal_autocheckpoint = ${walPages};
      PRAGMA secure_delete = ON;
      PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS};
    `);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function create(database: DatabaseSync): void {
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('BEGIN IMMEDIATE');
  try {
    if (isEmpty(database)) {
      database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${FORMAT}; ${BUILDS_SCHEMA}`);
    }
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

function assertOurs(database: DatabaseSync, file: string): void {
  const id = pragma(database, 'application_id');
  if (id !== APPLICATION_ID) {
    throw new StoreUnusableError(`${file} is a database of something else: move it, or name another data directory`);
  }
  const format = pragma(database, 'user_version');
  if (format !== FORMAT) throw new OtherFormatError(`is of format ${format}, this version of Redress reads ${FORMAT}`);
}

function isEmpty(database: DatabaseSync): boolean {
  return database.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;
}

function pragma(database: DatabaseSync, name: 'application_id' | 'user_version'): number {
  return database.prepare(`PRAGMA ${name}`).get()?.[name] as number;
}

/** Tells a file from another one that takes its place; undefined when there is none. */
export function fileIdentity(file: string): string | undefined {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? undefined : `${found.dev} ${found.ino}`;
}

/** Read without SQLite, which may refuse the file: a big-endian number at offset 68, https://sqlite.org/fileformat2.html */
function applicationIdInHeader(file: string): number | null {
  const header = Buffer.alloc(72);
  const descriptor = openSync(file, 'r');
  try {
    return readSync(descriptor, header) === header.length ? header.readUInt32BE(68) : null;
  } finally {
    closeSync(descriptor);
  }
}
