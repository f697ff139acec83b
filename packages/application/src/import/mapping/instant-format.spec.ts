import { instantFormat, readStamp } from './instant-format';

const wall = (text: string, format: string): string | null => {
  const stamp = readStamp(text, instantFormat(format));
  return stamp === null ? null : new Date(stamp.wallMs).toISOString();
};

describe('the format of a stamp', () => {
  it.each([
    ['iso', '2010-03-31T15:59:42', '2010-03-31T15:59:42.000Z'],
    ['iso', '2010-03-31 15:59', '2010-03-31T15:59:00.000Z'],
    ['iso', '2010-03-31T15:59:42.1234567', '2010-03-31T15:59:42.123Z'],
    ['iso', '2010-03-31', '2010-03-31T00:00:00.000Z'],
    ['M/D/YYYY', '7/29/2013', '2013-07-29T00:00:00.000Z'],
    ['M/D/YYYY', '12/9/2013', '2013-12-09T00:00:00.000Z'],
    ['DD.MM.YYYY HH:mm', '29.07.2013 08:05', '2013-07-29T08:05:00.000Z'],
    ['M/D/YYYY h:mm:ss A', '7/29/2013 12:05:09 AM', '2013-07-29T00:05:09.000Z'],
    ['M/D/YYYY h:mm A', '7/29/2013 12:05 pm', '2013-07-29T12:05:00.000Z'],
    ['YYYYMMDD HHmmss.SSS', '20130729 080509.250', '2013-07-29T08:05:09.250Z'],
  ])('%s reads %s', (format, text, expected) => {
    expect(wall(text, format)).toBe(expected);
  });

  it.each([
    ['iso', '31.3.2010'],
    ['iso', ''],
    ['iso', '2010-02-29T12:00:00'],
    ['iso', '2010-13-01T12:00:00'],
    ['iso', '2010-03-31T24:00:00'],
    ['iso', '2010-03-31T12:60:00'],
    ['iso', '0099-03-31T12:00:00'],
    ['iso', '2010-03-31T12:00:00+99:00'],
    ['M/D/YYYY', '29/7/2013'],
    ['M/D/YYYY', '7/29/13'],
    ['M/D/YYYY', '7/29/2013 10:00'],
    ['M/D/YYYY h:mm A', '7/29/2013 13:05 PM'],
  ])('%s does not read %j', (format, text) => {
    expect(wall(text, format)).toBeNull();
  });

  it.each([
    ['2010-03-31T15:59:42Z', 0],
    ['2010-03-31T15:59:42+01:00', 60],
    ['2010-03-31T15:59:42-0330', -210],
    ['2010-03-31T15:59:42+05', 300],
    ['2010-03-31T15:59:42', null],
  ])('finds the offset of %s', (text, minutes) => {
    expect(readStamp(text, instantFormat('iso'))?.offsetMs).toBe(minutes === null ? null : minutes * 60_000);
  });

  it.each([
    ['DD.MM.', 'does not say the year'],
    ['D/M/YYYY/D', 'says the day twice'],
    ['YYYY-MM-DD x', '"x" is no token'],
    ['YYYY-MM-DD h:mm', 'belong together'],
    ['YYYY-MM-DD HH:mm A', 'belong together'],
  ])('refuses %s: it %s', (format, reason) => {
    expect(() => instantFormat(format)).toThrow(reason);
  });
});
