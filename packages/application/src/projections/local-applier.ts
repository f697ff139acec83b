import { performance } from 'node:perf_hooks';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { type Position, type StoredEvent } from '@redress/event-store';
import { BuildWriter, type BuildWriterOptions, leadingRun } from './build-writer';
import { type Build } from './builds';
import { isHopeless, poisonCode } from './errors';
import { type Outcome, type Slice, type SliceApplier, type StreamsSlice } from './slice';
import { sqliteTrouble } from './sqlite-errors';

/** A poison event is tried again after each of these pauses, then its stream is parked. Milliseconds. */
const POISON_PAUSES_MS = [20, 80, 320];
/** A stream that was the only one under way so often when the thread ended is parked. */
const MOST_DEATHS = 2;
const THREAD_ENDED = 'thread-ended';
/** Another process or thread holds the file; it does so for a slice of work. */
const BUSY_PAUSE_MS = 5;
/** The disk is full, or the like: nothing to do but to wait for somebody. */
const UNAVAILABLE_PAUSE_MS = 1_000;

/** How much is applied in one go. */
export interface Pace {
  /** In events, before it is known how long they take. */
  readonly firstSlice: number;
  /** So long a slice of work may keep the thread from anything else, and others from writing to the file; milliseconds. */
  readonly sliceMs: number;
  /** In events. */
  readonly largestSlice: number;
  /**
   * Slices that follow each other become durable together. Only where all questions are asked on the same connection,
   * which sees what is not durable yet.
   */
  readonly sharesCommits: boolean;
  /** What is about to be applied is written down first. Where it ends the thread, others can go on and say what it was. */
  readonly writesAttempts: boolean;
}

/** Where requests are answered on the same thread. */
const BESIDE_REQUESTS: Pace = {
  firstSlice: 16,
  sliceMs: 10,
  largestSlice: 500,
  sharesCommits: true,
  writesAttempts: false,
};

export interface LocalApplierOptions extends BuildWriterOptions {
  readonly pace?: Pace;
}

/** Applies slices in the calling thread, which has its turn between them. */
export class LocalApplier implements SliceApplier {
  readonly window = 0;
  private readonly stopping = new AbortController();
  private readonly writer: BuildWriter;
  private readonly pace: Pace;
  private sliceSize: number;
  /** The thread before this one ended while it applied what comes now: it is applied stream by stream. */
  private isCareful: boolean;
  /** What is written down as begun. */
  private begun: string | null = null;

  constructor(
    build: Build,
    private readonly options: LocalApplierOptions,
  ) {
    this.writer = new BuildWriter(build, options);
    this.pace = options.pace ?? BESIDE_REQUESTS;
    this.sliceSize = this.pace.firstSlice;
    this.isCareful = this.pace.writesAttempts && options.database.builds.attempt(build.id) !== null;
  }

  stop(): void {
    this.stopping.abort();
  }

  async apply({ events: all, after, end, more }: Slice, passed: (to: Position) => void): Promise<Outcome> {
    let rest = all;
    let position = after;
    do {
      if (this.stopping.signal.aborted) return 'lost';
      const events = this.isCareful ? leadingRun(rest) : rest.slice(0, this.sliceSize);
      rest = rest.slice(events.length);
      const to = rest.length === 0 ? end : (events.at(-1) as StoredEvent).position;
      const outcome = await this.applySlice({ events, after: position, end: to, more: rest.length > 0 || more });
      if (outcome === 'lost') return 'lost';
      if (to > position) position = to;
      passed(position);
      if (rest.length > 0) await setImmediate();
    } while (rest.length > 0);
    this.isCareful = false;
    return 'applied';
  }

  async applyStreams(slice: StreamsSlice): Promise<Outcome> {
    if (this.isCareful && (await this.applyParts(slice)) === 'lost') return 'lost';
    this.isCareful = false;
    if (this.pace.writesAttempts) await this.begin(slice.events);
    const outcome = await this.applyOrParkStreams(slice);
    this.begun = null;
    return outcome;
  }

  private async applyOrParkStreams(slice: StreamsSlice): Promise<Outcome> {
    for (const pause of POISON_PAUSES_MS) {
      try {
        return await this.persistently(() => this.writer.applyStreams(slice, false));
      } catch (error) {
        if (isHopeless(error)) break;
        await this.pause(pause);
      }
    }
    return this.persistently(() => this.writer.applyStreams(slice, true));
  }

  private async applyParts(slice: StreamsSlice): Promise<Outcome> {
    for (;;) {
      const part = this.writer.nextPart(slice);
      if (part.length === 0) return 'applied';
      const code = (await this.begin(part)) ? null : THREAD_ENDED;
      const outcome = await this.persistently(() => this.writer.applyPart(part, slice, code));
      if (outcome === 'lost') return 'lost';
      this.begun = null;
      await setImmediate();
    }
  }

  private async applySlice(slice: Slice): Promise<Outcome> {
    const { length } = slice.events;
    if (this.pace.writesAttempts && !(await this.begin(slice.events))) {
      return this.persistently(() => this.writer.park(slice, THREAD_ENDED));
    }
    const begun = performance.now();
    try {
      const more = slice.more && this.pace.sharesCommits;
      const outcome = await this.persistently(() => this.writer.apply({ ...slice, more }));
      this.begun = null;
      this.sliceSize = nextSliceSize(this.sliceSize, length, performance.now() - begun, this.pace);
      return outcome;
    } catch (error) {
      if (length === 0) throw error;
      return length > 1 ? this.applyHalves(slice) : this.retryOrPark(slice, error);
    }
  }

  /** Writes down what is about to be applied. False when it is one stream that has ended the thread too often. */
  private async begin(events: readonly StoredEvent[]): Promise<boolean> {
    const stream = onlyStreamOf(events);
    if (events.length === 0 || stream === this.begun) return true;
    let tries = 0;
    await this.persistently(() => {
      tries = this.writer.begin(stream);
      return 'applied';
    });
    this.begun = stream;
    if (stream === '' || tries === 1) return true;
    this.options.logger.warn(`${this.writer.name}: the thread ended while it applied ${stream}`);
    return tries <= MOST_DEATHS;
  }

  /** One of them is poison; the others are not to suffer from it. */
  private async applyHalves({ events, after, end, more }: Slice): Promise<Outcome> {
    const half = Math.ceil(events.length / 2);
    const middle = (events[half - 1] as StoredEvent).position;
    const outcome = await this.applySlice({ events: events.slice(0, half), after, end: middle, more: false });
    if (outcome === 'lost') return outcome;
    await setImmediate();
    return this.applySlice({ events: events.slice(half), after: middle, end, more });
  }

  private async retryOrPark(slice: Slice, first: unknown): Promise<Outcome> {
    let error = first;
    for (const pause of isHopeless(error) ? [] : POISON_PAUSES_MS) {
      await this.pause(pause);
      try {
        return await this.persistently(() => this.writer.apply(slice));
      } catch (again) {
        error = again;
      }
    }
    return this.persistently(() => this.writer.park(slice, poisonCode(error)));
  }

  /** Repeats what the file or the machine did not allow just now. What else goes wrong is the event's fault. */
  private async persistently(work: () => Outcome): Promise<Outcome> {
    for (;;) {
      if (this.stopping.signal.aborted) return 'lost';
      try {
        return work();
      } catch (error) {
        const trouble = sqliteTrouble(error);
        if (trouble === null) throw error;
        if (trouble === 'corrupt') {
          this.options.database.onDamage();
          return 'lost';
        }
        if (trouble === 'unavailable') {
          this.options.logger.error(`${this.writer.name} cannot be written: ${(error as Error).message}`);
        }
        await this.pause(trouble === 'busy' ? BUSY_PAUSE_MS : UNAVAILABLE_PAUSE_MS);
      }
    }
  }

  private async pause(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}

/** '' when there are several. */
function onlyStreamOf(events: readonly StoredEvent[]): string {
  return leadingRun(events).length === events.length ? (events[0]?.stream ?? '') : '';
}

/** As many events as the time allowed for a slice would have taken, but never twice as many at once. */
function nextSliceSize(before: number, applied: number, milliseconds: number, { sliceMs, largestSlice }: Pace): number {
  if (applied === 0) return before;
  const fitting = Math.floor((applied * sliceMs) / Math.max(milliseconds, 0.1));
  return Math.max(1, Math.min(fitting, before * 2, largestSlice));
}
