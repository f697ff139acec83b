import { type EventStore, openStream } from '@redress/event-store';
import { LRUCache } from 'lru-cache';
import { advance, caseStream, type LoadedCase, noCase } from './case-stream';

/**
 * Loads cases. What is remembered is a starting point, never the last word; what is read is checked against its hash and
 * the chain before it, once.
 */
export class CaseRepository {
  private readonly cache: LRUCache<string, LoadedCase> | null;

  /** @param cachedCases how many cases are remembered; 0 turns the cache off */
  constructor(
    private readonly store: EventStore,
    cachedCases: number,
  ) {
    this.cache = cachedCases > 0 ? new LRUCache({ max: cachedCases }) : null;
  }

  /** The case as remembered: it may be behind what others did. */
  remembered(id: string): LoadedCase | undefined {
    return this.cache?.get(id);
  }

  /**
   * The case with everything that is on record now.
   * @throws {RecordCorruptError | UnreadableEventError} the stream and the revision from which on nobody can say how it stands
   */
  async load(id: string): Promise<LoadedCase> {
    const start = this.remembered(id) ?? noCase(id);
    const tail = await this.store.readStream(caseStream(id), { from: start.end.revision + 1 });
    const loaded = tail.length === 0 ? start : advance(start, openStream(tail, start.end));
    this.remember(loaded);
    return loaded;
  }

  /** The case as it was at a revision, read from its first event; what was redacted since stays withheld. */
  async loadUpTo({ id, state }: LoadedCase, revision: number): Promise<LoadedCase> {
    const events = await this.store.readStream(caseStream(id), { limit: revision + 1 });
    return advance(noCase(id), openStream(events), new Set(state?.redactedEvents));
  }

  /** A merged case as it stood at an instant; but never as before the merge, which another clock may have dated later. */
  async loadMerged(id: string, at: string): Promise<LoadedCase> {
    const loaded = await this.load(id);
    if (loaded.end.recordedAt <= at) return loaded;
    const envelopes = openStream(await this.store.readStream(caseStream(id)));
    const last = envelopes.findLast(({ type, metadata }) => type === 'ComplaintMerged' || metadata.recordedAt <= at);
    return this.loadUpTo(loaded, last?.revision ?? loaded.end.revision);
  }

  /** Remembers what was just read or written, unless more is known already. */
  remember(loaded: LoadedCase): void {
    if (this.cache === null || loaded.state === null) return;
    const known = this.cache.peek(loaded.id);
    if (known === undefined || known.end.revision < loaded.end.revision) this.cache.set(loaded.id, loaded);
  }

  forget(id: string): void {
    this.cache?.delete(id);
  }

  forgetAll(): void {
    this.cache?.clear();
  }
}
