import { createHmac } from 'node:crypto';
import { canonicalJson } from '@redress/event-store';

/** What an id is of: ids of two kinds never meet, whatever they are made from. */
export type IdKind = 'command' | 'case' | 'part' | 'imported-case' | 'imported-command';

/**
 * The same for the same secret, kind and parts: a UUIDv8 (RFC 9562) from HMAC-SHA-256. Parts are words that can be guessed,
 * such as a ticket's number; without the secret nobody can confirm such a guess by the id, or by a hash that covers the id.
 * @param secret the log's, see `RedressOptions.secret`
 */
export function keyedId(secret: Uint8Array, kind: IdKind, parts: readonly unknown[]): string {
  const digest = createHmac('sha256', secret)
    .update(canonicalJson(['redress id', kind, ...parts]))
    .digest();
  digest[6] = ((digest[6] as number) & 0x0f) | 0x80;
  digest[8] = ((digest[8] as number) & 0x3f) | 0x80;
  const hex = digest.toString('hex', 0, 16);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Whether a UUID has the version of {@link keyedId}. */
export function isKeyedId(uuid: string): boolean {
  return uuid[14] === '8';
}
