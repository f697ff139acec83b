import { instantFlaws, normalInstant } from './instant';

describe('an instant as callers write it', () => {
  it.each([
    ['2026-03-02T09:00:00Z', '2026-03-02T09:00:00.000Z'],
    ['2026-03-02t09:00:00z', '2026-03-02T09:00:00.000Z'],
    ['2026-03-02T09:00:00.5Z', '2026-03-02T09:00:00.500Z'],
    ['2026-03-02T09:00:00.123999999Z', '2026-03-02T09:00:00.123Z'],
    ['2026-03-02T00:30:00+01:00', '2026-03-01T23:30:00.000Z'],
    ['2026-03-02T09:00:00-05:30', '2026-03-02T14:30:00.000Z'],
    ['2026-03-02T09:00:00-00:00', '2026-03-02T09:00:00.000Z'],
    ['2024-02-29T23:59:59+14:00', '2024-02-29T09:59:59.000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  ])('%s goes on as %s', (written, normal) => {
    expect(instantFlaws(written)).toEqual([]);
    expect(normalInstant(written)).toBe(normal);
  });

  it.each([
    ['0000-12-31T23:59:59Z', 'no-such-instant'],
    ['0001-01-01T00:00:00+00:01', 'no-such-instant'],
    ['9999-12-31T23:59:59-00:01', 'no-such-instant'],
    ['2026-00-10T09:00:00Z', 'no-such-instant'],
    ['2026-04-31T09:00:00Z', 'no-such-instant'],
    ['2026-03-00T09:00:00Z', 'no-such-instant'],
    ['2026-03-02T09:61:00Z', 'no-such-instant'],
    ['2026-03-02T09:00:00+10:60', 'no-such-instant'],
    ['2026-03-02T09:00:00.1234567890Z', 'bad-format'],
    ['2026-03-02T09:00Z', 'bad-format'],
    ['2026-3-2T9:00:00Z', 'bad-format'],
    [' 2026-03-02T09:00:00Z', 'bad-format'],
    ['2026-03-02T09:00:00Z\n', 'bad-format'],
    ['2026-03-02T09:00:00.000', 'no-zone'],
    [null, 'wrong-type'],
  ])('%s is refused as %s', (written, code) => {
    expect(instantFlaws(written).map((flaw) => flaw.code)).toEqual([code]);
  });
});
