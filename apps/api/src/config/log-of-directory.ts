import { existsSync } from 'node:fs';
import { fingerprintOf, goneLogAdvice, isEmptyLog, rememberLog } from '@redress/application';
import { type EventStore } from '@redress/event-store';
import { type Config } from './config';
import { ConfigError } from './config-error';
import { assertSecretOfLog } from './secret';

/**
 * To be asked before the log is opened, which would make an empty file.
 * @throws {ConfigError} the data directory knew a log, and its file is gone
 */
export function assertLogInPlace({ dataDir, logFile, eventStoreDbUrl }: Config): void {
  if (eventStoreDbUrl !== null || existsSync(logFile)) return;
  const advice = goneLogAdvice(dataDir);
  if (advice !== null) throw new ConfigError(`${logFile} is gone, the log of ${dataDir}: ${advice}`);
}

/**
 * Makes sure that the log is the data directory's, or its first one, and that it has the right secret; remembers it.
 * @throws {ConfigError} the directory knew a log and this one is empty, or it was begun with another secret
 */
export async function assertLogOfDirectory(store: EventStore, { dataDir }: Config, secret: Uint8Array): Promise<void> {
  const advice = goneLogAdvice(dataDir);
  if (advice !== null && (await fingerprintOf(store)) === null && (await isEmptyLog(store))) {
    throw new ConfigError(`The log is empty, but ${dataDir} belongs to one that is not: ${advice}`);
  }
  const id = await assertSecretOfLog(store, secret);
  try {
    rememberLog(dataDir, id);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConfigError(
      `It cannot be kept in ${dataDir} which log is its own (${code}): make room, and make it writable`,
    );
  }
}
