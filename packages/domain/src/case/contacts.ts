import { type EventContext } from './events';
import { isBefore } from './instants';
import { type Contact, type Ending } from './state';

/** What is kept of contacts: all whose instant is known, and how far they reach. */
export interface ContactsHeld {
  /** Earliest first. */
  readonly contacts: readonly Contact[];
  /** The latest of them; null while there is none. */
  readonly lastContactAt: string | null;
}

/** With one more contact. Of one at an unknown instant nobody can say what it came after. */
export function withContact(
  { contacts, lastContactAt }: ContactsHeld,
  { occurredAt: at, occurredAtPrecision: precision }: EventContext,
  ending: Exclude<Ending, 'merged'> | null = null,
): ContactsHeld {
  if (precision === 'unknown') return { contacts, lastContactAt };
  const isLater = ({ at: other }: Contact): boolean => isBefore(at, other);
  const index = contacts.findIndex(isLater);
  const place = index === -1 ? contacts.length : index;
  return {
    contacts: [...contacts.slice(0, place), { at, precision, ending }, ...contacts.slice(place)],
    lastContactAt: lastContactAt === null || isBefore(lastContactAt, at) ? at : lastContactAt,
  };
}

/** The first contact that is sure to have followed a message which is entered only now; null when none is on record. */
export function answerOnRecord(
  { occurredAt, occurredAtPrecision }: EventContext,
  contacts: readonly Contact[],
): Contact | null {
  if (occurredAtPrecision !== 'instant') return null;
  return contacts.find(({ at }) => isBefore(occurredAt, at)) ?? null;
}
