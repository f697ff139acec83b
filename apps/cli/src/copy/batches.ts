import { appendBytes, MAX_APPEND_BYTES, type StoredEvent } from '@redress/event-store';

/** Events of one stream that follow one another in the log, not more than one append takes. */
export type Batch = readonly [StoredEvent, ...StoredEvent[]];

/** An append of more is no faster. */
const LONGEST = 100;

/** @param events in the order of the log, which the batches keep */
export function batchesOf(events: readonly StoredEvent[]): readonly Batch[] {
  const batches: [StoredEvent, ...StoredEvent[]][] = [];
  let bytes = 0;
  for (const event of events) {
    const batch = batches.at(-1);
    const size = appendBytes([event]);
    if (batch?.[0].stream === event.stream && batch.length < LONGEST && bytes + size <= MAX_APPEND_BYTES) {
      batch.push(event);
      bytes += size;
    } else {
      batches.push([event]);
      bytes = size;
    }
  }
  return batches;
}
