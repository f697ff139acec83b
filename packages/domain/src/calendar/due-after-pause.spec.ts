import { officeCalendar } from '../testing';
import { dueAfterPause } from './due-at';
import { type Duration } from './duration';
import { prepareCalendar } from './prepare-calendar';

const office = officeCalendar();

describe('calendar: a pause keeps what was left', () => {
  const start = '2026-03-02T09:00+01:00';
  const after = (duration: Duration, ...pauses: readonly (readonly [from: string, to: string])[]) =>
    new Date(
      dueAfterPause(
        prepareCalendar(office),
        Date.parse(start),
        duration,
        pauses.map(([from, to]) => ({ fromMs: Date.parse(from), toMs: Date.parse(to) })),
      ),
    ).toISOString();

  const working: Duration = { n: 10, unit: 'hours' };
  const elapsed: Duration = { n: 10, unit: 'hours', counting: 'elapsed' };
  const days: Duration = { n: 3, unit: 'days' };
  const sameTime: Duration = { n: 3, unit: 'days', until: 'same-time' };
  const businessDays: Duration = { n: 3, unit: 'businessDays' };
  const monToWed = ['2026-03-02T12:00+01:00', '2026-03-04T12:00+01:00'] as const;
  const weekend = ['2026-03-06T18:00+01:00', '2026-03-09T08:00+01:00'] as const;
  const evening = ['2026-03-02T18:00+01:00', '2026-03-02T20:00+01:00'] as const;

  it.each<[string, Duration, readonly (readonly [string, string])[], string]>([
    ['working time: no pause', working, [], '2026-03-03T09:30:00.000Z'],
    ['working time: what was left at its start', working, [monToWed], '2026-03-05T09:30:00.000Z'],
    ['working time: nothing while it is closed', working, [evening], '2026-03-03T09:30:00.000Z'],
    ['elapsed time: as long as it lasted', elapsed, [monToWed], '2026-03-04T18:00:00.000Z'],
    ['days: the midnights in it', days, [monToWed], '2026-03-07T22:59:59.999Z'],
    ['days: none, none', days, [evening], '2026-03-05T22:59:59.999Z'],
    ['days to the same time: the midnights in it', sameTime, [monToWed], '2026-03-07T08:00:00.000Z'],
    ['business days: the closes of business in it', businessDays, [monToWed], '2026-03-09T16:30:00.000Z'],
    ['business days: none on a weekend', { n: 6, unit: 'businessDays' }, [weekend], '2026-03-10T16:30:00.000Z'],
    ['two, one after the other', working, [evening, monToWed], '2026-03-05T09:30:00.000Z'],
    [
      'two in any order',
      elapsed,
      [
        ['2026-03-02T17:00+01:00', '2026-03-02T18:00+01:00'],
        ['2026-03-02T10:00+01:00', '2026-03-02T11:00+01:00'],
      ],
      '2026-03-02T20:00:00.000Z',
    ],
    [
      'two that overlap are one',
      days,
      [monToWed, ['2026-03-03T12:00+01:00', '2026-03-05T12:00+01:00']],
      '2026-03-08T22:59:59.999Z',
    ],
    [
      'two that meet are one',
      days,
      [
        ['2026-03-02T12:00+01:00', '2026-03-03T00:00+01:00'],
        ['2026-03-03T00:00+01:00', '2026-03-03T12:00+01:00'],
      ],
      '2026-03-06T22:59:59.999Z',
    ],
    [
      'one that begins only because of another',
      elapsed,
      [
        ['2026-03-02T12:00+01:00', '2026-03-02T16:00+01:00'],
        ['2026-03-02T22:00+01:00', '2026-03-02T23:00+01:00'],
      ],
      '2026-03-02T23:00:00.000Z',
    ],
    [
      'one that began before the promise counts from its start',
      elapsed,
      [['2026-03-01T00:00+01:00', '2026-03-02T10:00+01:00']],
      '2026-03-02T19:00:00.000Z',
    ],
    [
      'one that ended before the promise counts nothing',
      elapsed,
      [['2026-03-01T00:00+01:00', '2026-03-01T10:00+01:00']],
      '2026-03-02T18:00:00.000Z',
    ],
    [
      'one that ends at once counts nothing',
      elapsed,
      [['2026-03-02T10:00+01:00', '2026-03-02T10:00+01:00']],
      '2026-03-02T18:00:00.000Z',
    ],
    [
      'one that begins at the due instant: nothing is left, and that is kept',
      elapsed,
      [['2026-03-02T19:00+01:00', '2026-03-02T20:00+01:00']],
      '2026-03-02T19:00:00.000Z',
    ],
    [
      'of working time, likewise',
      working,
      [['2026-03-03T10:30+01:00', '2026-03-07T20:00+01:00']],
      '2026-03-07T19:00:00.000Z',
    ],
    [
      'of business days, likewise',
      businessDays,
      [['2026-03-05T17:30+01:00', '2026-03-05T19:00+01:00']],
      '2026-03-05T18:00:00.000Z',
    ],
    [
      'days to the same time keep what was left when a pause within a day began',
      sameTime,
      [['2026-03-05T08:00+01:00', '2026-03-05T12:00+01:00']],
      '2026-03-05T12:00:00.000Z',
    ],
    [
      'one that begins a millisecond later is too late',
      elapsed,
      [['2026-03-02T19:00:00.001+01:00', '2026-03-02T20:00+01:00']],
      '2026-03-02T18:00:00.000Z',
    ],
    [
      'of the later of two, each keeps its own',
      { laterOf: [elapsed, { n: 1, unit: 'businessDays' }] },
      [['2026-03-02T20:00+01:00', '2026-03-03T20:00+01:00']],
      '2026-03-04T16:30:00.000Z',
    ],
  ])('%s', (_name, duration, pauses, expected) => expect(after(duration, ...pauses)).toBe(expected));

  it('counts a midnight once, where Samoa skipped a date', () => {
    const samoa = prepareCalendar(officeCalendar({ zone: 'Pacific/Apia' }));
    const pause = { fromMs: Date.parse('2011-12-29T12:00-10:00'), toMs: Date.parse('2011-12-31T12:00+14:00') };
    const paused = dueAfterPause(samoa, Date.parse('2011-12-28T12:00-10:00'), { n: 5, unit: 'days' }, [pause]);
    expect(new Date(paused).toISOString()).toBe('2012-01-03T09:59:59.999Z');
  });
});
