/** One run of a task for all who ask meanwhile: whoever asks gets a run that began after the question. */
export class SharedRun {
  private current: Promise<void> | undefined;
  private next: Promise<void> | undefined;

  constructor(private readonly task: () => Promise<void>) {}

  request(): Promise<void> {
    if (this.next !== undefined) return this.next;
    if (this.current === undefined) return this.begin();
    const begin = () => {
      this.next = undefined;
      return this.begin();
    };
    // What became of the run before is told to those who asked for that one.
    return (this.next = this.current.then(begin, begin));
  }

  private begin(): Promise<void> {
    const run = this.task().finally(() => {
      this.current = undefined;
    });
    this.current = run;
    return run;
  }
}
