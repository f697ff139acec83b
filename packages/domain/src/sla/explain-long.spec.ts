import { book, on, policy, promised, received, run, target } from '../../test/sla/clock-runs';
import { type Calendar } from '../calendar/calendar';
import { type Duration } from '../calendar/duration';
import { type WorkingTimeExplanation } from '../calendar/explain-working-time';
import { type ClockWait } from './clock-state';
import { explainClock } from './explain';
import { type ClockExplanation } from './explanation';

jest.setTimeout(60_000);

const DAY = 24 * 3_600_000;
const LARGEST = 512 * 1024;
const office: Calendar = {
  zone: 'UTC',
  weekly: Object.fromEntries((['mon', 'tue', 'wed', 'thu', 'fri'] as const).map((day) => [day, [['09:00', '17:00']]])),
  holidays: [],
  exceptions: [],
};
const at = (days: number, from = '2026-03-02T09:00:00.000Z'): string =>
  new Date(Date.parse(from) + days * DAY).toISOString();

function explained(duration: Duration, asOf: string, start: string, waits = 0): ClockExplanation {
  const final = target('final-response', 1, { calendar: 'office', pauses: ['complainant'], duration });
  const { clocks } = run({ promised: promised(policy([final])), calendars: { office } }, on(start, received));
  const standing = Array.from({ length: waits }, (_, n): ClockWait => {
    return { requestId: `w${n}`, from: 'complainant', since: at(2 * n + 1, start), until: at(2 * n + 1.5, start) };
  });
  return explainClock({ ...clocks, waits: standing }, 'final-response-1', book({ office }), Date.parse(asOf));
}

function addedUp({ lines, omitted }: Pick<WorkingTimeExplanation, 'lines' | 'omitted'>): number {
  return lines.reduce((sum, { ms }) => sum + ms, omitted?.ms ?? 0);
}

function assertAddsUp({ used }: ClockExplanation): void {
  for (const stretch of used.working) {
    expect(addedUp(stretch)).toBe(stretch.totalMs);
    expect(stretch.lines.at(-1)?.sumMs ?? 0).toBe(stretch.totalMs);
  }
  expect(used.working.reduce((sum, { totalMs }) => sum + totalMs, used.omitted?.ms ?? 0)).toBe(used.workingMs);
}

const size = (explanation: ClockExplanation): number => JSON.stringify(explanation).length;

describe('the explanation of a clock that ran for 2,000 years', () => {
  const start = '0026-03-02T09:00:00.000Z';

  it('shows the first and the last lines, says what the others come to, and adds up', () => {
    const explanation = explained({ n: 16, unit: 'hours' }, at(0), start);
    assertAddsUp(explanation);
    const [working] = explanation.used.working;
    expect(working?.lines).toHaveLength(400);
    expect(working?.omitted?.count).toBeGreaterThan(500_000);
    expect(working?.lines[199]?.date.slice(0, 4)).toBe('0026');
    expect(working?.lines[200]?.date.slice(0, 4)).toBe('2025');
    expect(size(explanation)).toBeLessThan(LARGEST);
  });
});

describe('the explanation of a clock that stood still five hundred times', () => {
  const start = '2026-03-02T09:00:00.000Z';

  it.each<[string, Duration]>([
    ['working time', { n: 4_000, unit: 'hours' }],
    ['elapsed time', { n: 40_000, unit: 'hours', counting: 'elapsed' }],
    ['business days', { n: 900, unit: 'businessDays' }],
    ['days', { n: 900, unit: 'days' }],
  ])('is no longer than another one, and adds up: %s', (_counts, duration) => {
    const explanation = explained(duration, at(2_500), start, 500);
    assertAddsUp(explanation);
    expect(size(explanation)).toBeLessThan(LARGEST);
    expect(explanation.pauses).toHaveLength(400);
    const pausedMs = explanation.pauses.reduce((sum, { ms }) => sum + ms, explanation.pausesOmitted?.ms ?? 0);
    expect(pausedMs).toBe(250 * DAY);
    const [part] = explanation.parts;
    switch (part?.counts) {
      case 'working-time':
        expect(part.stretches.reduce((sum, { totalMs }) => sum + totalMs, part.omitted?.ms ?? 0)).toBe(part.sumMs);
        return expect(part.sumMs).toBe(4_000 * 3_600_000);
      case 'elapsed-time':
        expect(part.lines.reduce((sum, { ms }) => sum + ms, part.omitted?.ms ?? 0)).toBe(part.sumMs);
        return expect(part.sumMs).toBe(40_000 * 3_600_000);
      case 'business-days':
        expect(part.lines.length + part.linesOmitted - part.inPauses.length - part.inPausesOmitted).toBe(part.sum);
        return expect(part.sum).toBe(900);
      case 'days':
        return expect(part.promisedDays + part.pausedDates.length + part.pausedDatesOmitted).toBe(part.sum);
    }
  });
});
