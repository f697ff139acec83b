/** Where the time comes from; tests bring their own. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** ISO 8601 UTC with milliseconds, the only form of an instant on record. */
export function isoInstant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** The later of two ISO 8601 UTC strings: of equal length they compare as instants do. */
export function laterInstant(a: string, b: string): string {
  return a > b ? a : b;
}
