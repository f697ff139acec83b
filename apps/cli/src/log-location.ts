import { join, resolve } from 'node:path';
import { type Io, UsageError } from './cli-command';
import { type LogUrl, logUrl, sqliteLog } from './log-url';

/** Where the log is, as the command line and the environment say. */
export interface LogLocation {
  readonly dataDir: string;
  readonly log: LogUrl;
  /** It is the log of the service that has this directory; else one that was named for itself. */
  readonly isOfDirectory: boolean;
}

/**
 * @param dataDir what `--data-dir` says; who names a directory means the log in it, else the service's own configuration
 * counts
 * @param log what `--log` says
 * @throws {UsageError} the log is in a store that this version cannot open
 */
export function logLocation(dataDir: string | undefined, env: Io['env'], log?: string): LogLocation {
  const directory = resolve(dataDir ?? (env['REDRESS_DATA_DIR'] || './data'));
  if (log !== undefined) return { dataDir: directory, log: logUrl(log, { source: '--log' }), isOfDirectory: false };
  const url = dataDir === undefined ? env['EVENT_STORE_URL'] : undefined;
  return {
    dataDir: directory,
    log: url ? configuredLog(url) : sqliteLog(join(directory, 'log.db')),
    isOfDirectory: true,
  };
}

/** As the service reads it: never a mere path. */
function configuredLog(url: string): LogUrl {
  if (url.includes(':')) return logUrl(url, { source: 'EVENT_STORE_URL' });
  throw new UsageError('EVENT_STORE_URL begins with no scheme: give sqlite:<file> or esdb://<host>:<port>');
}
