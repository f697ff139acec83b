import { officeCalendar } from '../testing';
import { fieldProblems } from './problems';
import { validateCalendar } from './validate-calendar';

/** Pointers and codes of what is wrong with an office calendar in which this is otherwise. */
function wrong(given: Record<string, unknown>) {
  return validateCalendar({ ...officeCalendar(), ...given }).map(({ pointer, code }) => `${pointer} ${code}`);
}

const weekly = (given: Record<string, unknown>) => wrong({ weekly: given });
const exceptions = (...open: readonly (readonly [date: string, open: unknown])[]) => ({
  exceptions: open.map(([date, intervals]) => ({ date, open: intervals })),
});

describe('calendar: one that is right', () => {
  it.each([
    ['an office', {}],
    [
      'intervals that touch',
      {
        weekly: {
          mon: [
            ['09:00', '12:00'],
            ['12:00', '15:00'],
          ],
        },
      },
    ],
    [
      'round the clock',
      { weekly: { mon: [['00:00', '24:00']], tue: [['00:00', '24:00']], wed: [['00:00', '24:00']] } },
    ],
    ['until the midnight of the next day', { weekly: { mon: [['18:00', '00:00']] } }],
    ['a night that ends where the day begins', { weekly: { sun: [['22:00', '06:00']], mon: [['06:00', '14:00']] } }],
    [
      'intervals out of order',
      {
        weekly: {
          mon: [
            ['13:00', '17:00'],
            ['09:00', '12:00'],
          ],
        },
      },
    ],
    ['weekdays that are closed', { weekly: { mon: [['09:00', '12:00']], tue: [] } }],
    ['a holiday that is a leap day', { holidays: [{ date: '2028-02-29', name: 'leap day' }] }],
    [
      'an exception on a holiday',
      { holidays: [{ date: '2026-12-24', name: 'jul' }], ...exceptions(['2026-12-24', [['09:00', '12:00']]]) },
    ],
    ['an exception with a name', { exceptions: [{ date: '2026-12-24', open: [], name: 'julafton' }] }],
    [
      'exceptions one after the other',
      exceptions(['2026-03-07', [['20:00', '04:00']]], ['2026-03-08', [['04:00', '08:00']]]),
    ],
  ])('%s', (_name, given) => expect(wrong(given)).toEqual([]));
});

describe('calendar: fields that are missing, unknown or of another kind', () => {
  it.each([
    ['no object', null, [' wrong-type']],
    ['a list', [], [' wrong-type']],
    [
      'nothing in it',
      {},
      ['/zone missing-field', '/weekly missing-field', '/holidays missing-field', '/exceptions missing-field'],
    ],
  ])('%s', (_name, json, expected) =>
    expect(validateCalendar(json).map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(expected),
  );

  it.each([
    ['an unknown field', { closed: true }, ['/closed unknown-field']],
    ['one whose name needs escaping', { 'a/b~c': 1 }, ['/a~1b~0c unknown-field']],
    ['a zone that is none', { zone: 'Europe/Gothenburg' }, ['/zone unknown-zone']],
    ['an offset for a zone', { zone: '+02:00' }, ['/zone unknown-zone']],
    ['a zone that is no text', { zone: 60 }, ['/zone wrong-type']],
    ['a week that is a list', { weekly: [] }, ['/weekly wrong-type']],
    ['an unknown weekday', { weekly: { mon: [['09:00', '12:00']], monday: [] } }, ['/weekly/monday unknown-field']],
    ['a weekday that is no list', { weekly: { mon: '09:00-12:00' } }, ['/weekly/mon wrong-type']],
    ['holidays that are no list', { holidays: {} }, ['/holidays wrong-type']],
    ['a holiday that is a date', { holidays: ['2026-12-25'] }, ['/holidays/0 wrong-type']],
    ['a holiday without a name', { holidays: [{ date: '2026-12-25' }] }, ['/holidays/0/name missing-field']],
    [
      'a holiday with an empty name',
      { holidays: [{ date: '2026-12-25', name: ' ' }] },
      ['/holidays/0/name wrong-text'],
    ],
    ['a name with a NUL', { holidays: [{ date: '2026-12-25', name: 'a\0' }] }, ['/holidays/0/name wrong-text']],
    [
      'a name with half a character',
      { holidays: [{ date: '2026-12-25', name: '\ud800' }] },
      ['/holidays/0/name wrong-text'],
    ],
    ['a name that is a number', { holidays: [{ date: '2026-12-25', name: 1 }] }, ['/holidays/0/name wrong-type']],
    [
      'a holiday with hours',
      { holidays: [{ date: '2026-12-25', name: 'jul', open: [] }] },
      ['/holidays/0/open unknown-field'],
    ],
    ['an exception without hours', { exceptions: [{ date: '2026-12-24' }] }, ['/exceptions/0/open missing-field']],
    ['an exception that is null', { exceptions: [null] }, ['/exceptions/0 wrong-type']],
    ['a date that is a number', { exceptions: [{ date: 20261224, open: [] }] }, ['/exceptions/0/date wrong-type']],
  ])('%s', (_name, given, expected) => expect(wrong(given)).toEqual(expected));
});

describe('calendar: dates and times that do not exist', () => {
  it.each([
    ['30 February', { holidays: [{ date: '2026-02-30', name: 'never' }] }, ['/holidays/0/date wrong-date']],
    ['29 February of 2026', exceptions(['2026-02-29', []]), ['/exceptions/0/date wrong-date']],
    ['an hour after midnight', { weekly: { mon: [['09:00', '24:30']] } }, ['/weekly/mon/0/1 wrong-time']],
    ['a start at 24:00', { weekly: { mon: [['24:00', '06:00']] } }, ['/weekly/mon/0/0 wrong-time']],
    ['no leading zero', { weekly: { mon: [['9:00', '12:00']] } }, ['/weekly/mon/0/0 wrong-time']],
    ['both ends', { weekly: { mon: [[9, null]] } }, ['/weekly/mon/0/0 wrong-time', '/weekly/mon/0/1 wrong-time']],
    [
      'an exception that opens at noon',
      exceptions(['2026-12-24', [['noon', '12:00']]]),
      ['/exceptions/0/open/0/0 wrong-time'],
    ],
  ])('%s', (_name, given, expected) => expect(wrong(given)).toEqual(expected));
});

describe('calendar: intervals that are empty or overlap', () => {
  it.each([
    ['an empty one', { mon: [[]] }, ['/weekly/mon/0 wrong-interval']],
    ['one end only', { mon: [['09:00']] }, ['/weekly/mon/0 wrong-interval']],
    ['three ends', { mon: [['09:00', '12:00', '15:00']] }, ['/weekly/mon/0 wrong-interval']],
    [
      'the same twice',
      {
        mon: [
          ['09:00', '12:00'],
          ['09:00', '12:00'],
        ],
      },
      ['/weekly/mon/1 overlapping-intervals'],
    ],
    [
      'by a minute',
      {
        mon: [
          ['11:59', '13:00'],
          ['09:00', '12:00'],
        ],
      },
      ['/weekly/mon/0 overlapping-intervals'],
    ],
    [
      'one within another',
      {
        mon: [
          ['09:00', '17:00'],
          ['12:00', '13:00'],
          ['14:00', '15:00'],
        ],
      },
      ['/weekly/mon/1 overlapping-intervals', '/weekly/mon/2 overlapping-intervals'],
    ],
    [
      'across midnight',
      { mon: [['22:00', '06:00']], tue: [['05:59', '12:00']] },
      ['/weekly/tue/0 overlapping-intervals'],
    ],
    [
      'across the end of the week',
      { sun: [['22:00', '06:00']], mon: [['05:00', '12:00']] },
      ['/weekly/mon/0 overlapping-intervals'],
    ],
    [
      'of no length',
      { mon: [['09:00', '09:00']], tue: [['00:00', '00:00']] },
      ['/weekly/mon/0 empty-interval', '/weekly/tue/0 empty-interval'],
    ],
    [
      'within a night',
      {
        fri: [
          ['22:00', '06:00'],
          ['23:00', '23:30'],
        ],
      },
      ['/weekly/fri/1 overlapping-intervals'],
    ],
    [
      'of a day that is its own neighbour',
      {
        mon: [
          ['10:00', '09:00'],
          ['09:00', '09:30'],
        ],
      },
      [],
    ],
  ])('%s', (_name, week, expected) => expect(weekly(week)).toEqual(expected));

  const nights = { weekly: { mon: [['22:00', '06:00']], wed: [['09:00', '17:00']] } };
  it.each([
    [
      'in an exception',
      exceptions([
        '2026-03-07',
        [
          ['09:00', '12:00'],
          ['11:00', '13:00'],
        ],
      ]),
      ['/exceptions/0/open/1 overlapping-intervals'],
    ],
    [
      'of an exception with the night before',
      { ...nights, ...exceptions(['2026-03-03', [['05:00', '12:00']]]) },
      ['/exceptions/0/open/0 overlapping-intervals'],
    ],
    [
      'of an exception with the morning after',
      { ...nights, ...exceptions(['2026-03-03', [['20:00', '10:00']]]) },
      ['/exceptions/0/open/0 overlapping-intervals'],
    ],
    [
      'of two exceptions',
      exceptions(['2026-03-08', [['03:00', '08:00']]], ['2026-03-07', [['20:00', '04:00']]]),
      ['/exceptions/0/open/0 overlapping-intervals'],
    ],
    [
      'not with a night that a holiday takes away',
      {
        ...nights,
        holidays: [{ date: '2026-03-02', name: 'off' }],
        ...exceptions(['2026-03-03', [['05:00', '12:00']]]),
      },
      [],
    ],
    [
      'not with a night that an exception takes away',
      { ...nights, ...exceptions(['2026-03-02', []], ['2026-03-03', [['05:00', '12:00']]]) },
      [],
    ],
  ])('%s', (_name, given, expected) => expect(wrong(given)).toEqual(expected));
});

describe('calendar: what is there twice, and what is never there', () => {
  const holiday = { date: '2026-12-25', name: 'juldagen' };
  it.each([
    [
      'a holiday',
      { holidays: [holiday, { date: '2026-12-26', name: 'annandag jul' }, holiday] },
      ['/holidays/2/date holiday-twice'],
    ],
    ['an exception', exceptions(['2026-12-24', []], ['2026-12-24', []]), ['/exceptions/1/date exception-twice']],
    ['an opening: no weekday', { weekly: {} }, ['/weekly never-opens']],
    ['an opening: no hours on any', { weekly: { mon: [], sat: [] } }, ['/weekly never-opens']],
    [
      'an opening after the last exception',
      { weekly: {}, ...exceptions(['2026-12-24', [['09:00', '12:00']]]) },
      ['/weekly never-opens'],
    ],
  ])('%s', (_name, given, expected) => expect(wrong(given)).toEqual(expected));
});

describe('calendar: what is said of a problem', () => {
  it('is a sentence, and which field it is about', () => {
    const [found] = validateCalendar({
      ...officeCalendar(),
      weekly: { mon: [['22:00', '06:00']], tue: [['05:00', '12:00']] },
    });
    expect(found).toEqual({
      pointer: '/weekly/tue/0',
      code: 'overlapping-intervals',
      message: 'The interval begins before another one has ended: no time is counted twice. (with /weekly/mon/0)',
    });
  });

  it.each(Object.entries(fieldProblems))('%s tells what to do', (_code, sentence) => {
    expect(sentence).toMatch(/^[A-Z].*[.?]$/);
  });
});
