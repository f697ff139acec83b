import { assertZone, type Clock, type QuestionLimits } from '@redress/application';
import { type KeyRole } from '@redress/domain';
import { type EventStore } from '@redress/event-store';
import { type RedressLogger } from './redress-logger';

/** Who may call: a secret that is known by its hash alone, with a name and a role. */
export interface ApiKey {
  /** 1 to 200 characters. What the key does is recorded under it; Idempotency-Keys and rates are counted per name. */
  readonly name: string;
  readonly role: KeyRole;
  /** The lower-case hex SHA-256 of the secret that callers send as `Authorization: Bearer <secret>`. */
  readonly secretHash: string;
}

/** A token bucket: so many requests at once, refilled at a steady rate. */
export interface RateLimit {
  /** Requests per second that a key regains, more than 0. */
  readonly perSecond: number;
  /** Requests that a key can make at once after a pause, at least 1. */
  readonly burst: number;
}

/** The most of something at once. */
export interface Most {
  /** Of all keys together. */
  readonly all: number;
  /** Of each key; no more than `all`. */
  readonly perKey: number;
}

/** What requests under way may take up together. A request is under way until its answer has been taken by its caller. */
export interface LoadLimits {
  readonly requests: Most;
  /**
   * Bytes of bodies that are being received and of answers that have not been taken. The first 64 KiB of each request are
   * not counted, and a key that holds nothing else may receive one answer of any size.
   */
  readonly bytes: Most;
}

/** How a wrong clock is noticed. */
export interface ClockGuardChoice {
  /** Path of a small file, written every minute, that says when the clock was last believed. One for each process. */
  readonly lastSeenFile: string;
  /** Days after which a start wants the clock confirmed; more than 0, default 7. */
  readonly mostGapDays?: number;
  /** Milliseconds that only ever go on; default those of the process. For tests. */
  readonly monotonic?: () => number;
}

export interface RedressOptions {
  /** The log. Redress reads and appends; whoever opened it closes it, after the application has shut down. */
  readonly store: EventStore;

  readonly readModels: {
    /** Path of the SQLite file that lists and reports are folded into. It is made when it is not there, and may be deleted whenever nothing has it open. */
    readonly file: string;
    /**
     * Whether they are folded in a thread of their own, and questions that take long answered in another, so that requests
     * do not wait for it. Default true; never for `:memory:`. False where the host's bundler leaves no file for a thread to load.
     */
    readonly thread?: boolean;
    /** How many questions may wait for that thread, and for how long; default {@link DEFAULT_QUESTION_LIMITS}. */
    readonly questions?: QuestionLimits;
  };

  /**
   * Keys the hash of what each command said, by which a retry is recognised: at least 16 bytes, the same for every
   * process over one log, for ever. Under another secret, retries of earlier commands are taken for other requests.
   */
  readonly secret: Uint8Array;

  /** Who may call. Several keys of one name and role may stand side by side, so that a secret can be replaced without a gap. */
  readonly keys: readonly ApiKey[];

  /** Per key; default {@link DEFAULT_RATE_LIMIT}; `off` for none. */
  readonly rateLimit?: RateLimit | 'off';

  /** What is beyond is refused by 429 or 503; default {@link DEFAULT_LOAD}. */
  readonly load?: LoadLimits;

  /**
   * IANA zone in which two follow-ups fall on different days, and of the calendar that the first start publishes with the
   * default policy; default `UTC`.
   */
  readonly timeZone?: string;

  /** Milliseconds after which nothing earlier can still arrive; default 2,000, which suits a log on the same machine; 30,000 suits a cluster. */
  readonly settleHorizonMs?: number;

  /** Where the time comes from; default the system's clock. */
  readonly clock?: Clock;

  /**
   * Keeps a clock that may be wrong from recording broken promises and escalations; default none.
   */
  readonly clockGuard?: ClockGuardChoice;

  /** How many folded cases are remembered between commands; default 10,000; 0 turns it off. */
  readonly cachedCases?: number;

  /** How much memory they take at most, estimated from above; bytes; default 64 MiB; 0 turns it off. */
  readonly cachedBytes?: number;

  /**
   * A case with so many events takes no more notes, links and messages of staff: they are refused with `case-full`. Default
   * 10,000, at least 100. What a case owes, how it ends, who may see it and what its complainant says is recorded always.
   */
  readonly mostEventsPerCase?: number;

  /** Milliseconds that a list waits for its read model when asked for a position or an instant; default 5,000. */
  readonly readModelWaitMs?: number;

  /** Told of what needs somebody's eye, never of anything personal; default Nest's logger. */
  readonly logger?: RedressLogger;
}

export const DEFAULT_RATE_LIMIT: RateLimit = { perSecond: 200, burst: 1000 };
const MIB = 1024 * 1024;
export const DEFAULT_LOAD: LoadLimits = {
  requests: { all: 500, perKey: 100 },
  bytes: { all: 64 * MIB, perKey: 16 * MIB },
};
export const DEFAULT_READ_MODEL_WAIT_MS = 5_000;

/** With fewer, a case that simply takes long would be full. */
const FEWEST_EVENTS = 100;

/** Shorter ones could be guessed. Bytes. */
const SHORTEST_SECRET = 16;

/**
 * The options as they are, once what they say in themselves makes sense.
 * @throws {Error} naming the option
 */
export function checkedOptions(options: RedressOptions): RedressOptions {
  if (options.secret.length < SHORTEST_SECRET) throw new Error(`The secret has at least ${SHORTEST_SECRET} bytes`);
  assertZone(options.timeZone ?? 'UTC');
  const { mostEventsPerCase = FEWEST_EVENTS } = options;
  if (!Number.isSafeInteger(mostEventsPerCase) || mostEventsPerCase < FEWEST_EVENTS) {
    throw new Error(`mostEventsPerCase is ${mostEventsPerCase}: give an integer from ${FEWEST_EVENTS}`);
  }
  const { mostGapDays = 1 } = options.clockGuard ?? {};
  if (!(mostGapDays > 0)) throw new Error(`clockGuard.mostGapDays is ${mostGapDays}: give more than 0`);
  const { cachedCases = 0, cachedBytes = 0 } = options;
  for (const [name, value] of Object.entries({ cachedCases, cachedBytes })) {
    if (!Number.isSafeInteger(value) || value < 0) throw new Error(`${name} is ${value}: give an integer from 0`);
  }
  return options;
}
