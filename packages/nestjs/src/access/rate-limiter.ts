import { type Clock } from '@redress/application';
import { Problem } from '../http/problem';
import { type RateLimit } from '../redress-options';

interface Bucket {
  tokens: number;
  /** Milliseconds since the epoch. */
  filledAt: number;
}

/** A token bucket for each key. */
export class RateLimiter {
  private readonly buckets = new Map<string, Bucket>();

  /** @throws {Error} the limit lets nothing through */
  constructor(
    private readonly limit: RateLimit | 'off',
    private readonly clock: Clock,
  ) {
    if (limit !== 'off' && !(limit.perSecond > 0 && limit.burst >= 1)) {
      throw new Error('A rate limit lets through more than 0 requests per second and at least 1 at once');
    }
  }

  /** @throws {Problem} `rate-limited` */
  take(key: string): void {
    if (this.limit === 'off') return;
    const bucket = this.refilled(key, this.limit);
    if (bucket.tokens < 1) {
      const seconds = Math.ceil((1 - bucket.tokens) / this.limit.perSecond);
      throw new Problem('rate-limited', undefined, { headers: { 'Retry-After': String(Math.max(1, seconds)) } });
    }
    bucket.tokens -= 1;
  }

  private refilled(key: string, { perSecond, burst }: RateLimit): Bucket {
    const now = this.clock.now();
    const bucket = this.buckets.get(key) ?? { tokens: burst, filledAt: now };
    // A clock that was set back refills nothing.
    const elapsed = Math.max(0, now - bucket.filledAt);
    bucket.tokens = Math.min(burst, bucket.tokens + (elapsed / 1000) * perSecond);
    bucket.filledAt = now;
    this.buckets.set(key, bucket);
    return bucket;
  }
}
