import { resolve } from 'node:path';
import { type Io, UsageError } from './cli-command';

/** Where the log is, as the command line and the environment say. */
export interface LogLocation {
  readonly dataDir: string;
  /** The SQLite file of the log. */
  readonly logFile: string;
}

/**
 * @param dataDir what `--data-dir` says; who names a directory means the log in it, else the service's own configuration
 * counts
 * @throws {UsageError} the log is in a store that this version cannot open
 */
export function logLocation(dataDir: string | undefined, env: Io['env']): LogLocation {
  const directory = resolve(dataDir ?? (env['REDRESS_DATA_DIR'] || './data'));
  const url = dataDir === undefined ? env['EVENT_STORE_URL'] : undefined;
  const logFile = url === undefined || url === '' ? resolve(directory, 'log.db') : fileOf(url);
  return { dataDir: directory, logFile };
}

function fileOf(url: string): string {
  if (url === 'sqlite:' || url === 'sqlite::memory:') {
    throw new UsageError(
      `EVENT_STORE_URL is ${url}, which names no file, and the record needs one: give sqlite:<file>`,
    );
  }
  if (url.startsWith('sqlite:')) return resolve(url.slice('sqlite:'.length));
  throw new UsageError(`EVENT_STORE_URL is ${url.split(':')[0]}:...: this version opens sqlite:<file> only`);
}
