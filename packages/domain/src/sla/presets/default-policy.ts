import { type Calendar } from '../../calendar/calendar';
import { type Policy } from '../policy';
import { officeHours } from './weekdays';

export const DEFAULT_CALENDAR_NAME = 'office-hours';

/** Published at the first start: Monday to Friday from nine to five, without holidays, which nobody can guess. */
export function defaultCalendar(zone = 'UTC'): Calendar {
  return officeHours(zone);
}

/**
 * Published at the first start, so that no case is without a clock. It matches every case and yields to every other policy.
 * The figures are ours: two business days until a person has a name, ten between two signs of life, four weeks to an answer.
 */
export const defaultPolicy: Policy = {
  name: 'default',
  // The last of all: a policy that somebody writes has a lower number.
  priority: 1_000_000,
  when: {},
  targets: [
    {
      metric: 'acknowledgement',
      kind: 'promise',
      duration: { n: 2, unit: 'businessDays' },
      calendar: DEFAULT_CALENDAR_NAME,
      pauses: [],
      atRisk: 0.75,
    },
    {
      metric: 'next-reply',
      kind: 'promise',
      duration: { n: 3, unit: 'businessDays' },
      calendar: DEFAULT_CALENDAR_NAME,
      pauses: [],
      atRisk: 0.75,
    },
    {
      metric: 'update',
      kind: 'promise',
      duration: { n: 10, unit: 'businessDays' },
      calendar: DEFAULT_CALENDAR_NAME,
      pauses: ['complainant'],
      atRisk: 0.75,
    },
    {
      metric: 'final-response',
      kind: 'promise',
      duration: { n: 20, unit: 'businessDays' },
      calendar: DEFAULT_CALENDAR_NAME,
      pauses: ['complainant'],
      holding: { until: { n: 40, unit: 'businessDays' } },
      atRisk: 0.75,
    },
    {
      metric: 'follow-up',
      kind: 'promise',
      duration: { n: 10, unit: 'businessDays' },
      calendar: DEFAULT_CALENDAR_NAME,
      pauses: [],
      atRisk: 0.75,
    },
    {
      metric: 'resolution',
      kind: 'milestone',
      duration: { n: 40, unit: 'businessDays' },
      calendar: DEFAULT_CALENDAR_NAME,
      pauses: ['complainant'],
    },
  ],
  reopenWindow: 30,
};
