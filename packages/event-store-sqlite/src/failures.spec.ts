import { failureOf, isBusy, isFull, toError, type Failure } from './failures';

/** As node:sqlite throws them; `errcode` is the extended result code. */
function sqliteError(errcode: number): Error {
  return Object.assign(new Error('what SQLite says'), { code: 'ERR_SQLITE_ERROR', errcode });
}

describe('failureOf', () => {
  it.each<[string, number, Failure['code'], string]>([
    ['SQLITE_FULL', 13, 'store-full', 'No space is left for log.db: free some on its disk'],
    ['SQLITE_BUSY', 5, 'store-unavailable', 'Another process holds the lock of log.db for too long: end it or wait'],
    ['SQLITE_BUSY_RECOVERY', 261, 'store-unavailable', 'Another process holds the lock'],
    ['SQLITE_PROTOCOL', 15, 'store-unavailable', 'Another process holds the lock'],
    ['SQLITE_IOERR_FSYNC', 1034, 'store-unavailable', 'log.db cannot be read or written: look at its disk'],
    ['SQLITE_NOMEM', 7, 'store-unavailable', 'Memory has run out'],
    ['SQLITE_PERM', 3, 'store-read-only', 'give this user the right to write it'],
    ['SQLITE_READONLY_DIRECTORY', 1544, 'store-read-only', 'give this user the right to write it'],
    ['SQLITE_CANTOPEN', 14, 'store-unusable', 'its directory must exist and be writable'],
    ['SQLITE_NOTADB', 26, 'store-unusable', 'log.db is not a database: name another file'],
    ['SQLITE_CORRUPT_INDEX', 779, 'store-unusable', 'log.db is damaged: restore it from a copy'],
    ['SQLITE_CONSTRAINT_TRIGGER', 1811, 'append-refused', 'The database refused the event'],
    ['SQLITE_TOOBIG', 18, 'append-refused', 'The database refused the event'],
    ['SQLITE_ERROR', 1, 'store-unusable', 'log.db cannot be used'],
  ])('says %s (%i) as %s, with what SQLite says', (_, errcode, code, message) => {
    const failure = failureOf(sqliteError(errcode), 'log.db');
    expect(failure).toEqual({ code, message: expect.stringContaining(message) });
    expect(failure.message).toContain('(what SQLite says)');
    expect(toError(failure)).toMatchObject({ code, message: failure.message });
  });

  it('takes every result code for trouble of the store, but for those of a batch', () => {
    const ofBatch = Array.from({ length: 28 }, (_, index) => index + 1).filter(
      (code) => failureOf(sqliteError(code), 'log.db').code === 'append-refused',
    );
    // SQLITE_TOOBIG and SQLITE_CONSTRAINT
    expect(ofBatch).toEqual([18, 19]);
  });

  it.each([new TypeError('a bug'), undefined, 'text', null])('throws what is not of SQLite: %p', (error) => {
    let thrown: unknown = 'nothing';
    try {
      failureOf(error, 'log.db');
    } catch (caught) {
      thrown = caught;
    }
    expect(thrown).toBe(error);
    expect(isBusy(error)).toBe(false);
  });

  it('tells a full disk from a failed write or flush', () => {
    expect([13, 778, 1034, 10].map((code) => isFull(sqliteError(code)))).toEqual([true, false, false, false]);
  });

  it('tells a lock from everything else', () => {
    expect([5, 261, 517, 6, 1].map((code) => isBusy(sqliteError(code)))).toEqual([true, true, true, false, false]);
  });
});
