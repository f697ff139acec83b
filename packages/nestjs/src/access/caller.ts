import { type IncomingMessage } from 'node:http';
import { type Actor } from '@redress/domain';
import { type RequestLoad } from './load';
import { type ApiKey } from '../redress-options';

/** Who calls, and in whose name. */
export interface Caller {
  readonly key: ApiKey;
  readonly actor: Actor;
  /** What the request holds. */
  readonly load: RequestLoad;
}

const callers = new WeakMap<IncomingMessage, Caller>();

export function rememberCaller(request: IncomingMessage, caller: Caller): void {
  callers.set(request, caller);
}

/** The caller that the entry guard let in. */
export function callerOf(request: IncomingMessage): Caller {
  const caller = callers.get(request);
  if (caller === undefined) throw new Error('The route is not behind the entry guard');
  return caller;
}
