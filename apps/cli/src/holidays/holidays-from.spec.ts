import { officeCalendar } from '@redress/domain/testing';
import { presets, validateCalendar } from '@redress/domain';
import { holidaysFrom, type HolidayRange } from './holidays-from';
import { ICalendarError } from './icalendar-error';

const calendar = (...lines: readonly string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//EN', ...lines, 'END:VCALENDAR', ''].join('\r\n');
const event = (...lines: readonly string[]): readonly string[] => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'];
const on = (date: string, summary: string, ...more: readonly string[]): readonly string[] =>
  event(`UID:${date}-${summary}`, `DTSTART;VALUE=DATE:${date}`, `SUMMARY:${summary}`, ...more);
const dates = (text: string, range?: HolidayRange): readonly string[] =>
  holidaysFrom(text, range).map(({ date }) => date);
const years = (from: number, to: number): HolidayRange => ({ from: `${from}-01-01`, to: `${to}-12-31` });

describe('holidays from an iCalendar text', () => {
  it('are its events on whole days, by date', () => {
    const text = calendar(...on('20261225', 'Christmas Day'), ...on('20260101', 'New Year’s Day'));
    expect(holidaysFrom(text)).toEqual([
      { date: '2026-01-01', name: 'New Year’s Day' },
      { date: '2026-12-25', name: 'Christmas Day' },
    ]);
  });

  it('can be published as they are', () => {
    const text = calendar(
      ...on('20261225', 'Christmas Day'),
      ...on('20261225', ''),
      ...on('20261226', 'x'.repeat(300)),
    );
    expect(validateCalendar(officeCalendar({ holidays: holidaysFrom(text) }))).toEqual([]);
  });

  it('are those of the bank holidays in the preset, from the rules by which they fall', () => {
    const preset = presets.find(({ name }) => name === 'uk-fca-disp')?.calendars['england-and-wales'];
    const rules = [
      on('20000501', 'Early May bank holiday', 'RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=1MO'),
      on('20000529', 'Spring bank holiday', 'RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO'),
      on('20000828', 'Summer bank holiday', 'RRULE:FREQ=YEARLY;BYMONTH=8;BYDAY=-1MO'),
      on('20000101', 'New Year’s Day', 'RRULE:FREQ=YEARLY'),
    ];
    const found = holidaysFrom(calendar(...rules.flat()), years(2026, 2027));
    expect(found).toHaveLength(8);
    expect(preset?.holidays).toEqual(expect.arrayContaining([...found]));
  });

  it('name a date once, and all that falls on it', () => {
    const text = calendar(...on('20260501', 'Labour Day'), ...on('20260501', 'May Day'), ...on('20260501', 'May Day'));
    expect(holidaysFrom(text)).toEqual([{ date: '2026-05-01', name: 'Labour Day, May Day' }]);
  });

  it.each([
    ['by its end, which is the day after', ['DTEND;VALUE=DATE:20260105'], ['2026-01-02', '2026-01-03', '2026-01-04']],
    ['by its duration', ['DURATION:P2D'], ['2026-01-02', '2026-01-03']],
    ['that has no end', [], ['2026-01-02']],
    ['whose end is its own day', ['DTEND;VALUE=DATE:20260102'], ['2026-01-02']],
  ])('are every day of an event %s', (_how, lines, expected) => {
    expect(dates(calendar(...on('20260102', 'Days', ...lines)))).toEqual(expected);
  });

  it('keep within the range, also of an event that reaches beyond it', () => {
    const text = calendar(...on('20251230', 'Turn', 'DTEND;VALUE=DATE:20260103'));
    expect(dates(text, years(2026, 2026))).toEqual(['2026-01-01', '2026-01-02']);
    expect(dates(text, years(2025, 2025))).toEqual(['2025-12-30', '2025-12-31']);
    expect(dates(text, years(2027, 2030))).toEqual([]);
  });

  it('recur', () => {
    const each = (rule: string, ...more: string[]) =>
      dates(calendar(...on('20240101', 'x', `RRULE:${rule}`, ...more)), years(2025, 2027));
    expect(each('FREQ=YEARLY')).toEqual(['2025-01-01', '2026-01-01', '2027-01-01']);
    expect(each('FREQ=YEARLY;INTERVAL=2')).toEqual(['2026-01-01']);
    expect(each('FREQ=YEARLY;UNTIL=20260101')).toEqual(['2025-01-01', '2026-01-01']);
    expect(each('FREQ=YEARLY;COUNT=2')).toEqual(['2025-01-01']);
    expect(each('FREQ=YEARLY;BYMONTH=11;BYDAY=4TH')).toEqual(['2025-11-27', '2026-11-26', '2027-11-25']);
    expect(each('FREQ=YEARLY', 'EXDATE;VALUE=DATE:20260101')).toEqual(['2025-01-01', '2027-01-01']);
    expect(each('FREQ=YEARLY', 'DTEND;VALUE=DATE:20240103').slice(0, 2)).toEqual(['2025-01-01', '2025-01-02']);
  });

  it('recur in weeks of the year', () => {
    const each = (rule: string, ...more: string[]) =>
      dates(calendar(...on('20240513', 'x', `RRULE:FREQ=YEARLY;${rule}`, ...more)), years(2024, 2027));
    expect(each('BYWEEKNO=20;BYDAY=MO')).toEqual(['2024-05-13', '2025-05-12', '2026-05-11', '2027-05-17']);
    expect(each('BYWEEKNO=20')).toEqual(['2024-05-13', '2025-05-12', '2026-05-11', '2027-05-17']);
    expect(each('BYWEEKNO=20;BYDAY=MO;INTERVAL=2')).toEqual(['2024-05-13', '2026-05-11']);
    expect(each('BYWEEKNO=20;BYDAY=MO;COUNT=2')).toEqual(['2024-05-13', '2025-05-12']);
    expect(each('BYWEEKNO=20;BYDAY=MO;UNTIL=20260101')).toEqual(['2024-05-13', '2025-05-12']);
    expect(each('BYWEEKNO=20;BYDAY=MO,TU;BYSETPOS=-1')).toEqual([
      '2024-05-14',
      '2025-05-13',
      '2026-05-12',
      '2027-05-18',
    ]);
    expect(each('BYWEEKNO=20;BYDAY=MO;COUNT=2', 'EXDATE;VALUE=DATE:20250512')).toEqual(['2024-05-13']);
    const beside = each('BYWEEKNO=20;BYDAY=MO;COUNT=1', 'RDATE;VALUE=DATE:20260103', 'RRULE:FREQ=YEARLY;COUNT=2');
    expect(beside).toEqual(['2024-05-13', '2025-05-13', '2026-01-03']);
  });

  it('recur on a day of every month, and by months, weeks and days', () => {
    const each = (rule: string, year = 2024) =>
      dates(calendar(...on('20240115', 'x', `RRULE:${rule}`)), years(year, year)).map((date) => date.slice(5));
    const longMonths = ['01-31', '03-31', '05-31', '07-31', '08-31', '10-31', '12-31'];
    expect(each('FREQ=YEARLY;BYMONTHDAY=31')).toEqual(longMonths);
    expect(each('FREQ=MONTHLY;BYMONTHDAY=31')).toEqual(longMonths);
    expect(each('FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13')).toEqual(['09-13', '12-13']);
    expect(each('FREQ=MONTHLY;INTERVAL=5;BYDAY=-1FR')).toEqual(['01-26', '06-28', '11-29']);
    expect(each('FREQ=MONTHLY;BYMONTH=2;BYDAY=5TH')).toEqual(['02-29']);
    expect(each('FREQ=WEEKLY;INTERVAL=20')).toEqual(['01-15', '06-03', '10-21']);
    expect(each('FREQ=WEEKLY;INTERVAL=26;BYDAY=MO,SU;WKST=SU')).toEqual(['01-15', '07-14', '07-15']);
    expect(each('FREQ=WEEKLY;BYMONTH=2;BYDAY=MO')).toEqual(['02-05', '02-12', '02-19', '02-26']);
    expect(each('FREQ=DAILY;INTERVAL=100')).toEqual(['01-15', '04-24', '08-02', '11-10']);
    expect(each('FREQ=DAILY;BYMONTH=5;BYMONTHDAY=1,-1')).toEqual(['05-01', '05-31']);
    expect(each('FREQ=YEARLY;BYYEARDAY=366')).toEqual(['12-31']);
    expect(each('FREQ=YEARLY;BYYEARDAY=366', 2025)).toEqual([]);
  });

  it('end with the last year that there is', () => {
    const text = calendar(...on('99970101', 'x', 'RRULE:FREQ=YEARLY'));
    expect(dates(text, years(9997, 9999))).toEqual(['9997-01-01', '9998-01-01', '9999-01-01']);
    expect(dates(calendar(...on('20240101', 'x', 'RRULE:FREQ=YEARLY;INTERVAL=0;COUNT=1')))).toEqual(['2024-01-01']);
  });

  it('are read whatever ends their lines, and behind a byte-order mark', () => {
    const text = calendar(...on('20260501', 'May Day'), ...on('20260606', 'Flag day'));
    for (const end of ['\n', '\r', '\r\n']) {
      expect(dates(`\ufeff${text.replaceAll('\r\n', end)}`)).toEqual(['2026-05-01', '2026-06-06']);
    }
  });

  it('recur without a range when the rule ends', () => {
    expect(dates(calendar(...on('20240101', 'x', 'RRULE:FREQ=YEARLY;COUNT=2')))).toEqual(['2024-01-01', '2025-01-01']);
  });

  it('leave out a date that there is not in a year', () => {
    const leap = (rule: string) => dates(calendar(...on('20240229', 'x', `RRULE:${rule}`)), years(2024, 2029));
    expect(leap('FREQ=YEARLY')).toEqual(['2024-02-29', '2028-02-29']);
    expect(leap('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29')).toEqual(['2024-02-29', '2028-02-29']);
    expect(leap('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1')).toHaveLength(6);
    for (const freq of ['YEARLY', 'MONTHLY', 'DAILY']) {
      expect(leap(`FREQ=${freq};BYMONTH=2;BYMONTHDAY=30`)).toEqual([]);
    }
  });

  it('are on the dates of a list beside the event’s own', () => {
    const text = (...more: string[]) => calendar(...on('20240101', 'x', 'RDATE;VALUE=DATE:20250102,20260105', ...more));
    expect(dates(text())).toEqual(['2024-01-01', '2025-01-02', '2026-01-05']);
    expect(dates(text('EXDATE;VALUE=DATE:20240101,20250102'))).toEqual(['2026-01-05']);
  });

  it('leave out what is cancelled, and follow what is moved', () => {
    const master = ['UID:m', 'DTSTART;VALUE=DATE:20250102', 'SUMMARY:Fair', 'RRULE:FREQ=YEARLY;COUNT=4'];
    const moved = ['UID:m', 'RECURRENCE-ID;VALUE=DATE:20260102', 'DTSTART;VALUE=DATE:20260105', 'SUMMARY:Late fair'];
    const off = ['UID:m', 'RECURRENCE-ID;VALUE=DATE:20270102', 'DTSTART;VALUE=DATE:20270102', 'STATUS:CANCELLED'];
    const text = calendar(
      ...on('20250301', 'Gone', 'STATUS:CANCELLED'),
      ...[master, moved, off].flatMap((it) => event(...it)),
    );
    expect(holidaysFrom(text)).toEqual([
      { date: '2025-01-02', name: 'Fair' },
      { date: '2026-01-05', name: 'Late fair' },
      { date: '2028-01-02', name: 'Fair' },
    ]);
  });

  it('are not at a time of day', () => {
    expect(dates(calendar(...event('UID:1', 'DTSTART:20260101T090000Z', 'DTEND:20260101T100000Z')))).toEqual([]);
  });

  it('read folded lines and escaped texts', () => {
    const text = calendar(...on('20260619', 'Midsommarafton\\, och mer\r\n  text'));
    expect(holidaysFrom(text)).toEqual([{ date: '2026-06-19', name: 'Midsommarafton, och mer text' }]);
  });

  it.each([
    ['no text at all', '', 'no VCALENDAR'],
    ['another text', '<html></html>', 'no iCalendar file'],
    ['JSON', '{"holidays": []}', 'no iCalendar file'],
    ['a business card', 'BEGIN:VCARD\r\nFN:x\r\nEND:VCARD', 'no VCALENDAR'],
    ['half a file', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n', 'no iCalendar file, or it is damaged'],
    ['an event without a start', calendar(...event('UID:1', 'SUMMARY:Fair')), '"Fair" has no DTSTART'],
    ['a date that there is not', calendar(...on('20260230', 'Fair')), 'no such date as 2026-02-30'],
    ['no date', calendar(...on('soon', 'Fair')), '"Fair": there is no such date'],
    [
      'an end that there is not',
      calendar(...on('20260101', 'Fair', 'DTEND;VALUE=DATE:20261301')),
      'no such date as 2026-13-01',
    ],
    ['an end before its start', calendar(...on('20260105', 'Fair', 'DTEND;VALUE=DATE:20260101')), 'before it begins'],
    ['a rule without end and no range', calendar(...on('20260101', 'Fair', 'RRULE:FREQ=YEARLY')), 'recurs for ever'],
    ['whole days every hour', calendar(...on('20260101', 'Fair', 'RRULE:FREQ=HOURLY;COUNT=3')), 'recurs HOURLY'],
    ['a rule that is none', calendar(...on('20260101', 'Fair', 'RRULE:FREQ=SOMETIMES')), 'invalid frequency'],
    ['an end of nothing', calendar(...on('20260101', 'Fair'), 'END:VEVENT'), 'line 9: END:VEVENT ends nothing'],
    ['another end', calendar('BEGIN:VEVENT', 'END:VTODO'), 'line 5: END:VTODO ends nothing that has begun'],
    ['an event without an end', calendar('BEGIN:VEVENT', ...on('20260101', 'Fair')), 'line 4: BEGIN:VEVENT has no end'],
    ['a week 0', calendar(...on('20260101', 'Fair', 'RRULE:FREQ=YEARLY;BYWEEKNO=0;COUNT=1')), 'there is no week 0'],
    ['weeks of a week', calendar(...on('20260101', 'x', 'RRULE:FREQ=WEEKLY;BYWEEKNO=2;COUNT=1')), 'with WEEKLY'],
    [
      'a numbered day of a week',
      calendar(...on('20260101', 'x', 'RRULE:FREQ=WEEKLY;BYDAY=2MO;COUNT=1')),
      'with WEEKLY',
    ],
    [
      'weeks of a month',
      calendar(...on('20260101', 'Fair', 'RRULE:FREQ=MONTHLY;BYWEEKNO=2;COUNT=1')),
      'correct its RRULE',
    ],
    [
      'what RFC 5545 does not know',
      calendar(...on('20260101', 'x', 'RRULE:FREQ=YEARLY;BYEASTER=1;COUNT=1')),
      'BYEASTER',
    ],
    ['another kind of year', calendar(...on('20260101', 'x', 'RRULE:RSCALE=HEBREW;FREQ=YEARLY;COUNT=1')), 'RSCALE'],
    [
      'an event of a thousand years',
      calendar(...on('20260101', 'Fair', 'DTEND;VALUE=DATE:30260101')),
      'correct its DTEND',
    ],
  ])('refuse %s', (_what, text, message) => {
    expect(() => holidaysFrom(text)).toThrow(ICalendarError);
    expect(() => holidaysFrom(text)).toThrow(message);
  });
});
