import { type ExpectedRevision } from '@redress/event-store';
import { type Appended, type LogClient } from './client';
import { CallFailure } from './failures';
import { type EventRecord } from './records';

/**
 * What an append is refused for may be its own doing: an earlier try of it was written, and this one met it where the
 * server did not recognise it, or asked for something else first. Whoever is told of a refusal believes that nothing was
 * written, so look before it is said.
 * @param mayBeWritten an earlier try had no answer
 * @returns where the batch stands; undefined when it does not
 * @throws {CallFailure} that may pass: nobody knows
 */
export async function ownWrite(
  client: Pick<LogClient, 'readStream'>,
  error: unknown,
  mayBeWritten: boolean,
  stream: string,
  expected: ExpectedRevision,
  records: readonly EventRecord[],
  timeoutMs: number,
): Promise<Appended | undefined> {
  if (!(error instanceof CallFailure) || expected === 'any' || expected === 'streamExists') return undefined;
  const { reason } = error;
  const before = expected === 'noStream' ? -1n : BigInt(expected);
  if (reason.kind === 'wrong-revision') {
    if (reason.actual === null || reason.actual < before + BigInt(records.length)) return undefined;
  } else if (reason.kind !== 'refused' || !mayBeWritten) return undefined;
  // A stream that was deleted softly does not begin at 0.
  const from = expected === 'noStream' ? null : before + 1n;
  const range = { backwards: false, from, limit: records.length };
  const there = await client.readStream(stream, range, timeoutMs).catch((cause: unknown) => {
    if (cause instanceof CallFailure && !cause.mayPass) return [];
    throw new CallFailure({ kind: 'transport' }, 'It could not be read whether the append was written', { cause });
  });
  const last = there.at(-1);
  if (last === undefined || there.length < records.length) return undefined;
  if (there.some(({ id }, index) => id !== records[index]?.id)) return undefined;
  return { revision: last.revision, position: last.position };
}
