import { performance } from 'node:perf_hooks';
import { type Actor } from '@redress/domain';
import { type EventStore } from '@redress/event-store';
import { type Clock } from '../clock';
import { type Pause, systemPause } from '../due/pause';
import { confirmClock, lastConfirmation } from './clock-confirmations';
import { awayMs, type ClockReading, trusted, type TrustedReading, trustedSince } from './judge-clock';
import { type LastSeenStore } from './last-seen';

export const DEFAULT_MOST_GAP_DAYS = 7;
const DAY_MS = 86_400_000;
const EVERY_MS = 60_000;
/** While the clock is in doubt: somebody may confirm it from another process. */
const SOON_MS = 2_000;

/** Why the clock is not believed. */
export interface ClockDoubt {
  /** `stepped`: it was set while the process ran. `start`: it is far from when it was last believed. `unconfirmed`: it was in doubt when the process ended. */
  readonly kind: 'stepped' | 'start' | 'unconfirmed';
  /** Milliseconds ahead of what was to be expected when that was found, less than 0: behind; null: nothing was to be expected. */
  readonly awayMs: number | null;
}

export interface ClockGuardOptions {
  readonly store: Pick<EventStore, 'readStream' | 'append'>;
  readonly clock: Clock;
  readonly lastSeen: LastSeenStore;
  /** Longer than so many days the service does not stand still unnoticed; default 7. */
  readonly mostGapDays?: number;
  /** Milliseconds that only ever go on; default those of the process. */
  readonly monotonic?: () => number;
  /** For tests that move the time; default real timers. */
  readonly pause?: Pause;
  /** Told once when the clock comes into doubt, and with null when it is believed again. */
  readonly onChange?: (doubt: ClockDoubt | null) => void;
  /** Told once what keeps it from being kept when the clock was last believed, until that works again. */
  readonly onError?: (error: unknown) => void;
}

/**
 * Says whether this machine's clock may be believed. What falls due is recorded for ever, so a clock that was set wrong must
 * record nothing: while in doubt, recording waits until the clock is set back, or until an admin confirms it.
 */
export class ClockGuard {
  private readonly stopping = new AbortController();
  private readonly mostGapMs: number;
  private running: Promise<void> | null = null;
  /** Null: there is nothing to compare with, only a confirmation helps. */
  private base: TrustedReading | null;
  private believedMs: number;
  /** Revision of the last confirmation that was looked at. */
  private confirmation = -1;
  private found: ClockDoubt | null = null;
  private isUnkeptTold = false;

  constructor(private readonly options: ClockGuardOptions) {
    this.mostGapMs = (options.mostGapDays ?? DEFAULT_MOST_GAP_DAYS) * DAY_MS;
    const reading = this.reading();
    this.base = trusted(reading);
    this.believedMs = reading.wallMs;
  }

  /** Null: the clock is believed. */
  get doubt(): ClockDoubt | null {
    return this.found;
  }

  /** Compares with what was kept, then goes on until `stop`. Before it resolves the clock must not be asked about. */
  async start(): Promise<void> {
    const { lastSeen, store } = this.options;
    const seen = lastSeen.read();
    const confirmed = await lastConfirmation(store);
    const reading = this.reading();
    this.confirmation = confirmed?.revision ?? -1;
    const isNew = confirmed !== null && confirmed.revision > (seen?.confirmation ?? -1);
    if (seen === null) this.base = trusted(reading);
    else {
      this.believedMs = seen.atMs;
      this.base = seen.inDoubt ? null : trustedSince(seen.atMs, reading, this.mostGapMs);
      const isAway = this.base === null || awayMs(this.base, reading) !== 0;
      if (isNew && isAway) this.base = trustedSince(confirmed.atMs, reading, this.mostGapMs);
    }
    if (this.base === null) this.change({ kind: 'unconfirmed', awayMs: null });
    else this.judge(reading, 'start');
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** Looks at both clocks. Whoever is about to record something by the time asks first. */
  isSound(): boolean {
    this.judge(this.reading(), 'stepped');
    return this.found === null;
  }

  /**
   * Puts on record that somebody found the clock right, and believes it.
   * @returns ISO 8601 UTC, what it said
   * @throws {StoreUnavailableError | OutcomeUnknownError} that is not on record
   */
  async confirmClock(actor: Actor): Promise<string> {
    const { store, clock } = this.options;
    const { atMs } = await confirmClock(store, clock.now(), actor);
    await this.review();
    return new Date(atMs).toISOString();
  }

  private async run(): Promise<void> {
    const { pause = systemPause } = this.options;
    while (!this.stopping.signal.aborted) {
      // A store that cannot be read is told of by others.
      if (this.found !== null) await this.review().catch(() => undefined);
      if (this.isSound()) this.keep();
      await pause(this.found === null ? EVERY_MS : SOON_MS, this.stopping.signal);
    }
  }

  /** Somebody may have confirmed the clock, here or from another process. */
  private async review(): Promise<void> {
    const confirmed = await lastConfirmation(this.options.store);
    if (confirmed === null || confirmed.revision <= this.confirmation) return;
    this.confirmation = confirmed.revision;
    if (this.found !== null) {
      const reading = this.reading();
      // It was confirmed a moment ago: a clock that says something else is not the one that was looked at.
      const base = trusted({ wallMs: confirmed.atMs, monotonicMs: reading.monotonicMs });
      if (awayMs(base, reading) === 0) this.base = base;
      this.judge(reading, 'stepped');
    }
    this.keep();
  }

  private judge(reading: ClockReading, kind: ClockDoubt['kind']): void {
    if (this.base === null) return;
    const away = awayMs(this.base, reading);
    if (away !== 0) return this.change({ kind, awayMs: away });
    this.base = trusted(reading);
    this.believedMs = reading.wallMs;
    this.change(null);
  }

  /** What was found first stays. */
  private change(doubt: ClockDoubt | null): void {
    if ((doubt === null) === (this.found === null)) return;
    this.found = doubt;
    this.keep();
    this.options.onChange?.(doubt);
  }

  private keep(): void {
    const { lastSeen, onError } = this.options;
    const { believedMs: atMs, confirmation, found } = this;
    try {
      lastSeen.write({ atMs, confirmation, inDoubt: found !== null });
      this.isUnkeptTold = false;
    } catch (error) {
      if (!this.isUnkeptTold) onError?.(error);
      this.isUnkeptTold = true;
    }
  }

  private reading(): ClockReading {
    const { clock, monotonic = () => performance.now() } = this.options;
    return { wallMs: clock.now(), monotonicMs: monotonic() };
  }
}
