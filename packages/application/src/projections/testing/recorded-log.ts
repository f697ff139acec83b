import { EMPTY_CHAIN, type ChainEnd, InMemoryEventStore, type Position, seal } from '@redress/event-store';
import { agent } from '../../testing/requests';

/** A log that a test writes event by event. Ids count, so that two runs of a test write the same. */
export class RecordedLog {
  readonly store = new InMemoryEventStore();
  private readonly ends = new Map<string, ChainEnd>();
  private count = 0;

  /** First part of every id, 8 hex digits: what is written under another one is no event of this log's twin. */
  origin = 'e0000000';

  /** The position of the event. */
  async add(
    stream: string,
    type: string,
    data: object = {},
    recordedAt = '2026-03-02T09:00:00.000Z',
    schemaVersion = 1,
  ): Promise<Position> {
    const end = this.ends.get(stream) ?? EMPTY_CHAIN;
    this.count += 1;
    const id = `${this.origin}-0000-4000-8000-${String(this.count).padStart(12, '0')}`;
    const metadata = {
      actor: agent,
      occurredAt: recordedAt,
      occurredAtPrecision: 'instant' as const,
      recordedAt,
      correlationId: id,
      commandId: id,
    };
    const [event] = seal(stream, end, [{ type, schemaVersion, data, metadata }], () => id);
    if (event === undefined) throw new Error('One draft gives one event');
    this.ends.set(stream, event);
    const expected = end.revision === -1 ? 'noStream' : end.revision;
    return (await this.store.append(stream, expected, [event])).position;
  }
}
