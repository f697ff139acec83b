import { Metadata, status as Code } from '@grpc/grpc-js';
import { CallFailure, outOfReach } from './failures';

/** What grpc-js and Node say when the certificate of the server, or the absence of one, is the trouble. */
const TLS_TROUBLE = /certificate|altname|wrong version number|ssl routines|ERR_TLS|ERR_SSL/i;
/** What grpc-js says when a call was never sent. */
const NEVER_SENT = /^(No connection established|Name resolution failed)/;

/**
 * Why a call failed, of a read or of the way to an append.
 * @param wasOpen there was a connection: what is wrong with TLS then is that connection, and passes
 */
export function failureOf(error: unknown, name: string, wasOpen: boolean): CallFailure {
  if (error instanceof CallFailure) return error;
  const { code, details, metadata, message: ownText } = Object(error) as Record<string, unknown>;
  const text = String(typeof details === 'string' ? details : (ownText ?? error));
  const exception = metadata instanceof Metadata ? metadata.get('exception')[0] : undefined;
  const failure = (kind: 'transport' | 'deleted' | 'unusable', message: string): CallFailure =>
    new CallFailure({ kind }, `${message} (${text})`, { cause: error });
  if (exception === 'stream-deleted') return failure('deleted', 'The stream was deleted on the server');
  if (exception === 'not-leader') return failure('transport', `${name} is not the leader`);
  switch (code) {
    case Code.UNAUTHENTICATED:
      return failure('unusable', `${name} does not accept the user and password of the connection string`);
    case Code.PERMISSION_DENIED:
      return failure('unusable', `${name} denies access to this user`);
    case Code.UNIMPLEMENTED:
      return failure('unusable', `${name} is no EventStoreDB of version 21.10 or later`);
    case Code.UNAVAILABLE:
      if (TLS_TROUBLE.test(text) && !wasOpen) {
        return failure('unusable', `${name} and tls or tlsCAFile of the connection string do not fit`);
      }
      return NEVER_SENT.test(text)
        ? outOfReach(name, text, { cause: error })
        : failure('transport', `The connection to ${name} broke`);
    default:
      return failure('transport', `${name} could not answer`);
  }
}

/** What is known of a call over which appends were sent. */
export interface AppendCallPast {
  /** There was a connection at some time. */
  readonly wasOpen: boolean;
  /** Something came over the call, if only its headers: the server has taken it. */
  readonly wasHeard: boolean;
}

/**
 * Why the call ended over which many appends were sent. What it says is about one of them at most, and any of the others
 * may be written. Nothing of them is only where the server did not take the call: it was never sent, or ended before
 * anything came by what the server says before it looks at the first append (who asks, and for what).
 */
export function endOfAppends(error: unknown, name: string, { wasOpen, wasHeard }: AppendCallPast): CallFailure {
  const failure = failureOf(error, name, wasOpen);
  const { kind } = failure.reason;
  if (!wasHeard && (kind === 'unreachable' || kind === 'unusable')) return failure;
  return kind === 'transport' ? failure : new CallFailure({ kind: 'transport' }, failure.message, { cause: error });
}
