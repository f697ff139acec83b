import { randomUUID } from 'node:crypto';
import { type Actor } from '@redress/domain';
import { EMPTY_CHAIN, type EventStore, openEnvelope, seal, WrongExpectedRevisionError } from '@redress/event-store';
import { isoInstant } from '../clock';
import { endAfter } from '../loaded-stream';
import { draftsOf, provenanceOf } from '../provenance';

/** What admins say of the machine. A stream of its own, sealed like those of cases. */
export const CLOCK_CONFIRMATIONS = 'operations-clock';
const TYPES = { ClockConfirmed: { schemaVersion: 1 } } as const;
const MOST_ATTEMPTS = 5;

/** Somebody looked at the clock and found it right. */
export interface ClockConfirmation {
  readonly revision: number;
  /** What the clock said. Milliseconds since the epoch. */
  readonly atMs: number;
}

/** The newest; null: there is none. */
export async function lastConfirmation(store: Pick<EventStore, 'readStream'>): Promise<ClockConfirmation | null> {
  const [event] = await store.readStream(CLOCK_CONFIRMATIONS, { direction: 'backwards', limit: 1 });
  if (event === undefined) return null;
  const { at } = JSON.parse(event.data) as { at: string };
  return { revision: event.revision, atMs: Date.parse(at) };
}

/**
 * Puts on record that somebody found the clock right, as it is now.
 * @throws {StoreUnavailableError | OutcomeUnknownError} the store does not take it
 */
export async function confirmClock(
  store: Pick<EventStore, 'readStream' | 'append'>,
  atMs: number,
  actor: Actor,
): Promise<ClockConfirmation> {
  const at = isoInstant(atMs);
  const confirmed = { type: 'ClockConfirmed', data: { at }, occurredAt: at, occurredAtPrecision: 'instant' } as const;
  const drafts = draftsOf([confirmed], TYPES, provenanceOf({ actor, commandId: randomUUID() }, at));
  for (let attempt = 1; ; attempt++) {
    const [last] = await store.readStream(CLOCK_CONFIRMATIONS, { direction: 'backwards', limit: 1 });
    const end = last === undefined ? EMPTY_CHAIN : endAfter(openEnvelope(last));
    try {
      const { revision } = await store.append(
        CLOCK_CONFIRMATIONS,
        last === undefined ? 'noStream' : end.revision,
        seal(CLOCK_CONFIRMATIONS, end, drafts),
      );
      return { revision, atMs };
    } catch (error) {
      // Somebody else confirmed it at the same moment.
      if (!(error instanceof WrongExpectedRevisionError) || attempt === MOST_ATTEMPTS) throw error;
    }
  }
}
