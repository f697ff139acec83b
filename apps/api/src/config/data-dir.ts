import { accessSync, constants } from 'node:fs';
import { makePrivateDirectory } from '@redress/event-store';
import { ConfigError } from './config-error';

/** @throws {ConfigError} the directory cannot be made or written to */
export function prepareDataDir(dataDir: string): void {
  try {
    makePrivateDirectory(dataDir);
    accessSync(dataDir, constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConfigError(
      `The data directory ${dataDir} cannot be written to (${code}): make it writable for this user, or set REDRESS_DATA_DIR to one that is`,
    );
  }
}
