import { setImmediate } from 'node:timers/promises';

/** So many run at once: each holds a case in memory that is as long as a case may be. */
const AT_ONCE = 4;

/** Turns of the event loop between two slices: Node takes in one new connection in each, and who comes to ask is to be heard. */
const TURNS_OF_OTHERS = 32;

/**
 * Work that takes longer than anybody else should wait: done in slices, of which there is one in each turn of the event loop,
 * whoever's it is. Only so much of it runs at once; the rest waits in the order in which it came.
 */
export class LongWork {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private turns: Promise<void> = Promise.resolve();

  constructor(private readonly atOnce = AT_ONCE) {}

  /** @param work told how to wait for its next turn, after some milliseconds of work */
  async run<T>(work: (nextTurn: () => Promise<void>) => Promise<T>): Promise<T> {
    if (this.running >= this.atOnce) await new Promise<void>((go) => this.waiting.push(go));
    else this.running += 1;
    try {
      return await work(() => this.nextTurn());
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.running -= 1;
      else next();
    }
  }

  private nextTurn(): Promise<void> {
    this.turns = this.turns.then(async () => {
      for (let turn = 0; turn < TURNS_OF_OTHERS; turn++) await setImmediate();
    });
    return this.turns;
  }
}
