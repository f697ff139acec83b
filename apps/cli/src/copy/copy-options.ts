import { parseArgs } from 'node:util';
import { UsageError } from '../cli-command';
import { type LogUrl, logUrl } from '../log-url';

export const COPY_USAGE = `Usage: redress copy FROM TO

Copies a log into another store: ids, revisions, times, hashes and the order of the log are kept, positions are those of TO.
FROM is only read. TO is made when it is not there; a copy that was begun there goes on, anything else in it is refused.
What processors note of their own progress is not copied. Stop the service first, or copy again once it is stopped.

FROM and TO: sqlite:<file>, or the path of an SQLite file; esdb://... for an EventStoreDB, as in EVENT_STORE_URL. TO may be
memory:, which tries the copy and keeps nothing.

  --help

The copy is read from its start and verified at the end. The last line on stdout: {"events", "copied", "streams", "digest"} as
JSON, where "copied" counts what this run added.
Exit code: 0 TO holds all that FROM held, 1 it does not, 2 usage.
`;

export interface CopyOptions {
  readonly from: LogUrl;
  readonly to: LogUrl;
}

/** @throws {UsageError} */
export function copyOptions(args: readonly string[]): CopyOptions {
  const [from, to, ...others] = positionals(args);
  if (from === undefined || to === undefined || others.length > 0) throw new UsageError('Name two logs: FROM and TO.');
  const options = { from: logUrl(from), to: logUrl(to, { allowMemory: true }) };
  if (options.from.identity === options.to.identity) throw new UsageError(`FROM and TO are both ${options.to.name}.`);
  return options;
}

function positionals(args: readonly string[]): readonly string[] {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: {} }).positionals;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
