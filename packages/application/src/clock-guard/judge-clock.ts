/** Both clocks of a machine, read together. Milliseconds. */
export interface ClockReading {
  /** Since the epoch. It can be set. */
  readonly wallMs: number;
  /** Since any instant; it only ever goes on, and means something in this process alone. */
  readonly monotonicMs: number;
}

/** A reading that is believed, and how far a later one may be from it. */
export interface TrustedReading extends ClockReading {
  readonly mostAheadMs: number;
  readonly mostBehindMs: number;
}

/** While running: what NTP slews is on both clocks, so what is apart was set. */
export const MOST_STEP_MS = 60_000;

/**
 * Milliseconds by which a reading is ahead of what was to be expected after the one that is believed; less than 0: behind. 0 when it is
 * within what that one allows.
 */
export function awayMs(trusted: TrustedReading, { wallMs, monotonicMs }: ClockReading): number {
  const away = wallMs - trusted.wallMs - (monotonicMs - trusted.monotonicMs);
  return away > trusted.mostAheadMs || away < -trusted.mostBehindMs ? away : 0;
}

/** A reading that later ones of the same process are compared with. */
export function trusted(reading: ClockReading): TrustedReading {
  return { ...reading, mostAheadMs: MOST_STEP_MS, mostBehindMs: MOST_STEP_MS };
}

/**
 * An instant that somebody else is sure of: this process before it was started again, or an admin who confirmed it.
 * @param now of this process, taken for the moment at which it was so
 * @param mostAheadMs so long nobody may have looked
 */
export function trustedSince(instantMs: number, now: ClockReading, mostAheadMs: number): TrustedReading {
  return { wallMs: instantMs, monotonicMs: now.monotonicMs, mostAheadMs, mostBehindMs: MOST_STEP_MS };
}
