import { type ClockReading } from '@redress/event-store-eventstoredb';
import { type RedressLogger } from '@redress/nestjs';
import { type ReadinessCheck, type Unready, unready } from './readiness-check';
import { Repeated } from './repeated';

/** What is recorded by clocks that are further apart could change an answer as of an instant that was given already. */
const MOST_APART_MS = 1_000;
/** Each comparison leaves an event behind; within five minutes a clock that nobody sets is off by some ten milliseconds more. */
const EVERY_MS = 300_000;
/** While it is not known, or off. */
const SOON_MS = 10_000;

export interface ClockWatchOptions {
  /** Compares this machine's clock with the store's. */
  readonly compare: () => Promise<ClockReading>;
  readonly logger: RedressLogger;
}

/** Compares the clock with that of the event store every few minutes. */
export class ClockWatch implements ReadinessCheck {
  private readonly comparing = new Repeated((stopped) => this.compare(stopped));
  private last: ClockReading | null = null;
  private isTold = false;

  constructor(private readonly options: ClockWatchOptions) {}

  start(): void {
    this.comparing.start();
  }

  stop(): void {
    this.comparing.stop();
  }

  /** So many seconds this machine's clock is ahead; null when that is not known yet. */
  get aheadSeconds(): number | null {
    return this.last === null ? null : this.last.offsetMs / 1_000;
  }

  /** What was found last counts until more is known: when the store cannot be asked, that is said by another check. */
  unready(): Unready | null {
    if (this.last === null) return unready('clock-unknown');
    return isOff(this.last) ? unready('clock-off', apart(this.last)) : null;
  }

  private async compare(stopped: AbortSignal): Promise<number> {
    try {
      this.last = await this.options.compare();
    } catch {
      return SOON_MS;
    }
    if (!stopped.aborted) this.tell(this.last);
    return isOff(this.last) || this.last.errorMs > MOST_APART_MS ? SOON_MS : EVERY_MS;
  }

  private tell(reading: ClockReading): void {
    const { logger } = this.options;
    if (isOff(reading) && !this.isTold) {
      logger.error(`The clock of this machine is off: ${apart(reading)}. Not ready until that is set right, by NTP`);
    }
    if (!isOff(reading) && this.isTold) logger.info("The clock of this machine agrees with the event store's again");
    this.isTold = isOff(reading);
  }
}

/** For certain: what may come from a slow line is not held against the clock. */
function isOff({ offsetMs, errorMs }: ClockReading): boolean {
  return Math.abs(offsetMs) - errorMs > MOST_APART_MS;
}

function apart({ offsetMs }: ClockReading): string {
  const seconds = (Math.abs(offsetMs) / 1_000).toFixed(1);
  return `${seconds} s ${offsetMs > 0 ? 'ahead of' : 'behind'} the event store's`;
}
