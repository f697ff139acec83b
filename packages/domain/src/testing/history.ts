import { type Actor } from '../actor';
import { type CaseEvent, type EventContext, type RecordedEvent } from '../case/events';
import { foldCase } from '../case/evolve';
import { type Case } from '../case/state';
import { agent } from './actors';
import { after, CASE_ID, eventId, HOUR_MS, RECEIVED_AT } from './fixtures';

/** An event of a history: as recorded, or as decided; the history then says when. */
export type HistoryEntry = CaseEvent | RecordedEvent;

/** The event as recorded the instant it happened, at revision 0; `rest` says otherwise. Ids follow from the revision. */
export function recorded<Event extends CaseEvent>(
  event: Event,
  at: string = RECEIVED_AT,
  actor: Actor = agent,
  rest: Partial<EventContext> = {},
): Event & EventContext {
  const revision = rest.revision ?? 0;
  return {
    ...event,
    id: eventId(revision),
    revision,
    occurredAt: at,
    occurredAtPrecision: 'instant',
    recordedAt: at,
    actor,
    ...rest,
  };
}

/** A stream: revisions and ids in order; what has no instant yet happens an hour after each other, from {@link RECEIVED_AT}. */
export function history(...entries: readonly HistoryEntry[]): readonly RecordedEvent[] {
  return entries.map((entry, revision) => {
    const event = 'recordedAt' in entry ? entry : recorded(entry, after(RECEIVED_AT, revision * HOUR_MS));
    return { ...event, id: eventId(revision), revision };
  });
}

/**
 * The case that a history folds to.
 * @throws {Error} it does not begin with a receipt
 */
export function caseOf(entries: readonly HistoryEntry[], id: string = CASE_ID): Case {
  const state = foldCase(id, history(...entries));
  if (state === null) throw new Error('The history does not begin with ComplaintReceived');
  return state;
}
