import { type Position } from '@redress/event-store';
import { ReadModelBehindError } from './errors';

interface Waiter {
  readonly wanted: Position;
  readonly settle: (error?: ReadModelBehindError) => void;
}

/** Those who wait until a read model has read up to a position. */
export class PositionWaiters {
  private readonly waiters = new Set<Waiter>();
  private readonly watchers = new Set<() => void>();

  constructor(
    private readonly readModel: string,
    private readonly position: () => Position,
  ) {}

  /** @throws {ReadModelBehindError} it was not reached within so many milliseconds */
  waitFor(wanted: Position, timeoutMs: number): Promise<void> {
    if (this.position() >= wanted) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => settle(this.behind(wanted)), timeoutMs);
      const settle = (error?: ReadModelBehindError): void => {
        clearTimeout(timer);
        this.waiters.delete(waiter);
        if (error === undefined) resolve();
        else reject(error);
      };
      const waiter = { wanted, settle };
      this.waiters.add(waiter);
    });
  }

  /** Calls back at every {@link check}; returns how to stop that. */
  watch(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  /** Lets everybody go who waited for a position that has been reached, and tells who watches. */
  check(): void {
    const position = this.position();
    for (const waiter of this.waiters) if (position >= waiter.wanted) waiter.settle();
    for (const watcher of this.watchers) watcher();
  }

  /** Nothing more will be read. */
  giveUp(): void {
    for (const waiter of this.waiters) waiter.settle(this.behind(waiter.wanted));
  }

  private behind(wanted: Position): ReadModelBehindError {
    return new ReadModelBehindError(this.readModel, this.position(), wanted);
  }
}
