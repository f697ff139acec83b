/** What SQLite says of the file or the machine, as against of what was asked: https://sqlite.org/rescode.html */
export type SqliteTrouble = 'busy' | 'corrupt' | 'unavailable';

const BUSY = [5, 6];
const CORRUPT = [11, 26];
/** Out of memory, read-only, interrupted, input/output, full, cannot open, locking protocol. */
const UNAVAILABLE = [7, 8, 9, 10, 13, 14, 15];

/** Null when the error is not about the file, but about what was done with it. */
export function sqliteTrouble(error: unknown): SqliteTrouble | null {
  const { code, errcode } = (error ?? {}) as { code?: unknown; errcode?: unknown };
  if (code !== 'ERR_SQLITE_ERROR' || typeof errcode !== 'number') return null;
  // The lowest byte is the primary result code; the others say more precisely what happened.
  const primary = errcode & 0xff;
  if (BUSY.includes(primary)) return 'busy';
  if (CORRUPT.includes(primary)) return 'corrupt';
  return UNAVAILABLE.includes(primary) ? 'unavailable' : null;
}
