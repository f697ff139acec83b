import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keepPrivateFile } from '@redress/event-store';
import { SHORTEST_SECRET_TEXT } from './secret-of-log';

/** The secret that a data directory keeps cannot be used; the message names the file and says what to do. */
export class KeptSecretError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'KeptSecretError';
  }
}

/**
 * The secret that a data directory keeps in its file `secret`; null when there is none.
 * @throws {KeptSecretError} the file cannot be read, or holds only a part of a secret
 */
export function keptSecret(dataDir: string): Uint8Array | null {
  const file = join(dataDir, 'secret');
  const text = readKept(file);
  if (text === null) return null;
  // A log begun with half a secret could never be read with the whole one.
  if (text.length >= SHORTEST_SECRET_TEXT) return Buffer.from(text, 'utf8');
  throw new KeptSecretError(`${file} is damaged: put it back from a backup; only if there is no log yet, remove it`);
}

/**
 * The secret that a data directory keeps, made (mode 0600) when there is none.
 * @throws {KeptSecretError} as {@link keptSecret}
 * @throws {Error} with `code`: the file cannot be written
 */
export function keepSecret(dataDir: string): Uint8Array {
  const kept = keptSecret(dataDir);
  if (kept !== null) return kept;
  keepPrivateFile(join(dataDir, 'secret'), `${randomBytes(32).toString('base64url')}\n`);
  // Another process may have been faster.
  return keptSecret(dataDir) as Uint8Array;
}

function readKept(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    throw new KeptSecretError(`${file} cannot be read (${code}): make it readable for this user`, { cause: error });
  }
}
