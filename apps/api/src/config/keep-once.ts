import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ConfigError } from './config-error';

/**
 * Makes a file that only this user may read, whole and durably, unless there is one: of several processes that start at
 * once, one makes it and none ever reads half of it.
 * @returns whether this call made it
 * @throws {ConfigError} it cannot be written
 */
export function keepOnce(file: string, text: string): boolean {
  const draft = `${file}.${randomUUID()}`;
  try {
    writeFileSync(draft, text, { mode: 0o600, flag: 'wx', flush: true });
    // Unlike a renaming, a link never takes the place of a file that is there.
    linkSync(draft, file);
    flushDirectory(dirname(file));
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    throw new ConfigError(`${file} cannot be written (${code}): make its directory writable for this user`);
  } finally {
    rmSync(draft, { force: true });
  }
}

function flushDirectory(directory: string): void {
  // Windows opens no directories, and needs no flush of them.
  if (process.platform === 'win32') return;
  const handle = openSync(directory, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
