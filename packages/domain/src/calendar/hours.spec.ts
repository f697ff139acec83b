import { parseEnd, parseHours, parseTime } from './hours';

describe('calendar: times of day', () => {
  it.each([
    ['00:00', 0],
    ['09:05', 545],
    ['23:59', 1439],
  ])('%s is minute %d', (time, minute) => expect(parseTime(time)).toBe(minute));

  it.each(['24:00', '9:00', '09:60', '25:00', '0900', '09:00:00', '', '-1:00'])('"%s" is none', (time) =>
    expect(parseTime(time)).toBeNull(),
  );

  it('ends a day at 24:00 too, but no later', () => {
    expect(parseEnd('24:00')).toBe(1440);
    expect(parseEnd('24:01')).toBeNull();
  });
});

describe('calendar: intervals of a day', () => {
  it.each([
    ['a morning', ['09:00', '12:00'], { opens: 540, closes: 720 }],
    ['an evening until midnight', ['18:00', '24:00'], { opens: 1080, closes: 1440 }],
    ['the same, its end written as on the next day', ['18:00', '00:00'], { opens: 1080, closes: 1440 }],
    ['a night shift', ['22:00', '06:00'], { opens: 1320, closes: 1800 }],
    ['round the clock', ['00:00', '24:00'], { opens: 0, closes: 1440 }],
    ['round the clock from nine to nine', ['09:00', '09:00'], { opens: 540, closes: 1980 }],
  ] as const)('%s', (_name, interval, hours) => expect(parseHours(interval)).toEqual(hours));

  it('are none when one end is no time of day', () => {
    expect(parseHours(['24:00', '09:00'])).toBeNull();
    expect(parseHours(['09:00', 'noon'])).toBeNull();
  });
});
