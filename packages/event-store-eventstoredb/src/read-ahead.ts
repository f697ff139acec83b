import { type LogPage, type ReadAllOptions } from '@redress/event-store';

/** So many readers can go through the log at the same time and be read ahead for. */
const READERS = 8;
/** A page that nobody has fetched by then is forgotten, in milliseconds: it may hold some megabytes. */
const KEPT_MS = 5_000;

/** The deadline as `performance.now()` has it; without one, the reader's own. */
type Read = (options: ReadAllOptions, deadline?: number) => Promise<LogPage>;

interface Ahead {
  readonly page: Promise<LogPage | undefined>;
  readonly forget: NodeJS.Timeout;
}

/**
 * Reads the page after the one it gives while its caller works on that, or going through a long log would be a matter of
 * waiting for the server. What is behind a reader never changes, so a page read ahead is as good as a new one; but one
 * that was the last may not be the last any more.
 */
export class ReadAhead {
  private readonly pages = new Map<string, Ahead>();

  constructor(private readonly read: Read) {}

  /** @param deadline also where a page read ahead, which was waited for, is of no use */
  async page(options: ReadAllOptions, deadline: number): Promise<LogPage> {
    const key = keyOf(options);
    const ahead = await this.take(key);
    const page = ahead === undefined || ahead.atEnd ? await this.read(options, deadline) : ahead;
    if (!page.atEnd) this.begin({ ...options, after: page.position });
    return page;
  }

  private take(key: string): Promise<LogPage | undefined> | undefined {
    const ahead = this.pages.get(key);
    this.forget(key);
    return ahead?.page;
  }

  private begin(options: ReadAllOptions): void {
    const key = keyOf(options);
    if (this.pages.has(key)) return;
    const [oldest] = this.pages.keys();
    if (oldest !== undefined && this.pages.size >= READERS) this.forget(oldest);
    // Whoever asks for it reads again, and hears what is wrong.
    const page = this.read(options).catch(() => undefined);
    this.pages.set(key, { page, forget: setTimeout(() => this.forget(key), KEPT_MS).unref() });
  }

  /** With its timer, which would hold the page for as long as it runs. */
  private forget(key: string): void {
    clearTimeout(this.pages.get(key)?.forget);
    this.pages.delete(key);
  }
}

function keyOf({ after, limit, filter }: ReadAllOptions): string {
  return JSON.stringify([after, limit, filter?.types, filter?.streamPrefixes]);
}
