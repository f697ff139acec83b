import { parseArgs } from 'node:util';
import { type PolicyChoice, SHORTEST_SECRET_TEXT } from '@redress/application';
import { type Io, UsageError } from '../cli-command';
import { type LogLocation, logLocation } from '../log-location';

export const IMPORT_USAGE = `Usage: redress import FILE --mapping MAPPING.yaml [options]

Puts the rows of a CSV file (also gzipped) or of JSON lines on record, as the mapping says. A second run adds nothing, a
stopped one goes on.

  --mapping FILE   how rows become commands; see docs/how-to/import.md
  --policy NAME    the published policy that every case is promised, or NAME@VERSION; default what the mapping says
  --log LOG        sqlite:<file>, the path of an SQLite file, or esdb://... for an EventStoreDB; default the service's own:
                   EVENT_STORE_URL, else log.db in the data directory
  --data-dir DIR   default REDRESS_DATA_DIR, else ./data; naming it means the log in it, unless --log names another
                   ids of what is imported are keyed by REDRESS_SECRET, else by the file "secret" in it, as the service's
  --rejects FILE   where rejected rows go; default <data dir>/rejects/<mapping's name>.jsonl
  --dry-run        judge every row, record nothing; rejected rows are written only to a file that --rejects names
  --quiet          no progress, no remarks: only errors, and the summary on stdout
  --help

Exit code: 0 every row is on record or in the reject file, 1 stopped or no row could be taken, 2 usage.
The last line on stdout: {"rows", "taken", "rejected", "cases", "newEvents"} as JSON; and "addressesLeftOut", if any were.
`;

export interface ImportOptions extends LogLocation {
  readonly file: string;
  readonly mappingFile: string;
  /** Instead of what the mapping says; null: as the mapping says. */
  readonly policy: PolicyChoice | null;
  readonly rejectsFile: string | null;
  readonly dryRun: boolean;
  readonly quiet: boolean;
  /** `REDRESS_SECRET`; null: the one that the data directory keeps. */
  readonly secret: Uint8Array | null;
}

/** @throws {UsageError} */
export function importOptions(args: readonly string[], env: Io['env']): ImportOptions {
  const { values, positionals } = parsed(args);
  const [file, ...others] = positionals;
  if (file === undefined) throw new UsageError('Which file? Give its path.');
  if (others.length > 0) throw new UsageError(`One file at a time: ${[file, ...others].join(', ')}`);
  if (values.mapping === undefined) throw new UsageError('How are its rows to be read? Give --mapping MAPPING.yaml.');
  return {
    file,
    mappingFile: values.mapping,
    policy: values.policy === undefined ? null : policyChoice(values.policy),
    ...logLocation(values['data-dir'], env, values.log),
    rejectsFile: values.rejects ?? null,
    dryRun: values['dry-run'],
    quiet: values.quiet,
    secret: configuredSecret(env['REDRESS_SECRET']),
  };
}

/** @throws {UsageError} */
function policyChoice(text: string): PolicyChoice {
  const [, name, version] = /^([^@]+)(?:@([1-9]\d{0,8}))?$/.exec(text) ?? [];
  if (name !== undefined) return { name, version: version === undefined ? null : Number(version) };
  throw new UsageError(`--policy ${text} is no name of a policy, and no NAME@VERSION.`);
}

/** @throws {UsageError} */
function configuredSecret(text: string | undefined): Uint8Array | null {
  if (!text) return null;
  if (text.length >= SHORTEST_SECRET_TEXT) return Buffer.from(text, 'utf8');
  throw new UsageError(
    `REDRESS_SECRET is too short: give the service's, of at least ${SHORTEST_SECRET_TEXT} characters.`,
  );
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        mapping: { type: 'string' },
        policy: { type: 'string' },
        log: { type: 'string' },
        'data-dir': { type: 'string' },
        rejects: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        quiet: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
