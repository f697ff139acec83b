import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ProjectionLogger } from '../logger';

/** A directory of one test; call `remove` after it. */
export function scratch(): { readonly file: string; readonly remove: () => void } {
  const directory = mkdtempSync(join(tmpdir(), 'redress-read-models-'));
  return {
    file: join(directory, 'read-models.db'),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** Resolves when the condition holds. @throws {Error} it does not within five seconds */
export async function eventually(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 1_000; tries++) {
    if (await condition()) return;
    await sleep(5);
  }
  throw new Error('It did not happen within five seconds');
}

/** Keeps what was logged. */
export function listeningLogger(): ProjectionLogger & { readonly lines: readonly string[] } {
  const lines: string[] = [];
  const keep = (line: string): void => void lines.push(line);
  return { lines, info: keep, warn: keep, error: keep };
}
