import { LRUCache } from 'lru-cache';
import { type LoadedCase } from './case-stream';

/** What is remembered of cases between commands: both bounds hold. */
export interface CaseCacheSize {
  /** 0: nothing is remembered. */
  readonly cases: number;
  /** Estimated, from above; 0: nothing is remembered. */
  readonly bytes: number;
}

/**
 * Folded cases that were read or written last. A case that is larger than all that may be remembered has a place of its own,
 * the only one: it was just in memory anyway, and whoever works on it comes back.
 */
export class CaseCache {
  private readonly cases: LRUCache<string, LoadedCase> | null;
  private oversized: LoadedCase | null = null;

  constructor(private readonly size: CaseCacheSize) {
    const { cases, bytes } = size;
    const isOff = cases === 0 || bytes === 0;
    this.cases = isOff
      ? null
      : new LRUCache({ max: cases, maxSize: bytes, sizeCalculation: (loaded: LoadedCase) => loaded.bytes });
  }

  get(id: string): LoadedCase | undefined {
    return this.oversized?.id === id ? this.oversized : this.cases?.get(id);
  }

  /** Unless more is known already. */
  set(loaded: LoadedCase): void {
    if (this.cases === null) return;
    const { id, end } = loaded;
    const known = this.oversized?.id === id ? this.oversized : this.cases.peek(id);
    if (known !== undefined && known.end.revision >= end.revision) return;
    if (loaded.bytes <= this.size.bytes) {
      this.cases.set(id, loaded);
      return;
    }
    this.cases.delete(id);
    this.oversized = loaded;
  }

  forget(id: string): void {
    if (this.oversized?.id === id) this.oversized = null;
    this.cases?.delete(id);
  }

  clear(): void {
    this.oversized = null;
    this.cases?.clear();
  }
}
