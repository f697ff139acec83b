import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/*
 * Complaints are nobody's business but the complainant's and theirs who work on them: whatever holds them is made for
 * this user alone, whichever program makes it and whatever its umask says.
 */

/**
 * Makes a directory, and those above it, unless they are there. One by one: told to make all of them, Node never
 * returns where a file system takes no directories, as below `/proc`.
 * @throws {Error} with `code` and `syscall`, as the system says it
 */
export function makePrivateDirectory(path: string): void {
  const directory = resolve(path);
  if (isDirectory(directory)) return;
  const parent = dirname(directory);
  if (parent !== directory) makePrivateDirectory(parent);
  try {
    mkdirSync(directory, { mode: 0o700 });
  } catch (error) {
    // Another process was faster.
    if (!isDirectory(directory)) throw error;
  }
}

/**
 * Makes an empty file unless there is one. SQLite gives its `-wal` and `-shm` files the mode of the database. Where no
 * file can be made nothing is thrown: whoever opens it next says so, and why.
 */
export function makePrivateFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch {
    // It is there, or it cannot be.
  }
}

/**
 * Makes a file with a text, whole and durably, unless there is one: of several processes that start at once, one makes it
 * and none ever reads half of it.
 * @returns whether this call made it
 * @throws {Error} with `code`, as the system says it
 */
export function keepPrivateFile(file: string, text: string): boolean {
  const draft = `${file}.${randomUUID()}`;
  try {
    writeFileSync(draft, text, { mode: 0o600, flag: 'wx', flush: true });
    // Unlike a renaming, a link never takes the place of a file that is there.
    linkSync(draft, file);
    flushDirectory(dirname(file));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
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

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
