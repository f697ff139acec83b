import { randomBytes } from 'node:crypto';
import { fingerprintOf, isOfSecret, keepFingerprint, keepSecret, keptSecret } from '@redress/application';
import { type EventStore, makePrivateDirectory } from '@redress/event-store';
import { type ImportOptions } from './import-options';

/** The secret that keys the ids in the log, found as the service finds it, and what is done with it when rows go on record. */
export interface LogSecret {
  readonly secret: Uint8Array;
  /** Called before the first append: from then on the log is read with this secret only. */
  readonly keep: () => Promise<void>;
}

/**
 * `REDRESS_SECRET`, else the one that the data directory keeps; for a file's log one is made there when there is none.
 * @throws {Error} the log was begun with another secret, it is elsewhere and none is given, or the one that is kept cannot be used
 */
export async function logSecret(
  { secret: configured, dataDir, dryRun, log }: Pick<ImportOptions, 'secret' | 'dataDir' | 'dryRun' | 'log'>,
  store: EventStore,
): Promise<LogSecret> {
  const given = configured ?? keptSecret(dataDir);
  if (given === null && log.isElsewhere) throw new Error(NOT_GIVEN);
  const begun = await fingerprintOf(store);
  if (begun !== null && (given === null || !isOfSecret(begun, given))) throw anotherSecret(dataDir);
  // With no secret, nothing can be on record under an id that it keys: any other one judges the rows as well.
  if (given === null && dryRun) return { secret: randomBytes(32), keep: () => Promise.resolve() };
  if (given === null) makePrivateDirectory(dataDir);
  const secret = given ?? keepSecret(dataDir);
  return {
    secret,
    keep: async () => {
      if ((await keepFingerprint(store, secret)) === null) throw anotherSecret(dataDir);
    },
  };
}

const NOT_GIVEN =
  'REDRESS_SECRET is not given: it keys the ids of what is imported, so give the one that the service has.';

function anotherSecret(dataDir: string): Error {
  return new Error(
    `The log was begun with another secret: give the REDRESS_SECRET of its service, or --data-dir where the service keeps it (now ${dataDir}).`,
  );
}
