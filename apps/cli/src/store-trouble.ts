import { OutcomeUnknownError, StoreUnavailableError, StoreUnusableError } from '@redress/event-store';

/** What to tell of a log that cannot be read or written, and what to do; null for everything else. */
export function storeTrouble(error: unknown): string | null {
  if (error instanceof StoreUnusableError) return error.message;
  if (error instanceof StoreUnavailableError || error instanceof OutcomeUnknownError) {
    return `${error.message}. Run the same command again: it goes on`;
  }
  return null;
}
