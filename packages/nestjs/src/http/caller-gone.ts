import { type ServerResponse } from 'node:http';
import { CallerGoneError } from '@redress/application';

/** Aborted by a {@link CallerGoneError} when the caller has left before the whole of the answer was there. */
export function untilGone(response: ServerResponse): AbortSignal {
  const caller = new AbortController();
  if (response.destroyed) caller.abort(new CallerGoneError());
  response.once('close', () => {
    if (!response.writableFinished) caller.abort(new CallerGoneError());
  });
  return caller.signal;
}
