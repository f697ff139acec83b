import { setTimeout as sleep } from 'node:timers/promises';
import { sqliteTrouble } from './sqlite-errors';

const PAUSE_MS = 5;

/** Repeats a transaction while another process holds the file; it does so for a slice of work at a time. */
export async function patiently<T>(transaction: () => T): Promise<T> {
  for (;;) {
    try {
      return transaction();
    } catch (error) {
      if (sqliteTrouble(error) !== 'busy') throw error;
      await sleep(PAUSE_MS);
    }
  }
}
