import { type EventEnvelope, type EventStore, openStream } from '@redress/event-store';
import { CaseCache, type CaseCacheSize } from './case-cache';
import { advance, caseStream, type LoadedCase, noCase } from './case-stream';
import { KeyedQueue } from './keyed-queue';
import { endAfter } from './loaded-stream';
import { LongWork } from './long-work';
import { readPage } from './stream-page';

type Judging = (envelope: EventEnvelope) => boolean;

/**
 * Loads cases. What is remembered is a starting point, never the last word; what is read is checked against its hash and
 * the chain before it, once. A long case is read and folded in slices, so that nobody else waits for it.
 */
export class CaseRepository {
  private readonly cache: CaseCache;
  /** Who asks for a long case that is being loaded waits for that, and reads what has come since. */
  private readonly loads = new KeyedQueue();
  readonly longWork = new LongWork();

  constructor(
    private readonly store: EventStore,
    size: CaseCacheSize,
  ) {
    this.cache = new CaseCache(size);
  }

  /** The case as remembered: it may be behind what others did. */
  remembered(id: string): LoadedCase | undefined {
    return this.cache.get(id);
  }

  /**
   * The case with everything that is on record now.
   * @throws {RecordCorruptError | UnreadableEventError} the stream and the revision from which on nobody can say how it stands
   */
  async load(id: string): Promise<LoadedCase> {
    const { loaded, isLast } = await this.withPage(this.remembered(id) ?? noCase(id));
    if (!isLast) return this.loads.run(id, () => this.loadLong(id));
    this.remember(loaded);
    return loaded;
  }

  /** The case as it was at a revision, read from its first event; what was redacted since stays withheld. */
  loadUpTo({ id, state }: LoadedCase, revision: number): Promise<LoadedCase> {
    return this.past(id, new Set(state?.redactedEvents), (envelope) => envelope.revision > revision);
  }

  /** A merged case as it stood at an instant; but never as before the merge, which another clock may have dated later. */
  async loadMerged(id: string, at: string): Promise<LoadedCase> {
    const loaded = await this.load(id);
    if (loaded.end.recordedAt <= at) return loaded;
    let isMerged = false;
    return this.past(id, new Set(loaded.state?.redactedEvents), ({ type, metadata }) => {
      if (metadata.recordedAt > at && isMerged) return true;
      isMerged ||= type === 'ComplaintMerged';
      return false;
    });
  }

  /**
   * The case from its first events on.
   * @param redacted ids of events whose texts are withheld by a redaction that comes later
   * @param isBehind told of each event in turn; from the first for which it says so, nothing is folded
   * @param isTold whether an event before that is folded; default all
   */
  past(
    id: string,
    redacted: ReadonlySet<string>,
    isBehind: Judging,
    isTold: Judging = () => true,
  ): Promise<LoadedCase> {
    return this.fold(noCase(id), async (loaded) => {
      const { events, isLast } = await readPage(this.store, caseStream(id), loaded.end.revision + 1);
      const envelopes = openStream(events, loaded.end);
      const end = envelopes.findIndex(isBehind);
      const past = (end === -1 ? envelopes : envelopes.slice(0, end)).filter(isTold);
      const after = advance(loaded, past, redacted);
      if (end !== -1) return { loaded: after, isLast: true };
      // The next page is checked against the last event of this one, folded or not.
      const last = envelopes.at(-1);
      return { loaded: last === undefined ? after : { ...after, end: endAfter(last) }, isLast };
    });
  }

  /** Remembers what was just read or written, unless more is known already. */
  remember(loaded: LoadedCase): void {
    if (loaded.state !== null) this.cache.set(loaded);
  }

  forget(id: string): void {
    this.cache.forget(id);
  }

  forgetAll(): void {
    this.cache.clear();
  }

  private async loadLong(id: string): Promise<LoadedCase> {
    const loaded = await this.fold(this.remembered(id) ?? noCase(id), (before) => this.withPage(before));
    this.remember(loaded);
    return loaded;
  }

  private async withPage(before: LoadedCase): Promise<Folded> {
    const { events, isLast } = await readPage(this.store, caseStream(before.id), before.end.revision + 1);
    return { loaded: events.length === 0 ? before : advance(before, openStream(events, before.end)), isLast };
  }

  /** One page at once; all that follows it in turn with others. */
  private async fold(start: LoadedCase, withNext: (before: LoadedCase) => Promise<Folded>): Promise<LoadedCase> {
    let { loaded, isLast } = await withNext(start);
    if (isLast) return loaded;
    return this.longWork.run(async (nextTurn) => {
      while (!isLast) {
        await nextTurn();
        ({ loaded, isLast } = await withNext(loaded));
      }
      return loaded;
    });
  }
}

interface Folded {
  readonly loaded: LoadedCase;
  readonly isLast: boolean;
}
