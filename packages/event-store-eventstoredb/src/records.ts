import { type NewEvent, type Position, type StoredEvent } from '@redress/event-store';

/** An event as the server keeps it: texts are bytes, and what it has no field for lies in its metadata. */
export interface EventRecord {
  readonly id: string;
  readonly type: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

export interface StoredRecord extends EventRecord {
  readonly stream: string;
  readonly revision: bigint;
  readonly position: Position;
  /** When the leader wrote it, by its own clock: milliseconds since the epoch. */
  readonly createdMs: number;
}

/**
 * The metadata that the server keeps is JSON, so that its own tools can show it, but it is never parsed: the text of
 * ours stands in it byte for byte, between this and a closing brace.
 */
const ENVELOPE = /^\{"redress":\{"hash":(?:"([0-9a-f]{64})"|null),"schemaVersion":(\d{1,16})\},"metadata":/;

/** The server's own stand among ours where it marks the end of a deleted stream: they are passed, not given. */
export function isOfServer({ type }: Pick<EventRecord, 'type'>): boolean {
  return type.startsWith('$');
}

export function toRecord({ id, type, schemaVersion, data, metadata, hash }: NewEvent): EventRecord {
  const quoted = hash === null ? 'null' : `"${hash}"`;
  return {
    id,
    type,
    data: Buffer.from(data),
    metadata: Buffer.from(`{"redress":{"hash":${quoted},"schemaVersion":${schemaVersion}},"metadata":${metadata}}`),
  };
}

/** What something else has written comes back without a hash, so that whoever verifies it says that it was never sealed. */
export function fromRecord(record: StoredRecord): StoredEvent {
  const { id, stream, position, type } = record;
  const place = { id, stream, revision: Number(record.revision), position, type };
  const data = text(record.data);
  const metadata = text(record.metadata);
  const [envelope, hash, schemaVersion] = ENVELOPE.exec(metadata) ?? [];
  if (envelope === undefined) return { ...place, schemaVersion: 1, data, metadata, hash: null };
  return {
    ...place,
    schemaVersion: Number(schemaVersion),
    data,
    metadata: metadata.slice(envelope.length, -1),
    hash: hash ?? null,
  };
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
}
