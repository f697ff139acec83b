import { DAY_MS, formatDay, parseDay } from './days';
import { isKnownZone, zoneOf } from './zone';

const HOUR = 3_600_000;
const local = (text: string) => Date.parse(`${text}Z`);
const utc = (ms: number) => new Date(ms).toISOString();

describe('calendar: the offset of a zone', () => {
  it.each([
    ['Europe/Stockholm', '2026-03-29T00:59:59.999Z', 1],
    ['Europe/Stockholm', '2026-03-29T01:00:00.000Z', 2],
    ['Europe/Stockholm', '2026-10-25T00:59:59.999Z', 2],
    ['Europe/Stockholm', '2026-10-25T01:00:00.000Z', 1],
    ['Europe/Stockholm', '2090-07-01T00:00:00.000Z', 2],
    ['Australia/Lord_Howe', '2026-01-01T00:00:00.000Z', 11],
    ['Australia/Lord_Howe', '2026-07-01T00:00:00.000Z', 10.5],
    ['Africa/Casablanca', '2026-03-01T00:00:00.000Z', 0],
    ['Africa/Casablanca', '2026-04-01T00:00:00.000Z', 1],
    ['Pacific/Apia', '2011-12-30T09:59:59.999Z', -10],
    ['Pacific/Apia', '2011-12-30T10:00:00.000Z', 14],
    ['UTC', '2026-07-01T00:00:00.000Z', 0],
    ['+05:30', '2026-07-01T00:00:00.000Z', 5.5],
  ])('%s at %s: %d hours', (zone, instant, hours) => {
    expect(zoneOf(zone).offsetAt(Date.parse(instant))).toBe(hours * HOUR);
  });

  it('is shared by all calendars of the zone, however its name is written', () => {
    expect(zoneOf('europe/stockholm')).toBe(zoneOf('Europe/Stockholm'));
  });

  it('is not asked for in years that no calendar covers', () => {
    expect(() => zoneOf('UTC').offsetAt(Date.UTC(12_000, 0))).toThrow('not in 12000');
    expect(() => zoneOf('UTC').offsetAt(Number.NaN)).toThrow('not in NaN');
  });
});

describe('calendar: the instant of a local time', () => {
  it.each([
    ['an ordinary one', 'Europe/Stockholm', '2026-03-02T09:00', '2026-03-02T08:00:00.000Z'],
    [
      'one that is skipped is read with the offset before',
      'Europe/Stockholm',
      '2026-03-29T02:30',
      '2026-03-29T01:30:00.000Z',
    ],
    ['the first after the gap', 'Europe/Stockholm', '2026-03-29T03:00', '2026-03-29T01:00:00.000Z'],
    ['of one that comes twice, the first', 'Europe/Stockholm', '2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
    ['the first that comes once again', 'Europe/Stockholm', '2026-10-25T03:00', '2026-10-25T02:00:00.000Z'],
    ['in the half hour that Lord Howe skips', 'Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-03T15:45:00.000Z'],
    ['in the half hour that it repeats', 'Australia/Lord_Howe', '2026-04-05T01:45', '2026-04-04T14:45:00.000Z'],
    ['on the day that Samoa skipped', 'Pacific/Apia', '2011-12-30T09:00', '2011-12-30T19:00:00.000Z'],
    ['at a midnight that is skipped', 'America/Sao_Paulo', '2018-11-04T00:00', '2018-11-04T03:00:00.000Z'],
    ['skipped where the year begins', 'Asia/Kathmandu', '1986-01-01T00:10', '1985-12-31T18:40:00.000Z'],
    ['at the turn of the year', 'Pacific/Kiritimati', '2027-01-01T00:00', '2026-12-31T10:00:00.000Z'],
  ])('%s', (_name, zone, wall, instant) => {
    expect(utc(zoneOf(zone).instantAt(local(wall)))).toBe(instant);
  });
});

describe('calendar: the end of a date', () => {
  it.each([
    ['an ordinary one', 'Europe/Stockholm', '2026-03-02', '2026-03-02T23:00:00.000Z'],
    ['with no midnight after it', 'America/Sao_Paulo', '2018-11-03', '2018-11-04T03:00:00.000Z'],
    ['where the hour after midnight comes twice', 'America/Havana', '2026-10-31', '2026-11-01T04:00:00.000Z'],
    ['where the hour before midnight comes again', 'America/St_Johns', '2010-11-06', '2010-11-07T03:30:00.000Z'],
    ['before the one that Samoa skipped', 'Pacific/Apia', '2011-12-29', '2011-12-30T10:00:00.000Z'],
    ['after it', 'Pacific/Apia', '2011-12-31', '2011-12-31T10:00:00.000Z'],
  ])('%s', (_name, zone, date, instant) => {
    const known = zoneOf(zone);
    const end = known.endOfDay(parseDay(date)!);
    expect(utc(end)).toBe(instant);
    expect(formatDay(known.dayAt(end - 1))).toBe(date);
    expect(known.dayAt(end)).toBeGreaterThan(parseDay(date)!);
  });

  it('never comes for a date that the zone skipped', () => {
    const skipped = [
      ['Pacific/Apia', '2011-12-30'],
      ['Pacific/Kwajalein', '1993-08-21'],
    ] as const;
    for (const [zone, date] of skipped) {
      const near = [-1, 0, 1].map((days) => zoneOf(zone).hasDay(parseDay(date)! + days));
      expect(near).toEqual([true, false, true]);
    }
  });

  it('comes for every other date, though clocks change', () => {
    const days = Array.from({ length: 3 * 365 }, (_, index) => Date.UTC(2025, 0, 1) / DAY_MS + index);
    expect(days.every((day) => zoneOf('America/Santiago').hasDay(day))).toBe(true);
  });
});

describe('calendar: the name of a zone', () => {
  it.each(['Europe/Stockholm', 'UTC', 'Asia/Kathmandu'])('%s is one', (name) => expect(isKnownZone(name)).toBe(true));

  it.each(['+01:00', '-05:00', '\u221205:00', '+0200'])(
    '%s is an offset, which follows no change of the clocks',
    (name) => expect(isKnownZone(name)).toBe(false),
  );

  it.each(['', 'Europe/Gothenburg', 'Stockholm', 'Z', '2020-01-01T00:00Z[Europe/Paris]', 'Etc/Unknown'])(
    '"%s" is none',
    (name) => expect(isKnownZone(name)).toBe(false),
  );
});
