import { type Calendar, type OpenInterval } from '../../calendar/calendar';
import { type Preset } from './preset';

const CALENDAR = 'social-desk';

const weekday: readonly OpenInterval[] = [['08:00', '22:00']];
const weekend: readonly OpenInterval[] = [['10:00', '18:00']];

/** Nobody is left hanging over a weekend: it is covered, with shorter hours, set beforehand and the same every time. */
const calendar: Calendar = {
  zone: 'UTC',
  weekly: { mon: weekday, tue: weekday, wed: weekday, thu: weekday, fri: weekday, sat: weekend, sun: weekend },
  holidays: [],
  exceptions: [],
};

/** In public an hour is long. The figures are ours. */
export const socialMediaDesk: Preset = {
  name: 'social-media-desk',
  title: 'A social-media desk with weekend cover',
  source: 'Ours: minutes and hours of working time, seven days a week',
  notes: [
    'It matches the channels `social` and `chat` alone.',
    'The weekend is covered with shorter hours. The calendar is in UTC: publish it in your zone.',
  ],
  policies: [
    {
      name: 'social-media-desk',
      priority: 100,
      when: { channel: ['social', 'chat'] },
      targets: [
        {
          metric: 'acknowledgement',
          kind: 'promise',
          duration: { n: 30, unit: 'minutes' },
          calendar: CALENDAR,
          pauses: [],
          atRisk: 0.5,
        },
        {
          metric: 'next-reply',
          kind: 'promise',
          duration: { n: 60, unit: 'minutes' },
          calendar: CALENDAR,
          pauses: [],
          atRisk: 0.5,
          escalate: [{ at: 1, level: 2, addressee: 'Duty manager' }],
        },
        {
          metric: 'update',
          kind: 'promise',
          duration: { n: 8, unit: 'hours' },
          calendar: CALENDAR,
          pauses: ['complainant'],
          atRisk: 0.75,
        },
        {
          metric: 'final-response',
          kind: 'promise',
          duration: { n: 24, unit: 'hours' },
          calendar: CALENDAR,
          pauses: ['complainant'],
          holding: { until: { n: 72, unit: 'hours' } },
          atRisk: 0.75,
        },
        {
          metric: 'follow-up',
          kind: 'promise',
          duration: { n: 2, unit: 'businessDays' },
          calendar: CALENDAR,
          pauses: [],
        },
      ],
      reopenWindow: 30,
    },
  ],
  calendars: { [CALENDAR]: calendar },
};
