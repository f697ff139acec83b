import { setTimeout as sleep } from 'node:timers/promises';

/** Pauses between tries: each about twice as long as the one before, half of it left to chance, so that many callers do not come back at once. */
export class Pauses {
  private longest: number;

  /** Milliseconds. */
  constructor(
    private readonly first: number,
    private readonly last: number,
  ) {
    this.longest = first;
  }

  /** How long the next is, in milliseconds. */
  next(): number {
    const pause = this.longest * (0.5 + Math.random() / 2);
    this.longest = Math.min(this.longest * 2, this.last);
    return pause;
  }

  /** After something went well. */
  reset(): void {
    this.longest = this.first;
  }
}

/** Keeps the process alive: somebody waits for an answer. */
export async function pause(ms: number): Promise<void> {
  await sleep(ms);
}

/** Does not keep a process alive, and ends early, without an error, when told to stop. */
export async function idle(ms: number, stop: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { ref: false, signal: stop }).catch(() => undefined);
}
