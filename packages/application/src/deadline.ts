import { StoreUnavailableError } from '@redress/event-store';
import { type Clock } from './clock';

/** Until when a caller waits for an answer, whatever becomes of the store in the meantime. */
export class Deadline {
  /** Milliseconds since the epoch. */
  readonly at: number;
  private isOver = false;

  constructor(
    private readonly clock: Clock,
    timeoutMs: number,
  ) {
    this.at = clock.now() + timeoutMs;
  }

  /** The caller was told something already: nothing more may be done in its name. */
  get hasPassed(): boolean {
    return this.isOver;
  }

  /** What the promise gives, or the error made by `late` when time runs out first; the promise then goes on unheard. */
  async race<T>(promise: Promise<T>, late: () => Error = noAnswer): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => {
          this.isOver = true;
          reject(late());
        },
        Math.max(0, this.at - this.clock.now()),
      );
    });
    try {
      return await Promise.race([promise, tooLate]);
    } finally {
      clearTimeout(timer);
    }
  }
}

export function noAnswer(): StoreUnavailableError {
  return new StoreUnavailableError('The event store did not answer in time; nothing was recorded: repeat the command');
}
