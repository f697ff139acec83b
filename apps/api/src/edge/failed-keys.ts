import { type Logger } from 'pino';

const WINDOW_MS = 60_000;
/** So many addresses are named within a minute; of more only the number of their failures is told. */
const MOST_NAMED = 20;

/** Tells of keys that were refused: by address, never what was sent, and no more than some lines a minute. */
export class FailedKeys {
  private named = new Set<string>();
  /** Failures since the last line that were not told of. */
  private untold = 0;
  private begun = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly logger: Logger,
    private readonly now: () => number = () => performance.now(),
  ) {}

  tell(address: string): void {
    const now = this.now();
    if (now - this.begun >= WINDOW_MS) {
      if (this.untold > 0) this.logger.warn({ times: this.untold }, 'More keys were refused');
      [this.named, this.untold, this.begun] = [new Set(), 0, now];
    }
    if (this.named.has(address) || this.named.size >= MOST_NAMED) {
      this.untold += 1;
      return;
    }
    this.named.add(address);
    this.logger.warn({ address }, 'A key was refused');
  }
}
