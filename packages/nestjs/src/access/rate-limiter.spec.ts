import { ManualClock } from '@redress/application/testing';
import { RateLimiter } from './rate-limiter';

describe('the rate limiter', () => {
  const clock = new ManualClock('2026-03-02T09:00:00Z');
  const taken = (limiter: RateLimiter, key: string): boolean => {
    try {
      limiter.take(key);
      return true;
    } catch {
      return false;
    }
  };

  it('lets a burst through, then as many as come back with time', () => {
    const limiter = new RateLimiter({ perSecond: 2, burst: 3 }, clock);
    expect([1, 2, 3, 4].map(() => taken(limiter, 'ana'))).toEqual([true, true, true, false]);
    clock.advance(500);
    expect([taken(limiter, 'ana'), taken(limiter, 'ana')]).toEqual([true, false]);
    clock.advance(60_000);
    expect([1, 2, 3, 4].map(() => taken(limiter, 'ana'))).toEqual([true, true, true, false]);
  });

  it('counts each key by itself', () => {
    const limiter = new RateLimiter({ perSecond: 1, burst: 1 }, clock);
    expect([taken(limiter, 'ana'), taken(limiter, 'bo'), taken(limiter, 'ana')]).toEqual([true, true, false]);
  });

  it('gives nothing back to a clock that was set back', () => {
    const limiter = new RateLimiter({ perSecond: 1, burst: 1 }, clock);
    limiter.take('ana');
    clock.advance(-3_600_000);
    expect(taken(limiter, 'ana')).toBe(false);
    clock.advance(1_000);
    expect(taken(limiter, 'ana')).toBe(true);
  });

  it('says when to come back', () => {
    const limiter = new RateLimiter({ perSecond: 0.25, burst: 1 }, clock);
    limiter.take('ana');
    expect(() => limiter.take('ana')).toThrow(expect.objectContaining({ extras: { headers: { 'Retry-After': '4' } } }));
  });

  it('can be off', () => {
    const limiter = new RateLimiter('off', clock);
    expect(Array.from({ length: 5_000 }, () => taken(limiter, 'ana')).every(Boolean)).toBe(true);
  });
});
