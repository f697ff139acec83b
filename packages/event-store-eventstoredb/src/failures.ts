import {
  AppendRefusedError,
  StoreUnusableError,
  WrongExpectedRevisionError,
  type ExpectedRevision,
} from '@redress/event-store';

/**
 * What a call to the server can come to. `actual` is null when there is no stream. Of an append, `unreachable` and whatever
 * does not pass say that this try was not written; so each of them is given for reasons that are listed, and everything
 * that is on no list is `transport`.
 */
export type FailureReason =
  /** The connection, the server or, in silence, the clock gave up: an append may or may not have been written. */
  | { readonly kind: 'transport'; readonly isSilence?: boolean }
  /** As `transport`, from a node that does not lead. */
  | { readonly kind: 'not-ready' }
  /** As `transport`, but surely nothing was sent. */
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'wrong-revision'; readonly actual: bigint | null }
  /** Nothing was written, and it never will be. */
  | { readonly kind: 'refused' }
  /** As `refused`, because the stream was deleted for good. */
  | { readonly kind: 'deleted' }
  /** Nobody but the operator can help. */
  | { readonly kind: 'unusable' };

/** Why a call failed, whichever client made it. */
export class CallFailure extends Error {
  constructor(
    readonly reason: FailureReason,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'CallFailure';
  }

  /** Another try may help. */
  get mayPass(): boolean {
    const { kind } = this.reason;
    return kind === 'transport' || kind === 'not-ready' || kind === 'unreachable';
  }
}

/** Nothing was sent: it is not known to which node. */
export function nobodyLeads(name: string): CallFailure {
  return new CallFailure(
    { kind: 'unreachable' },
    `No node of ${name} says that it leads: are they running, is the address right?`,
  );
}

/** Nothing was sent: there was no connection. @param why as somebody else says it */
export function outOfReach(name: string, why?: string, options?: ErrorOptions): CallFailure {
  const reason = why === undefined ? '' : ` (${why})`;
  const message = `${name} cannot be reached: is it running, is the address right?${reason}`;
  return new CallFailure({ kind: 'unreachable' }, message, options);
}

/** What the port says of a failure that will not pass. */
export function lastingError(failure: CallFailure, stream: string, expected: ExpectedRevision): Error {
  const { reason } = failure;
  switch (reason.kind) {
    case 'wrong-revision':
      return new WrongExpectedRevisionError(stream, expected, reason.actual === null ? null : Number(reason.actual));
    case 'deleted':
      if (expected === 'streamExists') return new WrongExpectedRevisionError(stream, expected, null);
      return new AppendRefusedError(failure.message, { cause: failure });
    case 'refused':
      return new AppendRefusedError(failure.message, { cause: failure });
    default:
      return new StoreUnusableError(failure.message, { cause: failure });
  }
}
