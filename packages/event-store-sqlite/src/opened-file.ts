import { statSync } from 'node:fs';
import { StoreUnusableError } from '@redress/event-store';

/** To look costs three microseconds, a fifth of what it takes to read a stream: a read looks this often. Milliseconds. */
const LOOK_MS = 25;

/**
 * The file as it was when it was opened. Connections hold on to it whatever happens to its path: after somebody moved,
 * removed or replaced it, what is appended would be acknowledged and then gone with the process.
 */
export class OpenedFile {
  private readonly identity: string | null;
  private lookedAt = 0;

  constructor(private readonly path: string) {
    this.identity = identityOf(path);
  }

  /** @throws {StoreUnusableError} another file, or none, is at the path now */
  assertInPlace(): void {
    if (identityOf(this.path) === this.identity) {
      this.lookedAt = performance.now();
      return;
    }
    this.lookedAt = 0;
    throw new StoreUnusableError(
      `${this.path} was moved, removed or replaced while it was open: nothing is read or recorded any more; ` +
        'stop, put the log in its place with no -wal or -shm file of another one beside it, and start again',
    );
  }

  /**
   * The same, as it was within the last 25 milliseconds: what is read from the file that was there is true of it.
   * @throws {StoreUnusableError} another file, or none, was at the path
   */
  assertLatelyInPlace(): void {
    if (performance.now() - this.lookedAt > LOOK_MS) this.assertInPlace();
  }
}

/** Device and inode; null when there is no such file. */
function identityOf(path: string): string | null {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? null : `${stats.dev}:${stats.ino}`;
}
