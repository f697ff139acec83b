import { closeSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { type RejectedRow } from '@redress/application';
import { makePrivateDirectory } from '@redress/event-store';
import { FileError } from './file-error';

/** One JSON object a line: where the row stands, its case, the rule in a code and a sentence, and the row itself. */
export class RejectFile {
  private readonly handle: number;

  /**
   * Begins the file anew: every run judges every row.
   * @throws {FileError} it cannot be written
   */
  constructor(readonly path: string) {
    try {
      makePrivateDirectory(dirname(path));
      this.handle = openSync(path, 'w', 0o600);
    } catch (error) {
      throw new FileError(path, `cannot be written (${(error as Error).message}): give another with --rejects`);
    }
  }

  write({ line, case: key, rule, sentence, row }: RejectedRow): void {
    writeSync(this.handle, `${JSON.stringify({ line, case: key, rule, sentence, row })}\n`);
  }

  close(): void {
    closeSync(this.handle);
  }
}
