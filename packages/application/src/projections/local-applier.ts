import { performance } from 'node:perf_hooks';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { type Position, type StoredEvent } from '@redress/event-store';
import { BuildWriter, type BuildWriterOptions } from './build-writer';
import { type Build } from './builds';
import { isHopeless, poisonCode } from './errors';
import { type Outcome, type Slice, type SliceApplier, type StreamsSlice } from './slice';
import { sqliteTrouble } from './sqlite-errors';

/** A poison event is tried again after each of these pauses, then its stream is parked. Milliseconds. */
const POISON_PAUSES_MS = [20, 80, 320];
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
}

/** Where requests are answered on the same thread. */
const BESIDE_REQUESTS: Pace = { firstSlice: 16, sliceMs: 10, largestSlice: 500, sharesCommits: true };

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

  constructor(
    build: Build,
    private readonly options: LocalApplierOptions,
  ) {
    this.writer = new BuildWriter(build, options);
    this.pace = options.pace ?? BESIDE_REQUESTS;
    this.sliceSize = this.pace.firstSlice;
  }

  stop(): void {
    this.stopping.abort();
  }

  async apply({ events: all, after, end, more }: Slice, passed: (to: Position) => void): Promise<Outcome> {
    let rest = all;
    let position = after;
    do {
      if (this.stopping.signal.aborted) return 'lost';
      const events = rest.slice(0, this.sliceSize);
      rest = rest.slice(events.length);
      const to = rest.length === 0 ? end : (events.at(-1) as StoredEvent).position;
      const outcome = await this.applySlice({ events, after: position, end: to, more: rest.length > 0 || more });
      if (outcome === 'lost') return 'lost';
      if (to > position) position = to;
      passed(position);
      if (rest.length > 0) await setImmediate();
    } while (rest.length > 0);
    return 'applied';
  }

  async applyStreams(slice: StreamsSlice): Promise<Outcome> {
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

  private async applySlice(slice: Slice): Promise<Outcome> {
    const { length } = slice.events;
    const begun = performance.now();
    try {
      const more = slice.more && this.pace.sharesCommits;
      const outcome = await this.persistently(() => this.writer.apply({ ...slice, more }));
      this.sliceSize = nextSliceSize(this.sliceSize, length, performance.now() - begun, this.pace);
      return outcome;
    } catch (error) {
      const [event] = slice.events;
      if (event === undefined) throw error;
      return length > 1 ? this.applyHalves(slice) : this.retryOrPark(event, slice, error);
    }
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

  private async retryOrPark(event: StoredEvent, slice: Slice, first: unknown): Promise<Outcome> {
    let error = first;
    for (const pause of isHopeless(error) ? [] : POISON_PAUSES_MS) {
      await this.pause(pause);
      try {
        return await this.persistently(() => this.writer.apply(slice));
      } catch (again) {
        error = again;
      }
    }
    return this.persistently(() => this.writer.park(event, slice, poisonCode(error)));
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

/** As many events as the time allowed for a slice would have taken, but never twice as many at once. */
function nextSliceSize(before: number, applied: number, milliseconds: number, { sliceMs, largestSlice }: Pace): number {
  if (applied === 0) return before;
  const fitting = Math.floor((applied * sliceMs) / Math.max(milliseconds, 0.1));
  return Math.max(1, Math.min(fitting, before * 2, largestSlice));
}
