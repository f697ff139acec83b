import { type IncomingMessage } from 'node:http';
import { invalidHeader, Problem } from './problem';

/**
 * The one value of a header, undefined when it was not sent.
 * @throws {Problem} it was sent more than once
 */
export function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name.toLowerCase()];
  if (value === undefined) return undefined;
  const values = request.headersDistinct[name.toLowerCase()] ?? [];
  if (values.length > 1) throw invalidHeader(name, 'The header is sent more than once: send it once.', 'repeated');
  return values[0];
}

const PRINTABLE_ASCII = /^[\x20-\x7e]{1,255}$/;

/** @throws {Problem} `invalid-header` */
export function idempotencyKeyOf(request: IncomingMessage): string | undefined {
  const key = headerOf(request, 'Idempotency-Key');
  if (key === undefined) return undefined;
  if (!PRINTABLE_ASCII.test(key) || key.startsWith('"')) {
    throw invalidHeader('Idempotency-Key', '1 to 255 printable ASCII characters are expected, without quotes.');
  }
  return key;
}

/** What a route makes of `If-Match`; `create-or-replace` takes `If-None-Match: *` in its place. */
export type IfMatchRule = 'required' | 'optional' | 'none' | 'create-or-replace';

/**
 * A proxy that compresses an answer makes its tag weak: `W/"3"`. RFC 9110, section 13.1.1, wants tags compared strongly here, so
 * that a change of a byte is noticed; a revision names what is on record, whatever the bytes of the answer, so a weak one
 * matches as well.
 */
const REVISION = /^(?:W\/)?"(0|[1-9]\d{0,14})"$/;

/**
 * The revision that must be there, -1 for none at all.
 * @throws {Problem} `invalid-header`, or `if-match-required`
 */
export function ifMatchOf(request: IncomingMessage, rule: IfMatchRule): number | undefined {
  const tag = headerOf(request, 'If-Match');
  if (rule === 'create-or-replace' && mustBeNew(request, tag)) return -1;
  if (tag === undefined) {
    if (rule === 'required') throw new Problem('if-match-required');
    if (rule === 'create-or-replace') throw new Problem('if-match-required', CREATE_OR_REPLACE);
    return undefined;
  }
  if (rule === 'none') throw invalidHeader('If-Match', 'What is not on record yet has no revision.', 'not-here');
  const revision = REVISION.exec(tag)?.[1];
  if (revision === undefined) {
    throw invalidHeader('If-Match', 'One revision in quotes is expected, as `ETag` gives it, such as "3".');
  }
  return Number(revision);
}

const CREATE_OR_REPLACE =
  'Send `If-None-Match: *` to publish something new, or `If-Match` with its `ETag` to replace what is there.';

/** @throws {Problem} `invalid-header` */
function mustBeNew(request: IncomingMessage, ifMatch: string | undefined): boolean {
  const ifNoneMatch = headerOf(request, 'If-None-Match');
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch !== '*') throw invalidHeader('If-None-Match', 'Only * is expected here.');
  if (ifMatch !== undefined) throw invalidHeader('If-None-Match', 'If-Match is sent as well: send one.', 'not-here');
  return true;
}

export function etagOf(revision: number): string {
  return `"${revision}"`;
}
