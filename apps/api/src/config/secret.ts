import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson, type EventStore, WrongExpectedRevisionError } from '@redress/event-store';
import { type Config, SHORTEST_SECRET } from './config';
import { ConfigError } from './config-error';
import { isGuessable, LEAST_OF_SECRET } from './guessable';
import { keepOnce } from './keep-once';

/** An unsealed stream of the log: by what secret its hashes are keyed, as a fingerprint. */
const SECRET_STREAM = 'settings-secret';

/**
 * The secret that keys the hashes in the log: the one configured, or the one the data directory keeps (mode 0600).
 * @throws {ConfigError} the one that is kept cannot be read
 */
export function secretOf({ secret, dataDir }: Pick<Config, 'secret' | 'dataDir'>): Uint8Array {
  if (secret !== null) return Buffer.from(secret, 'utf8');
  const file = join(dataDir, 'secret');
  if (!existsSync(file)) keepOnce(file, `${randomBytes(32).toString('base64url')}\n`);
  const kept = keptSecret(file);
  // A log begun with half a secret could never be read with the whole one.
  if (kept.length >= SHORTEST_SECRET) return Buffer.from(kept, 'utf8');
  throw new ConfigError(`${file} is damaged: put it back from a backup; only if there is no log yet, remove it`);
}

function keptSecret(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConfigError(`${file} cannot be read (${code}): make it readable for this user`);
  }
}

/**
 * Makes sure that the log is always read with the secret it was begun with: with another one, no retry would be recognised.
 * @returns what the log is known by: it is the same in every copy
 * @throws {ConfigError} it was begun with another secret, or would be begun with one that can be guessed
 */
export async function assertSecretOfLog(store: EventStore, secret: Uint8Array): Promise<string> {
  const fingerprint = createHmac('sha256', secret).update('redress secret fingerprint').digest('hex');
  const kept = await firstEvent(store);
  if (kept?.fingerprint === fingerprint) return kept.id;
  if (kept !== null) throw anotherSecret();
  // Once a log is begun with it, it cannot be changed any more.
  if (isGuessable(Buffer.from(secret).toString('utf8'), LEAST_OF_SECRET)) throw guessable();
  const data = canonicalJson({ fingerprint });
  const event = { id: randomUUID(), type: 'SecretFingerprinted', schemaVersion: 1, data, metadata: '{}', hash: null };
  try {
    await store.append(SECRET_STREAM, 'noStream', [event]);
    return event.id;
  } catch (error) {
    // Another process started at the same moment; what it wrote counts.
    if (!(error instanceof WrongExpectedRevisionError)) throw error;
    const theirs = await firstEvent(store);
    if (theirs?.fingerprint !== fingerprint) throw anotherSecret();
    return theirs.id;
  }
}

/** Of the stream; null: no service was ever started on this log. */
export async function firstEvent(store: EventStore): Promise<{ id: string; fingerprint: string } | null> {
  const [event] = await store.readStream(SECRET_STREAM, { limit: 1 });
  if (event === undefined) return null;
  const { fingerprint } = JSON.parse(event.data) as { fingerprint: string };
  return { id: event.id, fingerprint };
}

function guessable(): ConfigError {
  return new ConfigError(
    'REDRESS_SECRET can be guessed: give a random one, as `openssl rand -base64 36` prints it, before the log is begun with it',
  );
}

function anotherSecret(): ConfigError {
  return new ConfigError(
    'This log was begun with another REDRESS_SECRET: give that one, or put the file "secret" of its data directory back',
  );
}
