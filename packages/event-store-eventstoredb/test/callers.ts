import { type EventStore } from '@redress/event-store';
import { idsOf } from '@redress/event-store/contract';
import { type Witness } from '../src/testing';

export { callers, type Load, type Witness } from '../src/testing';

/** Nothing acknowledged is missing, nothing is there twice or against a refusal. Gives how many events there are. */
export async function expectKept(store: EventStore, { acknowledged, refused }: Witness): Promise<number> {
  let count = 0;
  for (const [stream, byRevision] of acknowledged) {
    const stored = idsOf(await store.readStream(stream));
    const expected = [...byRevision.entries()].sort(([a], [b]) => a - b).map(([, id]) => id);
    expect(stored).toEqual(expected);
    expect(stored.filter((id) => refused.has(id))).toEqual([]);
    count += stored.length;
  }
  return count;
}
