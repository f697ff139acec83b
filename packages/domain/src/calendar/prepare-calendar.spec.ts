import { officeCalendar } from '../testing';
import { prepareCalendar } from './prepare-calendar';
import { InvalidCalendar } from './problems';

describe('calendar: preparing one', () => {
  it('is refused when something is wrong with it', () => {
    const prepare = () => prepareCalendar(officeCalendar({ weekly: {} }));
    expect(prepare).toThrow(InvalidCalendar);
    expect(prepare).toThrow('/weekly: No weekday has an interval');
  });

  it('adds up a year once, and not before it is asked for', () => {
    const prepared = prepareCalendar(officeCalendar());
    expect(prepared.page(2026)).toBe(prepared.page(2026));
    expect(prepared.pageAt(Date.UTC(2026, 5, 1))).toBe(prepared.page(2026));
    expect(prepared.pageAt(Date.UTC(2027, 0, 1))).toBe(prepared.page(2027));
    expect(prepared.pageAt(Date.UTC(2027, 0, 1) - 1)).toBe(prepared.page(2026));
  });

  it('adds up 8.5 hours of each weekday', () => {
    const { before, opens } = prepareCalendar(officeCalendar()).page(2026);
    expect(opens).toHaveLength(261);
    expect(before.at(-1)).toBe(261 * 8.5 * 3_600_000);
  });
});
