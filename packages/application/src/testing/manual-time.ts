import { ManualClock } from './manual-clock';

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/**
 * A clock that a test moves, and pauses that end when so much time has passed. A clock that is only set, as by an operator,
 * ends no pause.
 */
export class ManualTime extends ManualClock {
  /** How many were begun. */
  pauses = 0;
  private passed = 0;
  private readonly sleepers = new Set<Sleeper>();

  readonly pause = (milliseconds: number, signal: AbortSignal): Promise<void> => {
    this.pauses += 1;
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        this.sleepers.delete(sleeper);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const sleeper = { until: this.passed + milliseconds, wake };
      this.sleepers.add(sleeper);
      signal.addEventListener('abort', wake);
    });
  };

  /** Pauses under way. */
  get sleeping(): number {
    return this.sleepers.size;
  }

  /** All at once, as for a machine that was suspended: whoever pauses wakes up at the end. */
  pass(milliseconds: number): void {
    this.advance(milliseconds);
    this.passed += milliseconds;
    for (const { until, wake } of this.sleepers) if (until <= this.passed) wake();
  }
}
