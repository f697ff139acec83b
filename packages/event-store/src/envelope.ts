import { type Actor, type Precision } from '@redress/domain';
import { RecordCorruptError } from './errors';
import { type Position, type StoredEvent } from './event-store';

/** Which row of an imported file an event came from. */
export interface ImportSource {
  readonly mapping: string;
  /** 1 is the first line of the file, the header included. */
  readonly line: number;
  /** The instant of the row, which was the present when it was judged; ISO 8601 UTC. Absent in what the first versions imported. */
  readonly at?: string;
  readonly rowHash: string;
  /** Counts from 0 among equal rows. */
  readonly ordinal: number;
  /** The columns that the mapping lists, as the source wrote them. */
  readonly kept: Readonly<Record<string, string>>;
}

/** Who, when and why. Instants are ISO 8601 UTC with milliseconds, `2026-03-02T09:00:00.000Z`. */
export interface EventMetadata {
  readonly actor: Actor;
  /** When it happened in the world; with precision `unknown`, the earliest it can have happened. */
  readonly occurredAt: string;
  readonly occurredAtPrecision: Precision;
  /** When the system learned it; never before that of the stream's previous event. */
  readonly recordedAt: string;
  /** What started the chain; the command id unless the caller says otherwise. */
  readonly correlationId: string;
  /** The event that caused this one, when a processor acted on it. */
  readonly causationId?: string;
  readonly commandId: string;
  /** A keyed hash of method, route and body; absent when no caller can retry. */
  readonly commandHash?: string;
  /** The version of the rules by which the event was decided; absent in what the first rules decided. */
  readonly rules?: number;
  /** The hash of the stream's previous event, or 64 zeros. */
  readonly previousHash: string;
  readonly source?: ImportSource;
}

/** A sealed event, parsed. `position` stays outside the hash: a copied log has other positions. */
export interface EventEnvelope<Type extends string = string, Data = unknown> {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: Position;
  readonly type: Type;
  readonly schemaVersion: number;
  readonly data: Data;
  readonly metadata: EventMetadata & { readonly hash: string };
}

/**
 * Parses what is stored, without upcasting it.
 * @throws {RecordCorruptError} the bytes are not JSON, or the event was never sealed
 */
export function openEnvelope(event: StoredEvent): EventEnvelope {
  const corrupt = (reason: string): RecordCorruptError => new RecordCorruptError(event.stream, event.revision, reason);
  if (event.hash === null) throw corrupt('it was never sealed');
  try {
    const metadata = JSON.parse(event.metadata) as EventMetadata | null;
    if (metadata === null || typeof metadata !== 'object') throw corrupt('its metadata is not an object');
    return {
      id: event.id,
      stream: event.stream,
      revision: event.revision,
      position: event.position,
      type: event.type,
      schemaVersion: event.schemaVersion,
      data: JSON.parse(event.data) as unknown,
      metadata: Object.assign(metadata, { hash: event.hash }),
    };
  } catch (error) {
    // What the parser says quotes the text, which is nobody's business.
    throw error instanceof RecordCorruptError ? error : corrupt('it is not JSON');
  }
}
