/**
 * Why no requests are to come here just now, by its code, and what to do. Documented in docs/reference/configuration.md;
 * a test compares the two.
 */
export const UNREADY = {
  stopping: 'The service stops: send requests to another replica',
  starting: 'The service starts: wait',
  'waiting-for-store': 'The event store has not been reached since the start: the log says why',
  'store-unreachable': 'The event store does not answer: the log says since when and why',
  'store-full': 'The event store has no room: make some',
  'store-read-only': 'The event store may only be read: let it be written again',
  'store-unwritable': 'The event store takes no events: the log says why',
  'catching-up': 'A read model has not reached the end that the log had at start, or is not being fed: wait',
  'read-models-behind': 'A read model is further behind the log than lists may be: wait, or give the replica more time',
  'clock-unknown': "This machine's clock was not compared with the event store's yet: wait",
  'clock-off': "This machine's clock and the event store's are too far apart: set them by NTP",
} as const;

export type UnreadyCode = keyof typeof UNREADY;

export interface Unready {
  readonly code: UnreadyCode;
  readonly detail: string;
}

/** One thing that must be well for the service to be ready. */
export interface ReadinessCheck {
  /** Null when it is well. Asked at every request for `/health/ready`, so it must know without looking. */
  unready(): Unready | null;
}

/** @param more what is known beyond the sentence of the code */
export function unready(code: UnreadyCode, more?: string): Unready {
  return { code, detail: more === undefined ? UNREADY[code] : `${UNREADY[code]} (${more})` };
}

/** Provides every {@link ReadinessCheck}, the most telling first. */
export const READINESS_CHECKS = Symbol('Readiness checks');
