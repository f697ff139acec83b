import { instantFormat } from './instant-format';
import { readInstant } from './instants';
import { type InstantSpec } from './mapping';

const spec = (changes: Partial<InstantSpec> & { readonly as?: string } = {}): InstantSpec => ({
  column: 'When',
  format: instantFormat(changes.as ?? 'iso'),
  zone: 'Europe/Stockholm',
  ignoreOffset: false,
  precision: 'instant',
  ...changes,
});

describe('an instant of a source', () => {
  it('is exact when the stamp brings its offset', () => {
    expect(readInstant('2010-07-31T15:59:42+01:00', spec({ zone: null }))).toEqual({
      occurredAt: '2010-07-31T14:59:42.000Z',
      precision: 'instant',
    });
  });

  it('is clock time of the zone when the offset is to be ignored', () => {
    const { occurredAt } = readInstant('2010-07-31T15:59:42+01:00', spec({ ignoreOffset: true })) ?? {};
    expect(occurredAt).toBe('2010-07-31T13:59:42.000Z');
  });

  it('is clock time of the zone when there is no offset', () => {
    expect(readInstant('2010-01-31T15:59:42', spec())?.occurredAt).toBe('2010-01-31T14:59:42.000Z');
    expect(readInstant('2010-01-31T15:59:42', spec({ zone: null }))).toBeNull();
  });

  it('stands at local midnight when only the day is known, in summer and in winter', () => {
    const day = spec({ as: 'M/D/YYYY', zone: 'America/New_York', precision: 'day' });
    expect(readInstant('7/29/2013', day)).toEqual({ occurredAt: '2013-07-29T04:00:00.000Z', precision: 'day' });
    expect(readInstant('1/29/2013', day)?.occurredAt).toBe('2013-01-29T05:00:00.000Z');
    // Clocks change in the night that follows these midnights.
    expect(readInstant('3/10/2013', day)?.occurredAt).toBe('2013-03-10T05:00:00.000Z');
    expect(readInstant('11/3/2013', day)?.occurredAt).toBe('2013-11-03T04:00:00.000Z');
  });

  it('drops the time of day when only the day is to count, as the zone sees it', () => {
    const day = spec({ precision: 'day' });
    expect(readInstant('2010-07-31T23:30:00Z', day)?.occurredAt).toBe('2010-07-31T22:00:00.000Z');
    expect(readInstant('2010-07-31T21:30:00Z', day)?.occurredAt).toBe('2010-07-30T22:00:00.000Z');
  });

  it('says so when the column is not to be believed', () => {
    const unknown = spec({ precision: 'unknown' });
    expect(readInstant('2010-01-31T15:59:42', unknown)).toEqual({
      occurredAt: '2010-01-31T14:59:42.000Z',
      precision: 'unknown',
    });
  });

  it('is none without a time of day when the mapping says that there is one', () => {
    expect(readInstant('2010-07-31', spec())).toBeNull();
  });
});
