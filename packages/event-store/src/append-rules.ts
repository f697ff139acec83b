import { AppendRefusedError } from './errors';
import { type ExpectedRevision, type NewEvent } from './event-store';

/** What EventStoreDB accepts in one append unless configured otherwise, in bytes. */
export const MAX_APPEND_BYTES = 1024 * 1024;

/** What an event takes beside its texts, in bytes: id, hash, schema version and the room an adapter needs to store them. */
export const EVENT_OVERHEAD_BYTES = 256;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const HASH = /^[0-9a-f]{64}$/;

/**
 * What every adapter refuses before it sends anything, so that a batch is as good for one store as for another: no
 * events at all (there would be no revision to answer with), more than {@link MAX_APPEND_BYTES}, one id twice, and names,
 * ids, versions or hashes that not every store can give back as they were.
 * @throws {AppendRefusedError} nothing was written
 */
export function assertAppendable(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): void {
  assertName('stream name', stream);
  if (typeof expected === 'number' && !(Number.isSafeInteger(expected) && expected >= 0)) {
    throw new AppendRefusedError(`${expected} is no revision: give an integer from 0, or 'noStream' for a new stream`);
  }
  if (events.length === 0) throw new AppendRefusedError('An append needs at least one event');
  for (const event of events) assertEvent(event);
  if (events.length > 1 && new Set(events.map(({ id }) => id)).size < events.length) {
    throw new AppendRefusedError('Two events of one append have the same id: give each its own');
  }
  if (mayExceed(events, MAX_APPEND_BYTES) && appendBytes(events) > MAX_APPEND_BYTES) {
    throw new AppendRefusedError(
      `An append of ${appendBytes(events)} bytes is over the limit of ${MAX_APPEND_BYTES}: split it, or keep large content elsewhere`,
    );
  }
}

/** The size of an append as {@link assertAppendable} counts it, in bytes. */
export function appendBytes(events: readonly NewEvent[]): number {
  let bytes = 0;
  for (const { type, data, metadata } of events) {
    // EventStoreDB counts a type in UTF-16.
    bytes += Buffer.byteLength(data) + Buffer.byteLength(metadata) + 2 * type.length + EVENT_OVERHEAD_BYTES;
  }
  return bytes;
}

/** A UTF-16 code unit takes at most three bytes of UTF-8, which spares most appends the counting. */
function mayExceed(events: readonly NewEvent[], limit: number): boolean {
  let units = 0;
  for (const { type, data, metadata } of events) {
    units += data.length + metadata.length + type.length + EVENT_OVERHEAD_BYTES;
  }
  return units * 3 > limit;
}

function assertEvent({ id, type, schemaVersion, data, metadata, hash }: NewEvent): void {
  assertName('event type', type);
  if (!UUID.test(id)) throw new AppendRefusedError(`The event id ${JSON.stringify(id)} is not a lower-case UUID`);
  if (!Number.isSafeInteger(schemaVersion) || schemaVersion < 1) {
    throw new AppendRefusedError(`Schema version ${schemaVersion} of ${type} is not an integer from 1`);
  }
  if (hash !== null && !HASH.test(hash))
    throw new AppendRefusedError(`The hash of ${type} is not 64 lower-case hex digits`);
  if (!data.isWellFormed() || !metadata.isWellFormed()) {
    throw new AppendRefusedError(`The text of ${type} has a lone surrogate, which UTF-8 cannot carry`);
  }
}

/** EventStoreDB keeps names that begin with `$` to itself. */
function assertName(what: string, name: string): void {
  if (name === '') throw new AppendRefusedError(`The ${what} is empty`);
  if (name.startsWith('$')) throw new AppendRefusedError(`The ${what} ${name} begins with $, which is reserved`);
  if (!name.isWellFormed() || name.includes('\0')) {
    throw new AppendRefusedError(`The ${what} ${JSON.stringify(name)} has a NUL or a lone surrogate`);
  }
}
