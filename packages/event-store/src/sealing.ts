import { hash as digestOf, randomUUID } from 'node:crypto';
import { canonicalJson } from './canonical-json';
import { type EventEnvelope, type EventMetadata, openEnvelope } from './envelope';
import { RecordCorruptError } from './errors';
import { type NewEvent, type StoredEvent } from './event-store';

/** The `previousHash` of a stream's first event. */
export const GENESIS_HASH = '0'.repeat(64);

/** The end of a stream, as much of it as the next event needs. */
export interface ChainEnd {
  /** -1 before the first event. */
  readonly revision: number;
  readonly hash: string;
  /** '' before the first event. */
  readonly recordedAt: string;
}

export const EMPTY_CHAIN: ChainEnd = { revision: -1, hash: GENESIS_HASH, recordedAt: '' };

/** An event decided but not yet sealed. `recordedAt` is now; sealing raises it to that of the previous event. */
export interface EventDraft {
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: object;
  readonly metadata: Omit<EventMetadata, 'previousHash'>;
}

/** A sealed event beside what it was sealed from, so that nobody has to parse it again. */
export interface SealedEvent extends NewEvent {
  readonly hash: string;
  readonly revision: number;
  readonly recordedAt: string;
}

/**
 * Gives drafts their ids, revisions, monotonic `recordedAt` and hashes, as a continuation of the chain.
 * @param newId how event ids are made; a random UUID unless a test says otherwise
 */
export function seal(
  stream: string,
  end: ChainEnd,
  drafts: readonly EventDraft[],
  newId: () => string = randomUUID,
): readonly SealedEvent[] {
  let { revision, hash, recordedAt } = end;
  return drafts.map((draft) => {
    revision += 1;
    // ISO 8601 UTC strings of equal length compare as instants do.
    if (draft.metadata.recordedAt > recordedAt) recordedAt = draft.metadata.recordedAt;
    const id = newId();
    const data = canonicalJson(draft.data);
    const metadata = canonicalJson({ ...draft.metadata, recordedAt, previousHash: hash });
    hash = hashOf({ id, stream, revision, type: draft.type, schemaVersion: draft.schemaVersion, data, metadata });
    return { id, type: draft.type, schemaVersion: draft.schemaVersion, data, metadata, hash, revision, recordedAt };
  });
}

/**
 * Lower-case hex SHA-256 of the RFC 8785 form of `{id, stream, revision, type, schemaVersion, data, metadata without hash}`.
 * `data` and `metadata` are already canonical text, so the form is put together without parsing them.
 */
export function hashOf(event: {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: string;
  readonly metadata: string;
}): string {
  const text =
    `{"data":${event.data},"id":${canonicalJson(event.id)},"metadata":${event.metadata},"revision":${event.revision},` +
    `"schemaVersion":${event.schemaVersion},"stream":${canonicalJson(event.stream)},"type":${canonicalJson(event.type)}}`;
  return digestOf('sha256', text, 'hex');
}

/**
 * One event as it is shown or folded, once its text is what its hash says. That it joins the event before it, nobody has
 * looked at: {@link openNext} does.
 * @throws {RecordCorruptError} it was never sealed, or its bytes were changed
 */
export function openSealed(event: StoredEvent): EventEnvelope {
  // First: of a text that somebody changed, that it is no JSON either says nothing more.
  if (event.hash !== null && hashOf(event) !== event.hash) {
    throw new RecordCorruptError(event.stream, event.revision, 'its hash does not match its content');
  }
  return openEnvelope(event);
}

/**
 * The next event of a stream, checked as far as reading it costs no more than a hash. That its text is canonical is left to
 * {@link verifyNext}: who could seal another text could seal a canonical one.
 * @throws {RecordCorruptError} a revision is missing, bytes were changed, or the chain does not join
 */
export function openNext(end: ChainEnd, event: StoredEvent): EventEnvelope {
  const corrupt = (reason: string): RecordCorruptError => new RecordCorruptError(event.stream, event.revision, reason);
  if (event.revision !== end.revision + 1) throw corrupt(`revision ${end.revision + 1} was expected here`);
  const envelope = openSealed(event);
  if (envelope.metadata.previousHash !== end.hash) {
    throw corrupt('its previousHash is not the hash of the event before it');
  }
  return envelope;
}

/**
 * The events that follow a stream's known end, checked one after the other.
 * @param end default before the first event
 * @throws {RecordCorruptError} naming the first event that cannot be trusted
 */
export function openStream(events: Iterable<StoredEvent>, end: ChainEnd = EMPTY_CHAIN): readonly EventEnvelope[] {
  const envelopes: EventEnvelope[] = [];
  for (const event of events) {
    const envelope = openNext(end, event);
    envelopes.push(envelope);
    end = { revision: event.revision, hash: envelope.metadata.hash, recordedAt: envelope.metadata.recordedAt };
  }
  return envelopes;
}

/**
 * Checks one event as the continuation of a chain and returns the chain's new end.
 * @throws {RecordCorruptError} a revision is missing, bytes were changed, or the chain does not join
 */
export function verifyNext(end: ChainEnd, event: StoredEvent): ChainEnd {
  const corrupt = (reason: string): RecordCorruptError => new RecordCorruptError(event.stream, event.revision, reason);
  if (event.revision !== end.revision + 1) throw corrupt(`revision ${end.revision + 1} was expected here`);
  if (event.hash === null) throw corrupt('it was never sealed');
  let metadata: EventMetadata;
  try {
    metadata = JSON.parse(event.metadata) as EventMetadata;
    if (canonicalJson(metadata) !== event.metadata) throw corrupt('its metadata is not canonical');
    if (canonicalJson(JSON.parse(event.data)) !== event.data) throw corrupt('its data is not canonical');
  } catch (error) {
    throw error instanceof RecordCorruptError ? error : corrupt('it is not JSON');
  }
  if (metadata === null || typeof metadata !== 'object') throw corrupt('its metadata is not an object');
  if (typeof metadata.recordedAt !== 'string') throw corrupt('its metadata does not say when it was recorded');
  if (metadata.previousHash !== end.hash) throw corrupt('its previousHash is not the hash of the event before it');
  if (metadata.recordedAt < end.recordedAt) throw corrupt('it was recorded before the event before it');
  if (hashOf(event) !== event.hash) throw corrupt('its hash does not match its content');
  return { revision: event.revision, hash: event.hash, recordedAt: metadata.recordedAt };
}

/**
 * Checks a whole stream, first event first. A stream cut off at its end still verifies: that is what signed
 * checkpoints over the whole log are for.
 * @throws {RecordCorruptError} naming the first event that cannot be trusted
 */
export function verifyStream(events: Iterable<StoredEvent>): ChainEnd {
  let end = EMPTY_CHAIN;
  for (const event of events) end = verifyNext(end, event);
  return end;
}
