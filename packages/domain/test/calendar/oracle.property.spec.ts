import fc from 'fast-check';
import { addWorkingTime, dueAfterPause, dueAt, prepareCalendar, workingTimeBetween } from '../../src';
import { calendarAndInstant, countable, distance, duration, pausesAfter, skipsADate, workingMs } from './arbitraries';
import { due, dueWithPauses, plusWorkingTime, workingTime } from './oracle';

const given = fc.record({ calendarAndInstant, distance, workingMs, duration });

describe('calendar: an independent oracle agrees to the millisecond', () => {
  it('on 20,000 random calendars, zones and instants', () => {
    fc.assert(
      fc.property(
        given,
        ({ calendarAndInstant: { calendar, at }, distance: away, workingMs: ms, duration: promised }) => {
          const prepared = prepareCalendar(calendar);
          expect([
            workingTimeBetween(prepared, at, at + away),
            addWorkingTime(prepared, at, ms),
            addWorkingTime(prepared, at, -ms),
            dueAt(prepared, at, promised),
          ]).toEqual([
            workingTime(calendar, at, at + away),
            plusWorkingTime(calendar, at, ms),
            plusWorkingTime(calendar, at, -ms),
            due(calendar, at, promised),
          ]);
        },
      ),
      { numRuns: 20_000, seed: 4 },
    );
  });

  it('on 2,000 promises with pauses', () => {
    fc.assert(
      fc.property(calendarAndInstant, countable, pausesAfter, ({ calendar, at }, promised, given) => {
        fc.pre(!skipsADate(calendar.zone, at));
        const pauses = given.map(([wait, length]) => ({ fromMs: at + wait, toMs: at + wait + length }));
        const found = dueAfterPause(prepareCalendar(calendar), at, promised, pauses);
        expect(found).toBe(dueWithPauses(calendar, at, promised, pauses));
      }),
      { numRuns: 2_000, seed: 4 },
    );
  });
});
