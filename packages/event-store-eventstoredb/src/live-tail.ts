import { matching, type LogPage, type Position, type ReadAllOptions, type StoredEvent } from '@redress/event-store';
import { type LogClient } from './client';
import { idle, Pauses } from './pauses';
import { fromPosition } from './positions';
import { fromRecord, isOfServer, type StoredRecord } from './records';

/** So much of the end of the log is kept, for subscriptions that are a little behind. */
const KEPT_EVENTS = 4096;
const KEPT_CHARACTERS = 8 * 1024 * 1024;
/** A page ends early once its texts hold so many characters, however few events that is. */
const PAGE_CHARACTERS = 4 * 1024 * 1024;

/** How often to look whether the server has more than it has sent, in milliseconds. */
const WATCH_MS = 2_000;

const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 2_000;

/** What the tail needs of the store beside the live events. */
export interface TailSource {
  readonly client: Pick<LogClient, 'follow'>;
  head(): Promise<Position>;
}

/**
 * The end of the log as it grows, for all subscriptions of a process: one live subscription to the server, taken up
 * again from the last event whenever it ends: the server drops consumers that are slow for a moment, restarts, or loses
 * the lead. Starts with the first listener and stops with the last.
 */
export class LiveTail {
  private readonly listeners = new Set<() => void>();
  private events: StoredEvent[] = [];
  private characters = 0;
  /** Every event behind this one, up to `last`, is in `events`. */
  private floor: Position | undefined;
  private last: Position = '';
  private stop: AbortController | undefined;

  constructor(private readonly source: TailSource) {}

  /** How many events it holds just now. */
  get kept(): number {
    return this.events.length;
  }

  onGrowth(listener: () => void): () => void {
    this.listeners.add(listener);
    if (this.stop === undefined) this.start();
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) this.end();
    };
  }

  /** What lies behind the position, when all of it is kept here; else the log has to be read. */
  page({ after = '', limit, filter }: ReadAllOptions, pageLimit: number): LogPage | undefined {
    if (this.floor === undefined || after < this.floor || after > this.last) return undefined;
    const matches = matching(filter);
    const events: StoredEvent[] = [];
    let position = after;
    let characters = 0;
    for (let index = this.indexAfter(after); index < this.events.length; index++) {
      const event = this.events[index] as StoredEvent;
      position = event.position;
      if (matches(event)) {
        events.push(event);
        characters += event.data.length + event.metadata.length;
      }
      const isFull = events.length === (limit ?? pageLimit) || characters > PAGE_CHARACTERS;
      if (isFull) return { events, position, atEnd: position === this.last };
    }
    return { events, position: this.last, atEnd: true };
  }

  private start(): void {
    this.stop = new AbortController();
    void this.run(this.stop.signal);
  }

  private end(): void {
    this.stop?.abort();
    this.stop = undefined;
    this.floor = undefined;
    this.events = [];
    this.characters = 0;
  }

  private async run(stop: AbortSignal): Promise<void> {
    const pauses = new Pauses(FIRST_PAUSE_MS, LONGEST_PAUSE_MS);
    while (!stop.aborted) {
      try {
        await this.follow(stop, pauses);
      } catch {
        // Whatever it was: subscriptions read the log themselves when it cannot be read at all, and hear why.
      }
      await idle(pauses.next(), stop);
    }
  }

  private async follow(stop: AbortSignal, pauses: Pauses): Promise<void> {
    if (this.floor === undefined) {
      const head = await this.source.head();
      if (stop.aborted) return;
      this.floor = this.last = head;
      // What was appended before is no live event, so whoever waits has to look.
      this.tell();
    }
    const ended = new AbortController();
    const watch = this.watch(ended, stop);
    const onStart = (): void => pauses.reset();
    const either = AbortSignal.any([stop, ended.signal]);
    // What a subscription brings after it was given up comes again over the next one.
    const onRecord = (record: StoredRecord): void => (either.aborted ? undefined : this.add(record));
    try {
      await this.source.client.follow(fromPosition(this.last), onStart, onRecord, either);
    } finally {
      ended.abort();
      await watch;
    }
  }

  /** A connection can hang without an end. When the log has grown and nothing came, the subscription is taken up anew. */
  private async watch(ended: AbortController, stop: AbortSignal): Promise<void> {
    const either = AbortSignal.any([stop, ended.signal]);
    for (let behind: Position | undefined; !either.aborted;) {
      await idle(WATCH_MS, either);
      if (either.aborted) return;
      const last = this.last;
      const head = await this.source.head().catch(() => last);
      const isBehind = head > this.last;
      if (isBehind && behind === this.last) ended.abort();
      behind = isBehind ? this.last : undefined;
    }
  }

  private add(record: StoredRecord): void {
    const { position } = record;
    // After a subscription was taken up again, an event may come once more.
    if (position <= this.last) return;
    this.last = position;
    if (!isOfServer(record)) {
      const event = fromRecord(record);
      this.events.push(event);
      this.characters += event.data.length + event.metadata.length;
    }
    if (this.events.length > 2 * KEPT_EVENTS || this.characters > 2 * KEPT_CHARACTERS) this.forget();
    this.tell();
  }

  /** Rarely, and then half of it: taking the first of a long list again and again would be slow. */
  private forget(): void {
    let [count, characters] = [0, this.characters];
    while (this.events.length - count > KEPT_EVENTS || characters > KEPT_CHARACTERS) {
      const event = this.events[count] as StoredEvent;
      characters -= event.data.length + event.metadata.length;
      this.floor = event.position;
      count++;
    }
    this.events = this.events.slice(count);
    this.characters = characters;
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }

  private indexAfter(after: Position): number {
    let [low, high] = [0, this.events.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.events[middle] as StoredEvent).position <= after) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
