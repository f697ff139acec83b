import { type StoredEvent } from '@redress/event-store';
import { toPosition } from './positions';

/** Of the view `log`. */
export const COLUMNS = 'position, stream, revision, id, type, schema_version, hash, data, metadata';

export type EventColumns = [
  position: number,
  stream: string,
  revision: number,
  id: string,
  type: string,
  schemaVersion: number,
  hash: string | null,
  data: string,
  metadata: string,
];

/** A page ends early once its texts hold so many characters, however few events that is. */
export const PAGE_CHARACTERS = 4 * 1024 * 1024;

export function toEvent(columns: EventColumns): StoredEvent {
  const [row, stream, revision, id, type, schemaVersion, hash, data, metadata] = columns;
  return { id, stream, revision, position: toPosition(row), type, schemaVersion, data, metadata, hash };
}
