import { statSync } from 'node:fs';
import { StoreUnusableError } from '@redress/event-store';

/**
 * The file as it was when it was opened. Connections hold on to it whatever happens to its path: after somebody moved,
 * removed or replaced it, what is appended would be acknowledged and then gone with the process.
 */
export class OpenedFile {
  private readonly identity: string | null;

  constructor(private readonly path: string) {
    this.identity = identityOf(path);
  }

  /** @throws {StoreUnusableError} another file, or none, is at the path now */
  assertInPlace(): void {
    if (identityOf(this.path) === this.identity) return;
    throw new StoreUnusableError(
      `${this.path} was moved, removed or replaced while it was open: nothing is read or recorded any more; ` +
        'stop, put the log in its place with no -wal or -shm file of another one beside it, and start again',
    );
  }
}

/** Device and inode; null when there is no such file. */
function identityOf(path: string): string | null {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? null : `${stats.dev}:${stats.ino}`;
}
