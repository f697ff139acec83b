import {
  acknowledged,
  answered,
  book,
  came,
  held,
  on,
  policy,
  promised,
  received,
  requested,
  resolved,
  run,
  target,
} from '../../test/sla/clock-runs';
import { type Calendar } from '../calendar/calendar';
import { explainClock, timeCounted, timeUsed } from './explain';
import { type Target } from './policy';

const at = (day: number, time = '09:00:00.000') => `2026-03-${String(day).padStart(2, '0')}T${time}Z`;
const HOUR = 3_600_000;
const office: Calendar = {
  zone: 'UTC',
  weekly: Object.fromEntries((['mon', 'tue', 'wed', 'thu', 'fri'] as const).map((day) => [day, [['09:00', '17:00']]])),
  holidays: [{ date: '2026-03-04', name: 'Founders’ day' }],
  exceptions: [],
};
const calendars = { office };
const final = (given: Partial<Target>) => ({
  promised: promised(policy([target('final-response', 1, { calendar: 'office', pauses: ['complainant'], ...given })])),
  calendars,
});
const explain = (told: ReturnType<typeof run>, asOf: string) =>
  explainClock(told.clocks, 'final-response-1', book(calendars), Date.parse(asOf));

describe('explainClock', () => {
  const twoDays = final({ duration: { n: 16, unit: 'hours' } });
  const paused = [
    on(at(2, '12:00:00.000'), received),
    on(at(3, '10:00:00.000'), requested('a')),
    on(at(5, '10:00:00.000'), came('a')),
  ];

  it('says by which versions it counts, in which zone, and what was promised', () => {
    expect(explain(run(twoDays, ...paused), at(9))).toMatchObject({
      clock: 'final-response-1',
      metric: 'final-response',
      kind: 'promise',
      status: 'running',
      policy: { name: 'desk', version: 1 },
      calendar: { name: 'office', version: 1 },
      zone: 'UTC',
      promised: { n: 16, unit: 'hours' },
      extendedTo: null,
    });
  });

  it('adds up the working time between the pauses to what was promised', () => {
    const { parts, pauses, dueAt } = explain(run(twoDays, ...paused), at(9));
    expect(pauses.map(({ ms }) => ms)).toEqual([48 * HOUR]);
    const [part] = parts;
    if (part?.counts !== 'working-time') throw new Error('It counts working time');
    const lines = part.stretches.flatMap((stretch) => stretch.lines);
    // Five hours of Monday, one of Tuesday, seven of Thursday, three of Friday.
    expect(lines.map(({ date, ms }) => [date, ms / HOUR])).toEqual([
      ['2026-03-02', 5],
      ['2026-03-03', 1],
      ['2026-03-05', 7],
      ['2026-03-06', 3],
    ]);
    expect(lines.reduce((sum, { ms }) => sum + ms, 0)).toBe(16 * HOUR);
    expect(part).toMatchObject({ sumMs: 16 * HOUR, decides: true });
    expect(dueAt.at).toBe(at(6, '12:00:00.000'));
  });

  it('names the holidays that it skipped', () => {
    const [part] = explain(run(twoDays, on(at(2, '12:00:00.000'), received)), at(9)).parts;
    expect(JSON.stringify(part)).toContain('Founders’ day');
  });

  it('counts the business days, without those that closed in a pause', () => {
    const business = final({ duration: { n: 3, unit: 'businessDays' } });
    const [part] = explain(run(business, ...paused), at(9)).parts;
    // Tuesday closed in the pause, Wednesday is a holiday.
    expect(part).toMatchObject({ counts: 'business-days', inPauses: ['2026-03-03'], sum: 3, decides: true });
    if (part?.counts !== 'business-days') throw new Error('It counts business days');
    expect(part.lines.map(({ date }) => date)).toEqual(['2026-03-03', '2026-03-05', '2026-03-06', '2026-03-09']);
  });

  it('adds the day on which it began when that closed in a pause', () => {
    const business = final({ duration: { n: 3, unit: 'businessDays' } });
    const atOnce = [
      on(at(2, '12:00:00.000'), received),
      on(at(2, '13:00:00.000'), requested('a')),
      on(at(3, '10:00:00.000'), came('a')),
    ];
    // As if it had been received on Tuesday: Thursday, Friday and Monday follow.
    const explained = explain(run(business, ...atOnce), at(9));
    expect(explained).toMatchObject({ dueAt: { at: at(9, '17:00:00.000') } });
    expect(explained.parts).toMatchObject([{ inPauses: ['2026-03-02'], sum: 3 }]);
  });

  it('counts days on the wall, with those that began in a pause added', () => {
    const days = final({ duration: { n: 1, unit: 'weeks' } });
    const explained = explain(run(days, ...paused), at(9));
    expect(explained.parts).toMatchObject([
      {
        counts: 'days',
        startDate: '2026-03-02',
        promisedDays: 7,
        pausedDates: ['2026-03-04', '2026-03-05'],
        dueDate: '2026-03-11',
        until: 'end-of-day',
        sum: 9,
      },
    ]);
  });

  it('shows both of two durations, and which one decides', () => {
    const duration = {
      laterOf: [
        { n: 24, unit: 'hours', counting: 'elapsed' },
        { n: 1, unit: 'businessDays' },
      ],
    } as const;
    const explained = explain(run(final({ duration }), on(at(2, '12:00:00.000'), received)), at(9));
    expect(explained.parts).toMatchObject([
      { counts: 'elapsed-time', sumMs: 24 * HOUR, decides: false },
      { counts: 'business-days', sum: 1, decides: true, dueAt: { at: at(3, '17:00:00.000') } },
    ]);
  });

  it('shows what a holding response gave', () => {
    const until = { n: 5, unit: 'businessDays' } as const;
    const holding = final({ duration: { n: 2, unit: 'businessDays' }, holding: { until } });
    const explained = explain(run(holding, on(at(2), received), on(at(3), acknowledged, held)), at(9));
    expect(explained).toMatchObject({ extendedTo: until, dueAt: { at: at(10, '17:00:00.000') } });
    expect(explained.parts.map(({ decides }) => decides)).toEqual([false, true]);
  });

  it('counts what was used until the end, or until the instant asked for', () => {
    expect(explain(run(twoDays, ...paused), at(5, '12:00:00.000')).used).toMatchObject({
      until: { at: at(5, '12:00:00.000') },
      workingMs: 8 * HOUR,
      elapsedMs: 24 * HOUR,
    });
    const met = run(twoDays, ...paused, on(at(6, '10:00:00.000'), acknowledged, answered));
    expect(explain(met, at(30)).used).toMatchObject({ until: { at: at(6, '10:00:00.000') }, workingMs: 14 * HOUR });
    const [first] = met.clocks.clocks;
    expect(timeUsed(first!, met.clocks, book(calendars), 0)).toEqual({ workingMs: 14 * HOUR, elapsedMs: 46 * HOUR });
  });

  it.each<[string, Partial<Target>, number]>([
    ['working hours', { duration: { n: 16, unit: 'hours' } }, 14],
    ['business days', { duration: { n: 3, unit: 'businessDays' } }, 14],
    ['elapsed hours', { duration: { n: 90, unit: 'hours', counting: 'elapsed' } }, 46],
    ['days', { duration: { n: 9, unit: 'days' } }, 46],
    [
      'whichever decides',
      {
        duration: {
          laterOf: [
            { n: 1, unit: 'businessDays' },
            { n: 9, unit: 'days' },
          ],
        },
      },
      46,
    ],
  ])('counts the time as it was promised: %s', (_promise, terms, hours) => {
    const met = run(final(terms), ...paused, on(at(6, '10:00:00.000'), acknowledged, answered));
    const [first] = met.clocks.clocks;
    expect(timeCounted(first!, met.clocks, book(calendars), 0)).toBe(hours * HOUR);
    const { workingMs, elapsedMs } = explain(met, at(30)).used;
    expect(timeUsed(first!, met.clocks, book(calendars), 0)).toEqual({ workingMs, elapsedMs });
  });

  it('counts nothing while the clock stands still', () => {
    const standing = run(twoDays, ...paused.slice(0, 2));
    expect(explain(standing, at(4)).used).toMatchObject({ workingMs: 6 * HOUR, elapsedMs: 22 * HOUR });
  });

  it('says since when it stands still, and when it ended', () => {
    const standing = run(twoDays, ...paused.slice(0, 2));
    expect(explain(standing, at(4))).toMatchObject({ pausedAt: { at: at(3, '10:00:00.000') }, endedAt: null });
    const met = run(twoDays, ...paused, on(at(6, '10:00:00.000'), acknowledged, answered));
    expect(explain(met, at(9))).toMatchObject({ pausedAt: null, endedAt: { at: at(6, '10:00:00.000') } });
  });

  it('adds up to what it came to when it stopped, of one that ended while it stood still', () => {
    const versions = promised(
      policy([
        target('resolution', 16, { calendar: 'office', duration: { n: 16, unit: 'hours' }, pauses: ['complainant'] }),
      ]),
    );
    const ended = run({ promised: versions, calendars }, ...paused.slice(0, 2), on(at(9), resolved));
    const explained = explainClock(ended.clocks, 'resolution-1', book(calendars), Date.parse(at(12)));
    expect(explained).toMatchObject({
      status: 'met',
      pausedAt: { at: at(3, '10:00:00.000') },
      endedAt: { at: at(9) },
      // Five hours of Monday, eight of Tuesday, three of Thursday.
      dueAt: { at: at(5, '12:00:00.000') },
      pauses: [],
      parts: [{ sumMs: 16 * HOUR, dueAt: { at: at(5, '12:00:00.000') } }],
      used: { workingMs: 6 * HOUR },
    });
  });

  it('knows no other clock', () => {
    expect(() => explainClock(run(twoDays, ...paused).clocks, 'update-1', book(calendars), 0)).toThrow(
      'The case has no clock update-1.',
    );
  });
});

describe('a promise whose time is up at the very instant at which a pause begins', () => {
  it('is due as the pause ends, and its lines end there', () => {
    const made = { promised: promised(policy([target('final-response', 24, { pauses: ['complainant'] })])) };
    const { clocks } = run(made, on(at(2), received), on(at(3), requested('a')), on(at(4), came('a')));
    const { dueAt, parts } = explainClock(clocks, 'final-response-1', book(), Date.parse(at(4)));
    expect(dueAt.at).toBe(at(4));
    const [part] = parts;
    if (part?.counts !== 'elapsed-time') throw new Error('It was promised in elapsed time');
    expect(part.lines.map(({ from, to, ms }) => [from.at, to.at, ms])).toEqual([
      [at(2), at(3), 24 * HOUR],
      [at(4), at(4), 0],
    ]);
  });
});
