import { type CallFailure } from './failures';
import { Pauses } from './pauses';

/** So much time a last try needs to be worth it, in milliseconds. */
const LAST_TRY_MS = 100;
const LONGEST_PAUSE_MS = 500;

/** How long to go on with one call: how long each try may wait for its answer, and how long to pause before the next. */
export class Patience {
  private readonly pauses: Pauses;
  private silences = 0;

  /** All in milliseconds; the deadline as `performance.now()` has it. */
  constructor(
    private readonly deadline: number,
    private readonly firstTryMs: number,
    firstPauseMs: number,
  ) {
    this.pauses = new Pauses(firstPauseMs, LONGEST_PAUSE_MS);
  }

  /**
   * Twice the same, for the first silence may have been the connection's. From then on twice as long each time: a server
   * that is slow would never get to answer otherwise, and be asked the more the slower it is.
   */
  get tryMs(): number {
    const patient = this.firstTryMs * 2 ** Math.max(0, this.silences - 1);
    return Math.max(1, Math.min(patient, this.leftMs));
  }

  /** The pause before another try, cut short where the deadline would pass unused; undefined when no time is left for one. */
  pauseAfter({ reason }: CallFailure): number | undefined {
    if (reason.kind === 'transport' && reason.isSilence) this.silences++;
    const most = this.leftMs - LAST_TRY_MS;
    return most > 0 ? Math.min(this.pauses.next(), most) : undefined;
  }

  private get leftMs(): number {
    return this.deadline - performance.now();
  }
}
