import {
  EMPTY_CHAIN,
  type ChainEnd,
  type EventEnvelope,
  type EventStore,
  openStream,
  type StoredEvent,
} from '@redress/event-store';
import { endAfter } from './loaded-stream';
import { type LongWork } from './long-work';
import { readPage } from './stream-page';

/** A page of a history ends early once it holds so many characters, however few events that is. */
const MOST_CHARACTERS = 4 * 1024 * 1024;

export interface HistoryRange {
  /** Revision of the event before the page; -1 for the first page. */
  readonly after: number;
  readonly limit: number;
  /** From the first event for which this is so, nothing is told. */
  readonly isBehind: (envelope: EventEnvelope) => boolean;
  /** Whether an event before that is told. */
  readonly isTold: (envelope: EventEnvelope) => boolean;
}

/** Reads a part of one stream, and no more of it than that takes. */
export class HistoryReader {
  constructor(
    private readonly store: EventStore,
    private readonly longWork: LongWork,
    private readonly stream: string,
  ) {}

  /**
   * The events of a page, each checked against its hash and the event before it.
   * @throws {RecordCorruptError}
   */
  async page(range: HistoryRange): Promise<{ readonly events: readonly EventEnvelope[]; readonly hasMore: boolean }> {
    const page = new Page(range);
    let end = await this.endAt(range.after);
    const readOn = async (limit?: number): Promise<boolean> => {
      const { events, isLast } = await readPage(this.store, this.stream, end.revision + 1, limit);
      const envelopes = openStream(events, end);
      const last = envelopes.at(-1);
      if (last !== undefined) end = endAfter(last);
      return page.add(envelopes, events) && !isLast;
    };
    // What is filtered out may be long.
    if (await readOn(range.limit + 1)) {
      await this.longWork.run(async (nextTurn) => {
        do await nextTurn();
        while (await readOn());
      });
    }
    return page;
  }

  private async endAt(revision: number): Promise<ChainEnd> {
    if (revision < 0) return EMPTY_CHAIN;
    const [before] = await this.store.readStream(this.stream, { from: revision, limit: 1 });
    if (before === undefined) return { ...EMPTY_CHAIN, revision };
    return { revision, hash: before.hash ?? '', recordedAt: '' };
  }
}

class Page {
  readonly events: EventEnvelope[] = [];
  hasMore = false;
  private characters = 0;

  constructor(private readonly range: HistoryRange) {}

  /** False when it is full, or nothing that follows belongs to it. */
  add(envelopes: readonly EventEnvelope[], stored: readonly StoredEvent[]): boolean {
    for (const [index, envelope] of envelopes.entries()) {
      if (this.range.isBehind(envelope)) return false;
      if (!this.range.isTold(envelope)) continue;
      this.hasMore = this.events.length >= this.range.limit || this.characters >= MOST_CHARACTERS;
      if (this.hasMore) return false;
      this.events.push(envelope);
      this.characters += stored[index]?.data.length ?? 0;
    }
    return true;
  }
}
