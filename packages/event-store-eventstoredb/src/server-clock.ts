import { randomUUID } from 'node:crypto';
import { type LogClient } from './client';
import { CallFailure } from './failures';

/** Our clock beside the one that the server stamps events with. */
export interface ClockReading {
  /** So many milliseconds ours is ahead; negative: behind. */
  readonly offsetMs: number;
  /** By so many milliseconds the offset may be wrong, to either side: nobody can tell when on its way an event was stamped. */
  readonly errorMs: number;
}

/** Not copied to other stores, and passed over by whoever reads the record. */
export const CLOCK_STREAM = 'processor-clock';

const TRIES = 3;
/** A reading that is as exact as that is exact enough. */
const EXACT_MS = 100;
/** However far the server's clock is ahead, this append shall be written: it is what tells. */
const LATE_MS = 10 * 365 * 86_400_000;

/**
 * Compares our clock with the leader's: a small event is appended, and the server's own time of it, which lies between
 * asking and hearing, is read back. The most exact of a few tries counts; the first may have to connect.
 * @param timeoutMs of each call
 * @throws {CallFailure}
 */
export async function readServerClock(client: LogClient, timeoutMs: number): Promise<ClockReading> {
  let best = await compare(client, timeoutMs);
  for (let tries = 1; tries < TRIES && best.errorMs > EXACT_MS; tries++) {
    const next = await compare(client, timeoutMs);
    if (next.errorMs < best.errorMs) best = next;
  }
  return best;
}

async function compare(client: LogClient, timeoutMs: number): Promise<ClockReading> {
  const record = { id: randomUUID(), type: 'ClockCompared', data: Buffer.from('{}'), metadata: Buffer.from('{}') };
  const asked = Date.now();
  const { revision } = await client.append(CLOCK_STREAM, 'any', [record], timeoutMs, LATE_MS);
  const heard = Date.now();
  const [stored] = await client.readStream(CLOCK_STREAM, { backwards: false, from: revision, limit: 1 }, timeoutMs);
  if (stored === undefined) throw new CallFailure({ kind: 'transport' }, `${CLOCK_STREAM} was deleted on the server`);
  return { offsetMs: (asked + heard) / 2 - stored.createdMs, errorMs: (heard - asked) / 2 };
}
