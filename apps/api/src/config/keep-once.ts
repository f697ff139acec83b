import { keepPrivateFile } from '@redress/event-store';
import { ConfigError } from './config-error';

/**
 * Makes a file that only this user may read, whole and durably, unless there is one.
 * @returns whether this call made it
 * @throws {ConfigError} it cannot be written
 */
export function keepOnce(file: string, text: string): boolean {
  try {
    return keepPrivateFile(file, text);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConfigError(`${file} cannot be written (${code}): make its directory writable for this user`);
  }
}
