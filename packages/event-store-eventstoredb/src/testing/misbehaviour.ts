import { type ServiceError } from '@grpc/grpc-js';

/** What the server may do to an append instead of answering it properly. */
export type AppendFault =
  /** The connection breaks before anything is written. */
  | 'drop-before'
  /** It is written, and the connection breaks before the answer. */
  | 'drop-after'
  /** It is written, but the answer never comes; the connection lives on. */
  | 'lose-answer'
  /** It is written after a while. */
  | 'delay'
  /** The server is not the leader, and names itself as the leader. */
  | 'not-leader'
  /** The server has no quorum just now: `Server Is Not Ready`. */
  | 'not-ready'
  /** A wrong expected version, although it was right; nothing is written. */
  | 'wrong-version'
  /** It is written, and a wrong expected version is answered: what a repeat hears that meets its own first write. */
  | 'wrong-version-after'
  /** The server gave up waiting for its own commit (`Timeout`), which happens all the same a moment later. */
  | 'deadline-exceeded'
  /** A read-only replica that knows no leader: it says so, and writes nothing. */
  | 'read-only'
  /** The writer finds no room: nothing is written, the server ends itself and is back when there is room again. */
  | 'disk-full'
  /** Over the append size that this server is configured to take; nothing is written. */
  | 'too-large'
  /** It is written and answered, and every subscription is dropped as a consumer that is too slow. */
  | 'drop-subscription'
  /** The server stops after the commit and comes back a moment later. */
  | 'restart'
  /** For a while nothing is answered at all, and everything afterwards. */
  | 'freeze';

export const APPEND_FAULTS: readonly AppendFault[] = [
  'drop-before',
  'drop-after',
  'lose-answer',
  'delay',
  'not-leader',
  'not-ready',
  'wrong-version',
  'wrong-version-after',
  'deadline-exceeded',
  'read-only',
  'disk-full',
  'too-large',
  'drop-subscription',
  'restart',
  'freeze',
];

/** What befalls a node of a cluster of three, instead of a server. */
export type NodeFault =
  /** The leader hangs in the middle of an append, another is elected a moment later, and then the first one goes on. */
  | 'leader-hangs'
  /** A follower hangs, and goes on when the lead has changed twice between the other two: at first nobody leads. */
  | 'follower-hangs';

export const NODE_FAULTS: readonly NodeFault[] = ['leader-hangs', 'follower-hangs'];

/** Everything that is tried. */
export const FAULTS: readonly (AppendFault | NodeFault)[] = [...APPEND_FAULTS, ...NODE_FAULTS];

/** It is written, and the call that it shares with others ends with this error instead of an answer. */
export interface EndOfCall {
  readonly endCall: ServiceError;
}

/** Asked for every append; undefined leaves it alone. */
export type Misbehaviour = () => AppendFault | EndOfCall | undefined;

/** A small generator of its own (mulberry32), so that a run can be repeated from its seed. Gives numbers in [0, 1). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Lets the fault happen to a share of the appends. */
export function sometimes<Fault>(fault: Fault, share: number, seed: number): () => Fault | undefined {
  const next = seeded(seed);
  return () => (next() < share ? fault : undefined);
}
