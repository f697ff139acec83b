import { setImmediate } from 'node:timers/promises';
import {
  assertLimit,
  assertRevision,
  matching,
  pageLimit,
  StoreUnavailableError,
  StoreUnusableError,
  START,
  type LogPage,
  type Position,
  type ReadAllOptions,
  type ReadStreamOptions,
  type StoredEvent,
} from '@redress/event-store';
import { type LogClient, type StreamRange } from './client';
import { CallFailure } from './failures';
import { Patience } from './patience';
import { pause } from './pauses';
import { fromPosition } from './positions';
import { ReadAhead } from './read-ahead';
import { fromRecord, isOfServer, type StoredRecord } from './records';

/** A filtered page looks at so many events at most. */
const FILTER_WINDOW = 1000;
/** A page ends early once its texts hold so many bytes, however few events that is. */
const PAGE_BYTES = 4 * 1024 * 1024;

/** Of a filtered page that found so few events in its window the rest is looked for by the server. */
const SPARSE = 20;

const FIRST_PAUSE_MS = 20;

/** Reads from the leader. */
export class LogReader {
  /** The server does not say where a search ends. */
  private cannotSearch = false;
  private readonly ahead = new ReadAhead((options, deadline) => this.read(options, deadline));

  /**
   * @param timeoutMs until then a caller has an answer
   * @param tryMs so long one try waits while nothing comes, at first
   * @param stop from then on pages and ends of the log are not available any more
   */
  constructor(
    private readonly client: LogClient,
    private readonly timeoutMs: number,
    private readonly tryMs: number,
    private readonly stop?: AbortSignal,
  ) {}

  async head(): Promise<Position> {
    return this.patiently(async (tryMs) => {
      let position = START;
      const receive = (record: StoredRecord): boolean => {
        position = record.position;
        return true;
      };
      await this.client.readAll('end', 1, tryMs, receive, this.stop);
      return position;
    });
  }

  async stream(stream: string, options: ReadStreamOptions): Promise<StoredEvent[]> {
    const from = options.from === undefined ? null : BigInt(assertRevision(options.from));
    const limit = options.limit === undefined ? null : assertLimit(options.limit);
    const characters = options.characters === undefined ? Infinity : assertLimit(options.characters);
    const backwards = options.direction === 'backwards';
    const deadline = performance.now() + this.timeoutMs;
    const start = backwards && from !== null ? await this.atMostLast(stream, from, deadline) : from;
    if (start === undefined) return [];
    return this.events(stream, { backwards, from: start, limit }, characters, deadline);
  }

  page(options: ReadAllOptions): Promise<LogPage> {
    return this.ahead.page(options, performance.now() + this.timeoutMs);
  }

  private async read(options: ReadAllOptions, deadline = performance.now() + this.timeoutMs): Promise<LogPage> {
    const after = options.after ?? START;
    const from = fromPosition(after) ?? 'start';
    const limit = pageLimit(options);
    const matches = matching(options.filter);
    const isFiltered = options.filter?.types !== undefined || options.filter?.streamPrefixes !== undefined;
    const window = isFiltered ? Math.max(limit, FILTER_WINDOW) : limit;
    // The event at `after` comes first, and one beyond the last shows that there is more.
    const asked = window + 2;
    const page = await this.patiently(async (tryMs) => {
      const events: StoredEvent[] = [];
      let position = after;
      let [received, bytes, hasMore] = [0, 0, false];
      const receive = (record: StoredRecord): boolean => {
        received++;
        if (record.position <= position) return true;
        hasMore = received === asked || events.length === limit || bytes > PAGE_BYTES;
        if (hasMore) return false;
        position = record.position;
        bytes += record.data.length + record.metadata.length;
        if (isOfServer(record)) return true;
        const event = fromRecord(record);
        if (matches(event)) events.push(event);
        return true;
      };
      await this.client.readAll(from, asked, tryMs, receive, this.stop);
      // What came in one piece leaves timers and sockets their turn.
      await setImmediate();
      return { events, position, atEnd: !hasMore };
    }, deadline);
    return page.atEnd || page.events.length > SPARSE ? page : this.continued(page, options);
  }

  /**
   * Goes on from a page with what the server finds. Takes as long as the server needs to look through its log, of which it
   * gives signs of life: reading all of it here would take many times as long.
   * @returns the same page, where that cannot be done
   */
  private async continued(page: LogPage, options: ReadAllOptions): Promise<LogPage> {
    const prefixes = options.filter?.streamPrefixes;
    // What begins every name, or one of the server's own, is nothing to search for.
    if (this.cannotSearch || !prefixes?.length || prefixes.some((it) => it === '' || it.startsWith('$'))) return page;
    const limit = pageLimit(options);
    const matches = matching(options.filter);
    const events = [...page.events];
    let bytes = 0;
    let fullAt: Position | undefined;
    try {
      const head = await this.head();
      const receive = (record: StoredRecord): boolean => {
        if (record.position > head) return false;
        const event = isOfServer(record) ? undefined : fromRecord(record);
        if (event === undefined || !matches(event)) return true;
        events.push(event);
        bytes += record.data.length + record.metadata.length;
        if (events.length === limit || bytes > PAGE_BYTES) fullAt = event.position;
        return fullAt === undefined;
      };
      await this.client.search(prefixes, fromPosition(page.position), this.tryMs, receive, this.stop);
      this.assertGoingOn();
      return { events, position: fullAt ?? head, atEnd: fullAt === undefined };
    } catch (error) {
      if (!(error instanceof CallFailure)) throw error;
      this.cannotSearch = error.reason.kind === 'transport' && error.reason.isSilence === true;
      return page;
    }
  }

  /** The server knows no revision beyond the last when it reads backwards. Undefined when there is no stream. */
  private async atMostLast(stream: string, from: bigint, deadline: number): Promise<bigint | undefined> {
    const [last] = await this.records(stream, { backwards: true, from: null, limit: 1 }, deadline);
    if (last === undefined) return undefined;
    return from < last.revision ? from : last.revision;
  }

  private events(stream: string, range: StreamRange, characters: number, deadline: number): Promise<StoredEvent[]> {
    return this.patiently(async (tryMs) => {
      const events: StoredEvent[] = [];
      let held = 0;
      await this.client.readStream(stream, range, tryMs, (record) => {
        const event = fromRecord(record);
        events.push(event);
        held += event.data.length + event.metadata.length;
        return held >= characters;
      });
      return events;
    }, deadline);
  }

  private records(stream: string, range: StreamRange, deadline: number): Promise<StoredRecord[]> {
    return this.patiently((tryMs) => this.client.readStream(stream, range, tryMs), deadline);
  }

  /**
   * Tries again while that may help.
   * @throws {StoreUnavailableError | StoreUnusableError}
   */
  async patiently<T>(run: (tryMs: number) => Promise<T>, deadline = performance.now() + this.timeoutMs): Promise<T> {
    const patience = new Patience(deadline, this.tryMs, FIRST_PAUSE_MS);
    for (;;) {
      try {
        const result = await run(patience.tryMs);
        this.assertGoingOn();
        return result;
      } catch (cause) {
        if (!(cause instanceof CallFailure)) throw cause;
        if (!cause.mayPass) throw new StoreUnusableError(cause.message, { cause });
        const next = patience.pauseAfter(cause);
        if (next === undefined) throw new StoreUnavailableError(cause.message, { cause });
        this.assertGoingOn();
        await pause(next);
      }
    }
  }

  /** What was stopped half-way says nothing of the log. */
  private assertGoingOn(): void {
    if (this.stop?.aborted) throw new StoreUnavailableError('The event store is being closed');
  }
}
