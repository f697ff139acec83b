import {
  AppendRefusedError,
  OutcomeUnknownError,
  StoreFullError,
  StoreReadOnlyError,
  StoreUnavailableError,
  StoreUnusableError,
} from '@redress/event-store';

/** Why something failed, in a form that crosses threads. */
export interface Failure {
  readonly code:
    'append-refused' | 'outcome-unknown' | 'store-full' | 'store-read-only' | 'store-unavailable' | 'store-unusable';
  readonly message: string;
}

/** Primary result codes, https://www.sqlite.org/rescode.html */
const Sqlite = {
  Perm: 3,
  Busy: 5,
  Locked: 6,
  NoMem: 7,
  ReadOnly: 8,
  IoErr: 10,
  Corrupt: 11,
  Full: 13,
  CantOpen: 14,
  Protocol: 15,
  TooBig: 18,
  Constraint: 19,
  NotADb: 26,
} as const;

/** The primary result code of an error that SQLite gave; undefined for any other. */
function resultCode(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;
}

/**
 * Whether SQLite ran out of space. From a COMMIT in WAL mode that says more than any other failure: it comes of writing a
 * frame to the write-ahead log, and the frame that commits is the last thing that a COMMIT writes, so that one is not there.
 */
export function isFull(error: unknown): boolean {
  return resultCode(error) === Sqlite.Full;
}

export function isBusy(error: unknown): boolean {
  return resultCode(error) === Sqlite.Busy;
}

/**
 * Says in words what SQLite says in codes, and what to do. Holds for whatever wrote nothing: a read, or an append
 * before its commit.
 * @throws {unknown} the error itself when it is not one of SQLite's
 */
export function failureOf(error: unknown, file: string): Failure {
  const code = resultCode(error);
  if (code === undefined) throw error;
  const detail = `(${(error as Error).message})`;
  switch (code) {
    case Sqlite.Full:
      return { code: 'store-full', message: `No space is left for ${file}: free some on its disk ${detail}` };
    case Sqlite.Busy:
    case Sqlite.Locked:
    case Sqlite.Protocol:
      return unavailable(`Another process holds the lock of ${file} for too long: end it or wait ${detail}`);
    case Sqlite.IoErr:
      return unavailable(`${file} cannot be read or written: look at its disk ${detail}`);
    case Sqlite.NoMem:
      return unavailable(`Memory has run out while using ${file} ${detail}`);
    case Sqlite.Perm:
    case Sqlite.ReadOnly:
      return readOnly(file, detail);
    case Sqlite.CantOpen:
      return unusable(`${file} cannot be opened: its directory must exist and be writable for this user ${detail}`);
    case Sqlite.NotADb:
      return unusable(`${file} is not a database: name another file, or restore this one from a copy ${detail}`);
    case Sqlite.Corrupt:
      return unusable(`${file} is damaged: restore it from a copy and verify that ${detail}`);
    case Sqlite.Constraint:
    case Sqlite.TooBig:
      return { code: 'append-refused', message: `The database refused the event ${detail}` };
    default:
      return unusable(`${file} cannot be used ${detail}`);
  }
}

export function toError({ code, message }: Failure): Error {
  switch (code) {
    case 'append-refused':
      return new AppendRefusedError(message);
    case 'outcome-unknown':
      return new OutcomeUnknownError(message);
    case 'store-full':
      return new StoreFullError(message);
    case 'store-read-only':
      return new StoreReadOnlyError(message);
    case 'store-unavailable':
      return new StoreUnavailableError(message);
    case 'store-unusable':
      return new StoreUnusableError(message);
  }
}

/** @param detail who says so, in parentheses */
export function readOnly(file: string, detail: string): Failure {
  const message = `${file} cannot be written: give this user the right to write it, what SQLite keeps beside it, and its directory ${detail}`;
  return { code: 'store-read-only', message };
}

export function unusable(message: string): Failure {
  return { code: 'store-unusable', message };
}

function unavailable(message: string): Failure {
  return { code: 'store-unavailable', message };
}
