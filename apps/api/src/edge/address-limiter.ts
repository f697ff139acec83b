import { isIPv6 } from 'node:net';
import { type RateLimit } from '@redress/nestjs';

/** Of more addresses the one that was heard of longest ago is forgotten, and begins anew. */
const MOST_ADDRESSES = 10_000;

interface Bucket {
  readonly tokens: number;
  /** Milliseconds, of a clock that is never set back. */
  readonly filledAt: number;
}

/** A token bucket for each address, or for each network of 64 bits, which is what one caller has of IPv6. */
export class AddressLimiter {
  private readonly buckets = new Map<string, Bucket>();

  constructor(
    private readonly limit: RateLimit | 'off',
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** @returns 0 when the address may go on, else the seconds to wait */
  take(address: string): number {
    if (this.limit === 'off') return 0;
    const { perSecond, burst } = this.limit;
    const network = networkOf(address);
    const now = this.now();
    const { tokens, filledAt } = this.buckets.get(network) ?? { tokens: burst, filledAt: now };
    const refilled = Math.min(burst, tokens + ((now - filledAt) / 1_000) * perSecond);
    const isFree = refilled >= 1;
    this.keep(network, { tokens: isFree ? refilled - 1 : refilled, filledAt: now });
    return isFree ? 0 : Math.max(1, Math.ceil((1 - refilled) / perSecond));
  }

  private keep(network: string, bucket: Bucket): void {
    // The one heard of last stands last.
    this.buckets.delete(network);
    this.buckets.set(network, bucket);
    const [oldest] = this.buckets.keys();
    if (this.buckets.size > MOST_ADDRESSES && oldest !== undefined) this.buckets.delete(oldest);
  }
}

/** `192.0.2.1`, or the first 64 bits of an IPv6 address, `2001:db8:0:0`. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (!isIPv6(plain)) return plain;
  const [before = '', after] = plain.toLowerCase().split('::');
  const head = before === '' ? [] : before.split(':');
  if (after === undefined) return head.slice(0, 4).join(':');
  const tail = after === '' ? [] : after.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => '0');
  return [...head, ...zeros, ...tail].slice(0, 4).join(':');
}
