import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EventStore } from '@redress/event-store';
import { CASE_STREAM_PREFIX } from './case-stream';

/** Says which log the data directory belongs to. */
export const KNOWN_LOG_FILE = 'log.json';
/** Made only once there is a log; where the version before left no {@link KNOWN_LOG_FILE}, it says that there was one. */
const READ_MODELS_FILE = 'read-models.db';

/** What is to be done about a log that is gone; null: the directory has known none yet. */
export function goneLogAdvice(dataDir: string): string | null {
  const found = [KNOWN_LOG_FILE, READ_MODELS_FILE].filter((file) => existsSync(join(dataDir, file)));
  if (found.length === 0) return null;
  return `put the log in its place again, or restore it from a backup; only to begin with an empty log, move ${found.join(' and ')} out of ${dataDir}`;
}

/** Whether nothing that matters is on record yet. */
export async function isEmptyLog(store: Pick<EventStore, 'readAll'>): Promise<boolean> {
  const { events } = await store.readAll({ limit: 1, filter: { streamPrefixes: [CASE_STREAM_PREFIX] } });
  return events.length === 0;
}

/** @param id of the log, the same in every copy of it. @throws {Error} it cannot be kept */
export function rememberLog(dataDir: string, id: string): void {
  const file = join(dataDir, KNOWN_LOG_FILE);
  const text = `${JSON.stringify({ id })}\n`;
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  writeFileSync(`${file}.draft`, text, { mode: 0o600, flush: true });
  renameSync(`${file}.draft`, file);
}
