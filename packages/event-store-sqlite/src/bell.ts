import { availableParallelism } from 'node:os';

/**
 * How long a thread listens before it sleeps, in milliseconds. Waking a sleeping thread takes some 30 microseconds, a
 * sixth of what one append took where it was measured; a caller that appends again at once does not pay for it.
 */
const ATTENTIVE_MS = availableParallelism() > 1 ? 0.1 : 0;

/** One thread rings, another waits. Give `memory` to the other thread and make a Bell of it there. */
export class Bell {
  constructor(readonly memory: Int32Array<SharedArrayBuffer> = new Int32Array(new SharedArrayBuffer(4))) {}

  ring(): void {
    Atomics.add(this.memory, 0, 1);
    Atomics.notify(this.memory, 0);
  }

  /** How often it has rung. Ask before looking for work: then no ring in between is missed. */
  rung(): number {
    return Atomics.load(this.memory, 0);
  }

  /** Blocks the thread until it has rung more often than that. */
  wait(rung: number): void {
    const sleepAt = performance.now() + ATTENTIVE_MS;
    while (this.rung() === rung && performance.now() < sleepAt);
    Atomics.wait(this.memory, 0, rung);
  }
}
