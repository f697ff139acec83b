import { type ApiKeys, problemCodes } from '@redress/nestjs';
import { type NextFunction, type Request, type Response } from 'express';
import { type AddressLimiter } from './address-limiter';
import { type FailedKeys } from './failed-keys';

const DETAIL = 'Too many requests without a known key came from this address: wait as long as `Retry-After` says.';

/** Made once: an answer to who may not ask must cost next to nothing. */
const REFUSAL = Buffer.from(
  JSON.stringify({
    type: 'urn:redress:problem:rate-limited',
    title: problemCodes['rate-limited'].sentence,
    status: 429,
    detail: DETAIL,
    code: 'rate-limited',
  }),
);

/**
 * Limits requests without a known key by the address they come from, whatever they ask for. Probes of health never are:
 * whoever asks too much must not make the service seem dead.
 */
export function limitStrangers(keys: ApiKeys, limiter: AddressLimiter, failed: FailedKeys) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const { authorization } = request.headers;
    if (/^\/health(\/|$)/.test(request.path) || keys.knows(authorization)) return next();
    const address = request.ip ?? '';
    if (authorization !== undefined) failed.tell(address);
    const seconds = limiter.take(address);
    if (seconds === 0) return next();
    response.writeHead(429, {
      'Content-Type': 'application/problem+json',
      'Content-Length': REFUSAL.length,
      'Cache-Control': 'no-store',
      'Retry-After': String(seconds),
      Connection: 'close',
    });
    response.end(REFUSAL);
  };
}
