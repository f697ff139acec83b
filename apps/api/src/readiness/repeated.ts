/** Work that is done again and again, each time so long after the last as that says, until it is stopped. Keeps no process alive. */
export class Repeated {
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | undefined;

  /** @param work returns how many milliseconds to rest; must not reject. What it finds after the signal counts for nothing */
  constructor(private readonly work: (stopped: AbortSignal) => Promise<number>) {}

  /** Once. */
  start(): void {
    void this.run();
  }

  /** Waits for nothing: a store that hangs must not keep a service from stopping. */
  stop(): void {
    this.stopping.abort();
    clearTimeout(this.timer);
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    const rest = await this.work(signal);
    if (!signal.aborted) this.timer = setTimeout(() => void this.run(), rest).unref();
  }
}
