import { createHmac, randomUUID } from 'node:crypto';
import { canonicalJson, type EventStore, WrongExpectedRevisionError } from '@redress/event-store';
import { isGuessable, LEAST_OF_SECRET } from './guessable';

/** An unsealed stream of the log: by what secret its hashes and ids are keyed, as a fingerprint. */
const SECRET_STREAM = 'settings-secret';

/** Shorter secrets could be guessed; 32 characters of base64 are 192 bits. */
export const SHORTEST_SECRET_TEXT = 32;

/** No log is begun with such a secret: it would key nothing. */
export class GuessableSecretError extends Error {
  constructor() {
    super(
      'REDRESS_SECRET can be guessed: give a random one, as `openssl rand -base64 36` prints it, before the log is begun with it',
    );
    this.name = 'GuessableSecretError';
  }
}

/** The event that keeps the fingerprint; its id is what the log is known by, the same in every copy. */
export interface Fingerprint {
  readonly id: string;
  readonly fingerprint: string;
}

/** Null: nothing was ever recorded in this log under a secret. */
export async function fingerprintOf(store: Pick<EventStore, 'readStream'>): Promise<Fingerprint | null> {
  const [event] = await store.readStream(SECRET_STREAM, { limit: 1 });
  if (event === undefined) return null;
  const { fingerprint } = JSON.parse(event.data) as { fingerprint: string };
  return { id: event.id, fingerprint };
}

export function isOfSecret({ fingerprint }: Fingerprint, secret: Uint8Array): boolean {
  return fingerprint === digestOf(secret);
}

/**
 * Puts the secret's fingerprint on record, unless the log keeps one already.
 * @returns the id of its event; null: the log was begun with another secret
 * @throws {GuessableSecretError} the log would be begun with it
 */
export async function keepFingerprint(
  store: Pick<EventStore, 'append' | 'readStream'>,
  secret: Uint8Array,
): Promise<string | null> {
  const before = await fingerprintOf(store);
  if (before !== null) return isOfSecret(before, secret) ? before.id : null;
  // Once a log is begun with it, it cannot be changed any more.
  if (isGuessable(Buffer.from(secret).toString('utf8'), LEAST_OF_SECRET)) throw new GuessableSecretError();
  const data = canonicalJson({ fingerprint: digestOf(secret) });
  const event = { id: randomUUID(), type: 'SecretFingerprinted', schemaVersion: 1, data, metadata: '{}', hash: null };
  try {
    await store.append(SECRET_STREAM, 'noStream', [event]);
    return event.id;
  } catch (error) {
    // Another process began the log at the same moment; what it wrote counts.
    if (!(error instanceof WrongExpectedRevisionError)) throw error;
    const theirs = (await fingerprintOf(store)) as Fingerprint;
    return isOfSecret(theirs, secret) ? theirs.id : null;
  }
}

function digestOf(secret: Uint8Array): string {
  return createHmac('sha256', secret).update('redress secret fingerprint').digest('hex');
}
