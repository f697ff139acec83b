import { assertZone, instantOf, wallAt } from './zone';

const instant = (wall: string, zone: string): string => new Date(instantOf(Date.parse(`${wall}Z`), zone)).toISOString();

describe('a zone', () => {
  it.each(['Mars/Olympus', '', '+02:00', '-0330', '\u221202:00'])('is none: %j', (zone) => {
    expect(() => assertZone(zone)).toThrow(RangeError);
  });

  it.each(['UTC', 'Europe/Stockholm', 'Etc/GMT+2'])('may be %s', (zone) => {
    expect(() => assertZone(zone)).not.toThrow();
  });
});

describe('clock time of a zone', () => {
  it.each([
    ['winter', '2026-01-15T12:00:00', '2026-01-15T11:00:00.000Z'],
    ['summer', '2026-07-15T12:00:00', '2026-07-15T10:00:00.000Z'],
    ['the last moment of winter time', '2026-03-29T01:59:59', '2026-03-29T00:59:59.000Z'],
    ['the first moment of summer time', '2026-03-29T03:00:00', '2026-03-29T01:00:00.000Z'],
    ['the first moment after the hour that comes twice', '2026-10-25T03:00:00', '2026-10-25T02:00:00.000Z'],
  ])('is read with the offset of its season: %s', (_what, wall, expected) => {
    expect(instant(wall, 'Europe/Stockholm')).toBe(expected);
  });

  it('reads a time that clocks skip with the offset from before', () => {
    expect(instant('2026-03-29T02:30:00', 'Europe/Stockholm')).toBe('2026-03-29T01:30:00.000Z');
    expect(instant('2026-03-08T02:30:00', 'America/New_York')).toBe('2026-03-08T07:30:00.000Z');
  });

  it('takes the earlier of the two instants of a time that clocks show twice', () => {
    expect(instant('2026-10-25T02:30:00', 'Europe/Stockholm')).toBe('2026-10-25T00:30:00.000Z');
    expect(instant('2026-11-01T01:30:00', 'America/New_York')).toBe('2026-11-01T05:30:00.000Z');
  });

  it('begins a day whose midnight clocks skip at its first moment', () => {
    // Chile goes from 24:00 on Saturday to 01:00 on Sunday.
    expect(instant('2026-09-06T00:00:00', 'America/Santiago')).toBe('2026-09-06T04:00:00.000Z');
  });

  it.each([
    ['half an hour off', 'Asia/Kolkata', '2026-01-15T12:00:00', '2026-01-15T06:30:00.000Z'],
    ['a day ahead', 'Pacific/Kiritimati', '2026-01-15T12:00:00', '2026-01-14T22:00:00.000Z'],
    ['a shift of half an hour', 'Australia/Lord_Howe', '2026-10-04T02:15:00', '2026-10-03T15:45:00.000Z'],
    ['UTC', 'UTC', '2026-01-15T12:00:00', '2026-01-15T12:00:00.000Z'],
  ])('knows zones of every kind: %s', (_what, zone, wall, expected) => {
    expect(instant(wall, zone)).toBe(expected);
  });

  it('is what clocks show at the instant it stands for', () => {
    for (let day = 0; day < 365; day++) {
      const wall = Date.UTC(2026, 0, 1 + day, 12, 34, 56, 789);
      expect(wallAt(instantOf(wall, 'Europe/Stockholm'), 'Europe/Stockholm')).toBe(wall);
    }
  });
});
