import { addWorkingTime, dueAfterPause, explainWorkingTime, prepareCalendar, workingTimeBetween } from '../../src';
import { describeWithData } from '../real-data';
import { dueWithPauses, plusWorkingTime, workingTime } from './oracle';
import { swedishCalendars } from './swedish-calendars';
import { readWaits, type Wait } from './volvo-waits';
import { offsetAt } from './wall-clock';

describeWithData('volvo-incidents-2013.csv.gz', 'calendar: the waits of 7,554 real incidents', (path) => {
  let waits: readonly Wait[];
  beforeAll(() => {
    waits = readWaits(path);
  });

  it('are 5,719, of which 146 cross a change of the clocks', () => {
    const offset = (at: number) => offsetAt('Europe/Stockholm', at);
    expect(waits).toHaveLength(5_719);
    expect(waits.filter(({ from, to }) => offset(from) !== offset(to))).toHaveLength(146);
  });

  it.each(Object.entries(swedishCalendars))('%s: the oracle agrees to the millisecond', (_name, calendar) => {
    const prepared = prepareCalendar(calendar);
    const disagreeing = waits.filter(({ from, to }) => {
      const ms = workingTime(calendar, from, to);
      return !(
        workingTimeBetween(prepared, from, to) === ms &&
        addWorkingTime(prepared, from, ms) === plusWorkingTime(calendar, from, ms) &&
        addWorkingTime(prepared, to, -ms) === plusWorkingTime(calendar, to, -ms)
      );
    });
    expect(disagreeing).toEqual([]);
  });

  it.each(Object.entries(swedishCalendars))('%s: pausing for them is as the oracle counts it', (_name, calendar) => {
    const prepared = prepareCalendar(calendar);
    const duration = { n: 16, unit: 'hours' } as const;
    const disagreeing = waits.filter(({ from, to }) => {
      const pauses = [{ fromMs: from, toMs: to }];
      const start = from - 3_600_000;
      return dueAfterPause(prepared, start, duration, pauses) !== dueWithPauses(calendar, start, duration, pauses);
    });
    expect(disagreeing).toEqual([]);
  });

  it.each(Object.entries(swedishCalendars))('%s: the explanation adds up', (_name, calendar) => {
    const prepared = prepareCalendar(calendar);
    const wrong = waits.filter(({ from, to }) => {
      const { lines } = explainWorkingTime(prepared, from, to);
      const sum = lines.reduce((ms, line) => ms + Date.parse(line.to.at) - Date.parse(line.from.at), 0);
      return sum !== workingTimeBetween(prepared, from, to);
    });
    expect(wrong).toEqual([]);
  });
});
