import { type CaseEventType, eventTypes, type RecordedEvent } from '@redress/domain';
import { openEnvelope, type StoredEvent } from '@redress/event-store';
import { recordedEvent } from '../case-stream';
import { UnreadableEventError } from './errors';

/**
 * A stored event of a case as the domain folds it.
 * @throws {UnreadableEventError} a newer version of Redress wrote it
 * @throws {RecordCorruptError} it is not JSON, or was never sealed
 */
export function readCaseEvent(stored: StoredEvent): RecordedEvent {
  const { type, schemaVersion } = stored;
  if (!Object.hasOwn(eventTypes, type)) throw new UnreadableEventError('unknown-event-type', type, schemaVersion);
  if (schemaVersion > eventTypes[type as CaseEventType].schemaVersion) {
    throw new UnreadableEventError('newer-schema-version', type, schemaVersion);
  }
  return recordedEvent(openEnvelope(stored));
}
