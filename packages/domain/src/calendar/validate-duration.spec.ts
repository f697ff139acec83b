import { officeCalendar } from '../testing';
import { type Duration } from './duration';
import { prepareCalendar } from './prepare-calendar';
import { validateDuration } from './validate-duration';
import { validateDurationOn } from './validate-duration-on';

const wrong = (json: unknown, pointer?: string) =>
  validateDuration(json, pointer).map((found) => `${found.pointer} ${found.code}`);

const oneDay: Duration = { n: 1, unit: 'days' };

describe('calendar: a duration that is right', () => {
  it.each<Duration>([
    { n: 30, unit: 'minutes' },
    { n: 24, unit: 'hours', counting: 'elapsed' },
    { n: 8, unit: 'hours', counting: 'working' },
    { n: 30, unit: 'days' },
    { n: 8, unit: 'weeks', until: 'end-of-day' },
    { n: 1, unit: 'days', until: 'same-time' },
    { n: 15, unit: 'businessDays' },
    { n: 10 * 365, unit: 'days' },
    {
      laterOf: [
        { n: 24, unit: 'hours', counting: 'elapsed' },
        { n: 1, unit: 'businessDays' },
      ],
    },
    { earlierOf: [oneDay, { laterOf: [oneDay, oneDay] }] },
  ])('%j', (duration) => expect(wrong(duration)).toEqual([]));
});

describe('calendar: a duration that is wrong', () => {
  it.each([
    [null, [' wrong-type']],
    ['P1D', [' wrong-type']],
    [{}, ['/n missing-field', '/unit missing-field']],
    [{ n: 1, unit: 'months' }, ['/unit unknown-value']],
    [{ n: 1, unit: null }, ['/unit unknown-value']],
    [{ n: '1', unit: 'days' }, ['/n wrong-type']],
    [{ n: 0, unit: 'days' }, ['/n not-positive']],
    [{ n: -3, unit: 'hours' }, ['/n not-positive']],
    [{ n: -0.5, unit: 'hours' }, ['/n not-positive']],
    [{ n: 1.5, unit: 'hours' }, ['/n not-whole']],
    [{ n: 10 * 365 + 1, unit: 'days' }, ['/n too-long']],
    [{ n: 521, unit: 'weeks' }, ['/n too-long']],
    [{ n: 2601, unit: 'businessDays' }, ['/n too-long']],
    [{ n: 1e300, unit: 'minutes' }, ['/n too-long']],
    [{ n: 1, unit: 'days', counting: 'working' }, ['/counting unknown-field']],
    [{ n: 1, unit: 'hours', until: 'same-time' }, ['/until unknown-field']],
    [{ n: 1, unit: 'businessDays', until: 'same-time' }, ['/until unknown-field']],
    [{ n: 1, unit: 'hours', counting: 'all' }, ['/counting unknown-value']],
    [{ n: 1, unit: 'days', until: 'noon' }, ['/until unknown-value']],
    [{ n: 1, unit: 'days', per: 'case' }, ['/per unknown-field']],
    [{ laterOf: [oneDay] }, ['/laterOf not-two']],
    [{ laterOf: [oneDay, oneDay, oneDay] }, ['/laterOf not-two']],
    [{ laterOf: oneDay }, ['/laterOf not-two']],
    [{ laterOf: [oneDay, { n: 0, unit: 'days' }] }, ['/laterOf/1/n not-positive']],
    [{ laterOf: [oneDay, oneDay], earlierOf: [oneDay, oneDay] }, ['/earlierOf unknown-field']],
    [
      { earlierOf: [{ laterOf: [oneDay, {}] }, oneDay] },
      ['/earlierOf/0/laterOf/1/n missing-field', '/earlierOf/0/laterOf/1/unit missing-field'],
    ],
  ])('%j', (json, expected) => expect(wrong(json)).toEqual(expected));

  it('says where it stands', () => {
    expect(wrong({ n: 0, unit: 'days' }, '/targets/2/duration')).toEqual(['/targets/2/duration/n not-positive']);
  });

  it('is not followed into any depth', () => {
    let nested: unknown = oneDay;
    for (let depth = 0; depth < 10_000; depth++) nested = { laterOf: [nested, oneDay] };
    const parent = '/laterOf/0'.repeat(7);
    expect(wrong(nested)).toEqual([`${parent}/laterOf/0 too-deep`, `${parent}/laterOf/1 too-deep`]);
  });
});

describe('calendar: a duration on a calendar', () => {
  const oneHourAWeek = prepareCalendar(officeCalendar({ weekly: { mon: [['09:00', '10:00']] } }));
  const start = Date.parse('2026-03-02T09:00:00Z');
  const hours = (n: number): Duration => ({ n, unit: 'hours' });

  it('is right when it is due within 20 years', () => {
    expect(validateDurationOn(oneHourAWeek, hours(1_000), start)).toEqual([]);
  });

  it.each([2_000, 80_000])('is too long when %d hours take more than that at an hour a week', (n) => {
    expect(validateDurationOn(oneHourAWeek, hours(n), start, '/duration')).toMatchObject([
      { pointer: '/duration', code: 'too-long' },
    ]);
  });

  it('does not hide other errors', () => {
    expect(() => validateDurationOn(oneHourAWeek, null as unknown as Duration, start)).toThrow(TypeError);
  });
});
