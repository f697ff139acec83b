import { join } from 'node:path';
import { GuessableSecretError, keepFingerprint, keepSecret, KeptSecretError } from '@redress/application';
import { type EventStore } from '@redress/event-store';
import { type Config } from './config';
import { ConfigError } from './config-error';

/**
 * The secret that keys the ids and hashes in the log: the one configured, or the one the data directory keeps (mode 0600).
 * @throws {ConfigError} the one that is kept cannot be read or written
 */
export function secretOf({ secret, dataDir }: Pick<Config, 'secret' | 'dataDir'>): Uint8Array {
  if (secret !== null) return Buffer.from(secret, 'utf8');
  try {
    return keepSecret(dataDir);
  } catch (error) {
    if (error instanceof KeptSecretError) throw new ConfigError(error.message);
    const { code } = error as NodeJS.ErrnoException;
    const file = join(dataDir, 'secret');
    throw new ConfigError(`${file} cannot be written (${code}): make its directory writable for this user`);
  }
}

/**
 * Makes sure that the log is always read with the secret it was begun with: with another one, no retry would be recognised.
 * @returns what the log is known by: it is the same in every copy
 * @throws {ConfigError} it was begun with another secret, or would be begun with one that can be guessed
 */
export async function assertSecretOfLog(store: EventStore, secret: Uint8Array): Promise<string> {
  let id: string | null;
  try {
    id = await keepFingerprint(store, secret);
  } catch (error) {
    throw error instanceof GuessableSecretError ? new ConfigError(error.message) : error;
  }
  if (id !== null) return id;
  throw new ConfigError(
    'This log was begun with another REDRESS_SECRET: give that one, or put the file "secret" of its data directory back',
  );
}
