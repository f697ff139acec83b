import { isUtf8 } from 'node:buffer';
import { type IncomingMessage } from 'node:http';
import { repeatedMember } from '@redress/event-store';
import { callerOf } from '../access/caller';
import { flaw } from '../validation/flaw';
import { MAX_DEPTH } from '../validation/strict-json';
import { Problem } from './problem';

/** Bytes. */
export const MAX_BODY_BYTES = 512 * 1024;

const JSON_TYPE = /^application\/json\s*(;|$)/i;
/** RFC 9110, section 5.6.6: a parameter's value may stand in quotes. */
const CHARSET = /;\s*charset\s*=\s*("?)([^\s;"]*)\1\s*(?:;|$)/i;
const NAMES_CHARSET = /;\s*charset\b/i;

/** A request whose body a parser of the host may have read already. */
export type Readable = IncomingMessage & { readonly body?: unknown };

/**
 * The body as JSON.
 * @param whenEmpty what a request without any body is taken to say; left out: one is needed
 * @throws {Problem} `unsupported-media-type`, `body-too-large`, `too-many-at-once`, `busy`, `not-json`, `repeated-member`
 */
export async function readJson(request: Readable, whenEmpty?: unknown): Promise<unknown> {
  if (request.body !== undefined) return request.body;
  if (whenEmpty !== undefined && hasNoBody(request)) return whenEmpty;
  assertJsonType(request);
  const bytes = await readBytes(request);
  if (bytes.length === 0 && whenEmpty !== undefined) return whenEmpty;
  if (!isUtf8(bytes)) throw new Problem('not-json', 'The body is not UTF-8.');
  const text = bytes.toString('utf8');
  const value = parsed(text);
  const repeated = repeatedMember(text, MAX_DEPTH);
  if (repeated !== null) throw repeatedIn(repeated);
  return value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // What JSON.parse says quotes the body, which may be anybody's letter.
    throw new Problem('not-json', text.length === 0 ? 'The body is empty: send a JSON object.' : undefined);
  }
}

function repeatedIn(pointer: string): Problem {
  const { code, message } = flaw('repeated');
  return new Problem('repeated-member', `${pointer}: ${message}`, { errors: [{ pointer, code, message }] });
}

function hasNoBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0;
}

function assertJsonType({ headers }: IncomingMessage): void {
  const type = headers['content-type'] ?? '';
  const coding = headers['content-encoding'] ?? 'identity';
  if (!JSON_TYPE.test(type) || !isUtf8Type(type) || coding !== 'identity') {
    throw new Problem('unsupported-media-type');
  }
}

function isUtf8Type(type: string): boolean {
  return !NAMES_CHARSET.test(type) || CHARSET.exec(type)?.[2]?.toLowerCase() === 'utf-8';
}

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) throw new Problem('body-too-large');
  const { load } = callerOf(request);
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    const take = (chunk: Buffer): void => {
      try {
        size += chunk.length;
        if (size > MAX_BODY_BYTES) throw new Problem('body-too-large');
        load.hold(chunk.length);
        chunks.push(chunk);
      } catch (error) {
        request.off('data', take);
        chunks.length = 0;
        // The rest is let go by, up to a bound: to close the connection at once would take the answer away from who is still sending.
        request.resume();
        reject(error as Error);
      }
    };
    request.on('data', take);
    request.once('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    request.once('error', () => reject(new Problem('not-json', 'The body broke off.')));
  });
}
