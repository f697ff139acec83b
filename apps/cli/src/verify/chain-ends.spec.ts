import { type ChainEnd } from '@redress/event-store';
import { ChainEnds, type Standing } from './chain-ends';

const end = (revision: number): ChainEnd => ({
  revision,
  hash: 'f'.repeat(64),
  recordedAt: '2026-03-02T09:00:00.000Z',
});

describe('where the streams of a log stand', () => {
  it.each([1, 2, 3, 7, 1000])('is known of every stream with room for %i in memory', (limit) => {
    const ends = new ChainEnds(limit);
    const expected = new Map<string, Standing>();
    for (let i = 0; i < 500; i++) {
      const stream = `case-${(i * i) % 23}`;
      expect(ends.get(stream)).toEqual(expected.get(stream));
      const next = i % 11 === 0 ? null : end(i);
      ends.set(stream, next);
      expected.set(stream, next);
    }
    expect(ends.get('case-x')).toBeUndefined();
    for (const [stream, standing] of expected) expect(ends.get(stream)).toEqual(standing);
    ends.close();
  });
});
