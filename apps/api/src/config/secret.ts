import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson, type EventStore, WrongExpectedRevisionError } from '@redress/event-store';
import { type Config } from './config';
import { ConfigError } from './config-error';

/** An unsealed stream of the log: by what secret its hashes are keyed, as a fingerprint. */
const SECRET_STREAM = 'settings-secret';

/** The secret that keys the hashes in the log: the one configured, or the one the data directory keeps (mode 0600). */
export function secretOf({ secret, dataDir }: Config): Uint8Array {
  if (secret !== null) return Buffer.from(secret, 'utf8');
  const file = join(dataDir, 'secret');
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  return Buffer.from(readFileSync(file, 'utf8').trim(), 'utf8');
}

/**
 * Makes sure that the log is always read with the secret it was begun with: with another one, no retry would be recognised.
 * @throws {ConfigError} it was begun with another secret
 */
export async function assertSecretOfLog(store: EventStore, secret: Uint8Array): Promise<void> {
  const fingerprint = createHmac('sha256', secret).update('redress secret fingerprint').digest('hex');
  const kept = await keptFingerprint(store);
  if (kept === fingerprint) return;
  if (kept !== null) throw anotherSecret();
  const data = canonicalJson({ fingerprint });
  const event = { id: randomUUID(), type: 'SecretFingerprinted', schemaVersion: 1, data, metadata: '{}', hash: null };
  try {
    await store.append(SECRET_STREAM, 'noStream', [event]);
  } catch (error) {
    // Another process started at the same moment; what it wrote counts.
    if (!(error instanceof WrongExpectedRevisionError)) throw error;
    if ((await keptFingerprint(store)) !== fingerprint) throw anotherSecret();
  }
}

async function keptFingerprint(store: EventStore): Promise<string | null> {
  const [event] = await store.readStream(SECRET_STREAM, { limit: 1 });
  return event === undefined ? null : (JSON.parse(event.data) as { fingerprint: string }).fingerprint;
}

function anotherSecret(): ConfigError {
  return new ConfigError(
    'This log was begun with another REDRESS_SECRET: give that one, or put the file "secret" of its data directory back',
  );
}
