import { type LogPage, pageLimit, type Position, type ReadAllOptions, START } from '@redress/event-store';

/** So many readers can go through the log at the same time and be read ahead for: two pages each, of some megabytes. */
const READERS = 4;
/** What nobody has fetched by then is forgotten, in milliseconds: it may hold some megabytes. */
const KEPT_MS = 5_000;
/** So many pages are read ahead at once: each call costs as much as many events do. */
const PAGES_AHEAD = 4;
/** But no more events than these, unless one page is to have more. */
const EVENTS_AHEAD = 2_000;

/** The deadline as `performance.now()` has it; without one, the reader's own. */
type Read = (options: ReadAllOptions, deadline?: number) => Promise<LogPage>;

/** What is known of the log behind a position. */
interface Ahead {
  readonly page: Promise<LogPage | undefined>;
  readonly forget: NodeJS.Timeout;
}

/**
 * Reads what follows the page it gives while its caller works on that, or going through a long log would be a matter of
 * waiting for the server. What is behind a reader never changes, so a page read ahead is as good as a new one; but one
 * that was the last may not be the last any more.
 */
export class ReadAhead {
  /** A reader has two at most: what is left of one read, and the one that follows. */
  private readonly pages = new Map<string, Ahead>();

  constructor(private readonly read: Read) {}

  /** @param deadline also where a page read ahead, which was waited for, is of no use */
  async page(options: ReadAllOptions, deadline: number): Promise<LogPage> {
    const { after = START } = options;
    const ahead = await this.take(keyOf(options, after));
    const first = ahead === undefined ? undefined : this.first(ahead, options);
    const page = first === undefined || first.atEnd ? await this.read(options, deadline) : first;
    if (!page.atEnd) this.begin(options, page.position);
    return page;
  }

  /** A page of what was read; the rest is kept for the next one. */
  private first(ahead: LogPage, options: ReadAllOptions): LogPage {
    const limit = pageLimit(options);
    if (ahead.events.length <= limit) return ahead;
    const events = ahead.events.slice(0, limit);
    const position = events.at(-1)?.position ?? START;
    this.keep(keyOf(options, position), Promise.resolve({ ...ahead, events: ahead.events.slice(limit) }));
    if (!ahead.atEnd) this.begin(options, ahead.position);
    return { events, position, atEnd: false };
  }

  private take(key: string): Promise<LogPage | undefined> | undefined {
    const ahead = this.pages.get(key);
    this.forget(key);
    return ahead?.page;
  }

  private begin(options: ReadAllOptions, after: Position): void {
    const key = keyOf(options, after);
    if (this.pages.has(key)) return;
    const page = pageLimit(options);
    const limit = Math.max(page, Math.min(PAGES_AHEAD * page, EVENTS_AHEAD));
    // Whoever asks for it reads again, and hears what is wrong.
    this.keep(
      key,
      this.read({ ...options, after, limit }).catch(() => undefined),
    );
  }

  private keep(key: string, page: Ahead['page']): void {
    const [oldest] = this.pages.keys();
    if (oldest !== undefined && this.pages.size >= 2 * READERS) this.forget(oldest);
    this.pages.set(key, { page, forget: setTimeout(() => this.forget(key), KEPT_MS).unref() });
  }

  /** With its timer, which would hold the page for as long as it runs. */
  private forget(key: string): void {
    clearTimeout(this.pages.get(key)?.forget);
    this.pages.delete(key);
  }
}

function keyOf({ limit, filter }: ReadAllOptions, after: Position): string {
  return JSON.stringify([after, limit, filter?.types, filter?.streamPrefixes]);
}
