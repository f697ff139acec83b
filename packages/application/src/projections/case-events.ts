import { type RecordedEvent } from '@redress/domain';
import { openSealed, type StoredEvent } from '@redress/event-store';
import { assertReadable, recordedEvent } from '../case-stream';

/**
 * A stored event of a case as the domain folds it, once its text is what its hash says. That it joins the event before it
 * is checked by whoever reads the whole case: a batch seldom begins where a case does.
 * @throws {UnreadableEventError} a newer version of Redress, or something else, wrote it
 * @throws {RecordCorruptError} it was changed, is not JSON, or was never sealed
 */
export function readCaseEvent(stored: StoredEvent): RecordedEvent {
  const envelope = openSealed(stored);
  assertReadable(stored);
  return recordedEvent(envelope);
}
