import fc from 'fast-check';
import {
  calendarAndInstant,
  distance,
  duration,
  pausesAfter,
  weekOfAnyHours,
  workingMs,
} from '../../test/calendar/arbitraries';
import { officeCalendar } from '../testing';
import { WEEKDAYS } from './calendar';
import { dueAfterPause, dueAt } from './due-at';
import { explainBusinessDays } from './explain-business-days';
import { explainWorkingTime } from './explain-working-time';
import { parseHours } from './hours';
import { isOpenAt, nextOpening } from './opening-times';
import { prepareCalendar } from './prepare-calendar';
import { validateCalendar } from './validate-calendar';
import { validateDuration } from './validate-duration';
import { addWorkingTime, workingTimeBetween } from './working-time';

const prepared = calendarAndInstant.map(({ calendar, at }) => ({ calendar: prepareCalendar(calendar), at }));
const runs = { numRuns: 400, seed: 4 };

describe('calendar: adding and measuring working time', () => {
  it('adding, then measuring gives back the duration; a millisecond earlier it had not passed', () => {
    fc.assert(
      fc.property(prepared, workingMs, ({ calendar, at }, ms) => {
        const end = addWorkingTime(calendar, at, ms);
        expect(workingTimeBetween(calendar, at, end)).toBe(ms);
        expect(workingTimeBetween(calendar, at, end - 1)).toBe(ms - 1);
        const start = addWorkingTime(calendar, at, -ms);
        expect(workingTimeBetween(calendar, start, at)).toBe(ms);
        expect(workingTimeBetween(calendar, start + 1, at)).toBe(ms - 1);
      }),
      runs,
    );
  });

  it('adding twice is adding the sum, and measuring in two parts measures the whole', () => {
    fc.assert(
      fc.property(prepared, workingMs, workingMs, distance, ({ calendar, at }, first, second, away) => {
        const between = addWorkingTime(calendar, at, first);
        expect(addWorkingTime(calendar, between, second)).toBe(addWorkingTime(calendar, at, first + second));
        const parts = workingTimeBetween(calendar, at, between) + workingTimeBetween(calendar, between, at + away);
        expect(parts).toBe(workingTimeBetween(calendar, at, at + away));
      }),
      runs,
    );
  });

  it('who begins later, or has more to do, ends no earlier', () => {
    fc.assert(
      fc.property(prepared, workingMs, workingMs, distance, ({ calendar, at }, ms, more, away) => {
        const end = addWorkingTime(calendar, at, ms);
        expect(addWorkingTime(calendar, at + Math.abs(away), ms)).toBeGreaterThanOrEqual(end);
        expect(addWorkingTime(calendar, at, ms + more)).toBeGreaterThanOrEqual(end + more);
      }),
      runs,
    );
  });

  it('adding, then taking away comes back to where it began, or to where work began after that', () => {
    fc.assert(
      fc.property(prepared, workingMs, ({ calendar, at }, ms) => {
        expect(addWorkingTime(calendar, addWorkingTime(calendar, at, ms), -ms)).toBe(nextOpening(calendar, at));
      }),
      runs,
    );
  });

  it('a millisecond counts exactly when it is open', () => {
    fc.assert(
      fc.property(prepared, distance, ({ calendar, at }, away) => {
        const open = isOpenAt(calendar, at + away);
        expect(workingTimeBetween(calendar, at + away, at + away + 1)).toBe(open ? 1 : 0);
        const next = nextOpening(calendar, at + away);
        expect(isOpenAt(calendar, next)).toBe(true);
        expect(workingTimeBetween(calendar, at + away, next)).toBe(0);
      }),
      runs,
    );
  });
});

describe('calendar: explaining', () => {
  it('the lines, added up from their own instants, give the working time', () => {
    fc.assert(
      fc.property(prepared, distance, ({ calendar, at }, away) => {
        const [from, to] = [Math.min(at, at + away), Math.max(at, at + away)];
        const { lines, totalMs } = explainWorkingTime(calendar, from, to);
        const sum = lines.reduce((ms, line) => ms + Date.parse(line.to.at) - Date.parse(line.from.at), 0);
        expect([sum, totalMs, lines.at(-1)?.sumMs ?? 0]).toEqual(Array(3).fill(workingTimeBetween(calendar, from, to)));
      }),
      runs,
    );
  });

  it('the business days, counted from their own lines, are as many as were promised', () => {
    fc.assert(
      fc.property(prepared, fc.integer({ min: 1, max: 40 }), ({ calendar, at }, n) => {
        const due = dueAt(calendar, at, { n, unit: 'businessDays' });
        const last = explainBusinessDays(calendar, at, due).lines.at(-1);
        expect(last).toMatchObject({ n, closes: { at: new Date(due).toISOString() } });
      }),
      runs,
    );
  });
});

describe('calendar: pausing', () => {
  it('and resuming at once changes nothing', () => {
    fc.assert(
      fc.property(prepared, duration, distance, ({ calendar, at }, promised, away) => {
        const pause = { fromMs: at + away, toMs: at + away };
        expect(dueAfterPause(calendar, at, promised, [pause])).toBe(dueAt(calendar, at, promised));
      }),
      runs,
    );
  });

  it('never makes a promise due earlier, in whatever order the pauses are told or cut in two', () => {
    fc.assert(
      fc.property(prepared, duration, pausesAfter, fc.nat(), ({ calendar, at }, promised, given, cut) => {
        const pauses = given.map(([wait, length]) => ({ fromMs: at + wait, toMs: at + wait + length }));
        const due = dueAfterPause(calendar, at, promised, pauses);
        expect(due).toBeGreaterThanOrEqual(dueAt(calendar, at, promised));
        const pieces = pauses.flatMap(({ fromMs, toMs }) => {
          const middle = fromMs + (cut % (toMs - fromMs + 1));
          return [
            { fromMs: middle, toMs },
            { fromMs, toMs: middle },
          ];
        });
        expect(dueAfterPause(calendar, at, promised, pieces)).toBe(due);
      }),
      runs,
    );
  });

  it('keeps the working time: what passed outside the pauses is what was promised', () => {
    fc.assert(
      fc.property(prepared, fc.integer({ min: 1, max: 100 }), pausesAfter, ({ calendar, at }, n, given) => {
        const pauses = given
          .slice(0, 1)
          .map(([wait, length]) => ({ fromMs: at + Math.abs(wait), toMs: at + Math.abs(wait) + length }));
        const due = dueAfterPause(calendar, at, { n, unit: 'hours' }, pauses);
        const paused = pauses
          .filter(({ fromMs }) => fromMs <= due)
          .map(({ fromMs, toMs }) => workingTimeBetween(calendar, fromMs, Math.min(toMs, due)));
        expect(workingTimeBetween(calendar, at, due) - (paused[0] ?? 0)).toBe(n * 3_600_000);
      }),
      runs,
    );
  });
});

describe('calendar: validating', () => {
  it('finds an overlap exactly where a minute of the week is taken twice', () => {
    fc.assert(
      fc.property(weekOfAnyHours, (weekly) => {
        const taken = new Set<number>();
        let twice = false;
        for (const [index, weekday] of WEEKDAYS.entries()) {
          for (const { opens, closes } of (weekly[weekday] ?? []).map((interval) => parseHours(interval)!)) {
            for (let minute = opens; minute < closes; minute++) {
              const ofWeek = (index * 1440 + minute) % (7 * 1440);
              twice ||= taken.has(ofWeek);
              taken.add(ofWeek);
            }
          }
        }
        const codes = new Set(validateCalendar(officeCalendar({ weekly })).map(({ code }) => code));
        expect(codes.has('overlapping-intervals')).toBe(twice);
      }),
      runs,
    );
  });

  it('never throws, and what it lets through can be prepared', () => {
    const anyCalendar = fc.oneof(
      fc.jsonValue(),
      fc.record({ zone: fc.jsonValue(), weekly: fc.jsonValue(), holidays: fc.jsonValue(), exceptions: fc.jsonValue() }),
      fc
        .tuple(fc.constantFrom('zone', 'weekly', 'holidays', 'exceptions'), fc.jsonValue())
        .map(([field, json]) => ({ ...officeCalendar(), [field]: json })),
    );
    fc.assert(
      fc.property(anyCalendar, (json) => {
        if (validateCalendar(json).length === 0) prepareCalendar(json as never);
        expect(Array.isArray(validateDuration(json))).toBe(true);
      }),
      runs,
    );
  });
});
