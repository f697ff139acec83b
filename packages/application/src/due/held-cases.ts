import { type Position } from '@redress/event-store';
import { backoffMs } from './backoff';
import { type DueCase } from './due-cases';

const FIRST_BACKOFF_MS = 1_000;
/** So long it is remembered how often a case has failed, once it was its turn again. */
const MEMORY_MS = 600_000;

interface Done {
  readonly position: Position;
}

interface Failed {
  readonly failures: number;
  readonly sinceMs: number;
  readonly untilMs: number;
}

/**
 * Cases that are left alone for now although the read model may name them: those just seen to, until it has read so far,
 * and those that failed, until it is their turn again.
 */
export class HeldCases {
  private readonly done = new Map<string, Done>();
  private readonly failed = new Map<string, Failed>();

  /** At most so many of the cases that the read model names are held. */
  get size(): number {
    return this.done.size + this.failed.size;
  }

  isHeld(due: DueCase, nowMs: number): boolean {
    const key = keyOf(due);
    const failed = this.failed.get(key);
    return this.done.has(key) || (failed !== undefined && isWaiting(failed, nowMs));
  }

  /** Nothing more is to do: the read model will say so too when it has read up to a position. */
  noteDone(due: DueCase, position: Position): void {
    const key = keyOf(due);
    this.failed.delete(key);
    this.done.set(key, { position });
  }

  /** It is tried again after a while that doubles with each failure in a row, up to the longest. */
  noteFailed(due: DueCase, nowMs: number, longestMs: number): void {
    const key = keyOf(due);
    const failures = (this.failed.get(key)?.failures ?? 0) + 1;
    const untilMs = nowMs + backoffMs(failures, FIRST_BACKOFF_MS, longestMs);
    this.failed.set(key, { failures, sinceMs: nowMs, untilMs });
  }

  /** Forgets what the read model knows by now, and the failures of cases that somebody else has seen to. */
  release(readUpTo: Position, nowMs: number): void {
    for (const [key, { position }] of this.done) if (position <= readUpTo) this.done.delete(key);
    for (const [key, { untilMs }] of this.failed) if (nowMs > untilMs + MEMORY_MS) this.failed.delete(key);
  }

  /** When the next one that failed has its turn; null: none has. Epoch ms. */
  nextRetryMs(nowMs: number): number | null {
    let next: number | null = null;
    for (const failed of this.failed.values()) {
      if (isWaiting(failed, nowMs) && (next === null || failed.untilMs < next)) next = failed.untilMs;
    }
    return next;
  }
}

/** A clock that was stepped back makes nobody wait longer. */
function isWaiting({ sinceMs, untilMs }: Failed, nowMs: number): boolean {
  return sinceMs <= nowMs && nowMs < untilMs;
}

function keyOf({ caseId, kind }: DueCase): string {
  return `${kind} ${caseId}`;
}
