import { Comparing, type SimulationResult } from '@redress/application';
import { DEFAULT_CALENDAR_NAME, defaultCalendar, defaultPolicy } from '@redress/domain';
import { type Example } from '../http/route';
import { exampleHistory } from './example-cases';
import { EXAMPLE_CASE_ID } from './example-ids';

const AT = '2026-03-06T09:00:00.000Z';

/** What the first of the requests below comes to where the only case is the one of the examples. */
export function exampleSimulation(): SimulationResult {
  const { clocks } = exampleHistory('answered').state.clocks;
  const comparing = new Comparing(Date.parse(AT));
  comparing.add(EXAMPLE_CASE_ID, clocks, clocks);
  return { at: AT, uncounted: 0, ...comparing.result() };
}

export const simulationExamples: Readonly<Record<string, Example>> = {
  version: {
    summary: 'Another version of a policy',
    value: {
      from: '2026-01-01T00:00:00Z',
      to: '2026-04-01T00:00:00Z',
      policies: [{ name: defaultPolicy.name, version: 1 }],
    },
  },
  policy: {
    summary: 'A policy that is not published',
    value: {
      policies: [
        {
          name: 'faster',
          priority: 1,
          when: {},
          targets: [
            {
              metric: 'final-response',
              kind: 'promise',
              duration: { n: 10, unit: 'businessDays' },
              calendar: DEFAULT_CALENDAR_NAME,
              pauses: ['complainant'],
            },
          ],
          reopenWindow: 30,
        },
      ],
    },
  },
  calendar: {
    summary: 'The same promises with a holiday more',
    value: {
      calendars: {
        [DEFAULT_CALENDAR_NAME]: { ...defaultCalendar(), holidays: [{ date: '2026-03-03', name: 'Town fair' }] },
      },
    },
  },
};
