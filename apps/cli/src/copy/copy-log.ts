import { type EventStore, type StoredEvent, WrongExpectedRevisionError } from '@redress/event-store';
import { type TargetLog } from '../log-url';
import { type Verified, verifyLog } from '../verify/verify-log';
import { type Batch, batchesOf } from './batches';
import { contentOf, copiedEvents, OrderDigest } from './copied-events';
import { CopyError } from './copy-error';

/** So many events are handed to a target at once that commits them together. */
const CHUNK = 1_000;

export interface Copied {
  /** Of the source, all of which the target holds now. */
  readonly events: number;
  /** Of these, appended in this run. */
  readonly copied: number;
  readonly streams: number;
  /** Lower-case hex SHA-256 of every event in the order of the log, its position left out. */
  readonly digest: string;
}

/**
 * Makes the target hold what the source holds, in the same order: ids, revisions, times, hashes and bytes are the same,
 * positions are the target's own. Streams of processors are left out, in both. What the target holds already must be
 * the beginning of the source; there the copy goes on. Then the target is read and verified from its start.
 * @throws {CopyError} the target holds something else, or the copy is not what the source is
 * @throws {StoreUnusableError | StoreUnavailableError | OutcomeUnknownError} one of the two fails; the next run goes on
 */
export async function copyLog(from: Pick<EventStore, 'readAll' | 'head'>, to: TargetLog): Promise<Copied> {
  const digest = new OrderDigest();
  const source = copiedEvents(from);
  await passOverBeginning(source, to.store, digest);
  const before = digest.events;
  let chunk: StoredEvent[] = [];
  for await (const event of source) {
    digest.add(event);
    chunk.push(event);
    if (chunk.length < CHUNK) continue;
    await append(to, chunk);
    chunk = [];
  }
  await append(to, chunk);
  const { events } = digest;
  const { streams, hex } = await verified(to.store, events);
  if (hex !== digest.hex()) throw new CopyError('The copy differs from its source: begin again with an empty target');
  return { events, copied: events - before, streams, digest: hex };
}

/** Reads both as far as the target goes. */
async function passOverBeginning(
  source: AsyncGenerator<StoredEvent, void>,
  target: EventStore,
  digest: OrderDigest,
): Promise<void> {
  for await (const held of copiedEvents(target)) {
    const { value: event } = await source.next();
    if (event === undefined) {
      throw new CopyError(`The target holds more than the source, from ${placeOf(held)} on: name another target`);
    }
    if (contentOf(event) !== contentOf(held)) {
      throw new CopyError(
        `The target holds something else: ${placeOf(held)} stands where the source has ${placeOf(event)}. Name an empty target, or one that a copy of this source was begun in`,
      );
    }
    digest.add(event);
  }
}

async function append({ store, commitsTogether }: TargetLog, events: readonly StoredEvent[]): Promise<void> {
  const batches = batchesOf(events);
  if (!commitsTogether) {
    for (const batch of batches) await appendBatch(store, batch);
    return;
  }
  const outcomes = await Promise.allSettled(batches.map((batch) => appendBatch(store, batch)));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

async function appendBatch(store: EventStore, batch: Batch): Promise<void> {
  const [{ stream, revision }] = batch;
  try {
    await store.append(stream, revision === 0 ? 'noStream' : revision - 1, batch);
  } catch (error) {
    if (!(error instanceof WrongExpectedRevisionError)) throw error;
    throw new CopyError(
      `Somebody else writes to the target (${error.message}): stop that and begin with an empty one`,
      {
        cause: error,
      },
    );
  }
}

/** Reads the whole target as anybody would who verifies it. */
async function verified(
  target: EventStore,
  events: number,
): Promise<{ readonly streams: number; readonly hex: string }> {
  const findings: string[] = [];
  const { bad }: Verified = await verifyLog(target, ({ stream, reason, ...place }) => {
    if (stream !== null && findings.length < 3)
      findings.push(`${stream} revision ${'revision' in place ? place.revision : ''}: ${reason}`);
  });
  if (bad > 0) {
    throw new CopyError(
      `The copy does not verify, because its source does not: ${findings.join('; ')}. redress verify says all of it`,
    );
  }
  const digest = new OrderDigest();
  let streams = 0;
  for await (const event of copiedEvents(target)) {
    digest.add(event);
    if (event.revision === 0) streams += 1;
  }
  if (digest.events !== events) {
    throw new CopyError(`The copy holds ${digest.events} events and its source ${events}: begin with an empty target`);
  }
  return { streams, hex: digest.hex() };
}

function placeOf({ stream, revision }: StoredEvent): string {
  return `${JSON.stringify(stream)} revision ${revision}`;
}
