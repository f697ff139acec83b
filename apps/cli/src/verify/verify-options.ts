import { parseArgs } from 'node:util';
import { type Io, UsageError } from '../cli-command';
import { logLocation } from '../log-location';
import { type LogUrl, logUrl } from '../log-url';

export const VERIFY_USAGE = `Usage: redress verify [LOG] [options]

Checks every event of a log against its hash and every stream's chain of hashes. Changes nothing, and may run beside the
service. LOG is sqlite:<file>, the path of an SQLite file, or esdb://... for an EventStoreDB; without it, the service's own
is meant: EVENT_STORE_URL, else log.db in the data directory.

  --data-dir DIR   where log.db is; default REDRESS_DATA_DIR, else ./data
  --help

Prints a line for each bad stream, with the revision of the first event that cannot be trusted and what is wrong with it.
The last line on stdout: {"streams", "events", "bad"} as JSON.
Exit code: 0 nothing is wrong, 1 something is, or the log cannot be read to its end, 2 usage.
`;

export interface VerifyOptions {
  readonly log: LogUrl;
}

/** @throws {UsageError} */
export function verifyOptions(args: readonly string[], env: Io['env']): VerifyOptions {
  const { values, positionals } = parsed(args);
  const [log, ...others] = positionals;
  if (others.length > 0) throw new UsageError(`One log at a time: ${positionals.join(', ')}`);
  if (log === undefined) return logLocation(values['data-dir'], env);
  if (values['data-dir'] !== undefined) throw new UsageError('Name the log or its directory, not both.');
  return { log: logUrl(log) };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: { 'data-dir': { type: 'string' } } });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
