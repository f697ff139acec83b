/** Tells subscriptions that the log has grown: at once for this process's commits, by looking for those of others. */
export class LogWatch {
  private readonly listeners = new Set<() => void>();
  private timer: NodeJS.Timeout | undefined;
  private seen = 0;

  /**
   * @param head the last position now
   * @param intervalMs how often to look while somebody listens
   */
  constructor(
    private readonly head: () => number,
    private readonly intervalMs: number,
  ) {}

  /** Returns how to stop listening. */
  onGrowth(listener: () => void): () => void {
    this.listeners.add(listener);
    if (this.timer === undefined) {
      this.seen = this.headOrNone();
      this.timer = setInterval(() => this.look(), this.intervalMs).unref();
    }
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size > 0) return;
      clearInterval(this.timer);
      this.timer = undefined;
    };
  }

  notify(): void {
    for (const listener of this.listeners) listener();
  }

  private look(): void {
    const head = this.headOrNone();
    if (head === this.seen) return;
    this.seen = head;
    this.notify();
  }

  /** -1 when the log cannot be read: whoever is told then reads, and hears why. */
  private headOrNone(): number {
    try {
      return this.head();
    } catch {
      return -1;
    }
  }
}
