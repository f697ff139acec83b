import { parseArgs } from 'node:util';
import { type Io, UsageError } from '../cli-command';
import { logLocation } from '../log-location';
import { type LogUrl, logUrl } from '../log-url';

export const CLOCK_USAGE = `Usage: redress clock confirm [LOG] [options]

Puts on record that you looked at the clock of this machine and that it is right. A service that waits with recording broken promises
and escalations because its clock may be wrong goes on within seconds, if its clock says the same. May run beside the service.
LOG is sqlite:<file>, the path of an SQLite file, or esdb://... for an EventStoreDB; without it, the service's own is meant:
EVENT_STORE_URL, else log.db in the data directory.

  --data-dir DIR   where log.db is; default REDRESS_DATA_DIR, else ./data
  --help

The last line on stdout: {"at"} as JSON, what the clock said.
Exit code: 0 it is on record, 1 it is not, 2 usage.
`;

export interface ClockOptions {
  readonly log: LogUrl;
}

/** @throws {UsageError} */
export function clockOptions(args: readonly string[], env: Io['env']): ClockOptions {
  const { values, positionals } = parsed(args);
  const [verb, log, ...others] = positionals;
  if (verb !== 'confirm') throw new UsageError('The only thing to do with the clock is to confirm it: clock confirm');
  if (others.length > 0) throw new UsageError(`One log at a time: ${[log, ...others].join(', ')}`);
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
