/** A file cannot be used; the message says which, where in it, and what to do. */
export class FileError extends Error {
  constructor(
    readonly file: string,
    message: string,
    /** Counts from 1; null when the whole file is meant. */
    readonly line: number | null = null,
  ) {
    super(line === null ? `${file}: ${message}` : `${file}:${line}: ${message}`);
    this.name = 'FileError';
  }
}

/** Why a file cannot be opened or read, in words. */
export function cannotRead(file: string, error: unknown): FileError {
  const { code, message } = error as NodeJS.ErrnoException;
  const reasons: Record<string, string> = {
    ENOENT: 'there is no such file',
    EISDIR: 'is a directory; give a file',
    EACCES: 'may not be read by this user',
    Z_DATA_ERROR: 'is damaged: its gzip data cannot be unpacked',
    Z_BUF_ERROR: 'is cut short: its gzip data ends too early',
  };
  return new FileError(file, reasons[code ?? ''] ?? `cannot be read (${message})`);
}
