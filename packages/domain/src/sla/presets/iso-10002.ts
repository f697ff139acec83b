import { type Policy } from '../policy';
import { type Preset } from './preset';
import { officeHours } from './weekdays';

const CALENDAR = 'iso-10002-office';

/**
 * ISO 10002 asks for a prompt acknowledgement, for the progress to be told on request and at regular intervals, for a
 * decision as soon as it is taken, and for a follow-up, but has no figures: all of these are ours. What is severe goes faster.
 */
const policy: Policy = {
  name: 'iso-10002',
  priority: 300,
  when: {},
  targets: [
    {
      metric: 'acknowledgement',
      kind: 'promise',
      duration: { n: 1, unit: 'hours', counting: 'working' },
      calendar: CALENDAR,
      pauses: [],
      atRisk: 0.5,
      when: { severity: 'critical' },
    },
    {
      metric: 'acknowledgement',
      kind: 'promise',
      duration: { n: 1, unit: 'businessDays' },
      calendar: CALENDAR,
      pauses: [],
      atRisk: 0.5,
    },
    {
      metric: 'update',
      kind: 'promise',
      duration: { n: 5, unit: 'businessDays' },
      calendar: CALENDAR,
      pauses: ['complainant'],
      atRisk: 0.75,
    },
    {
      metric: 'next-reply',
      kind: 'promise',
      duration: { n: 2, unit: 'businessDays' },
      calendar: CALENDAR,
      pauses: [],
      atRisk: 0.75,
    },
    {
      metric: 'final-response',
      kind: 'promise',
      duration: { n: 5, unit: 'businessDays' },
      calendar: CALENDAR,
      pauses: ['complainant'],
      holding: { until: { n: 20, unit: 'businessDays' } },
      atRisk: 0.75,
      escalate: [{ at: 0.75, level: 2, addressee: 'Head of complaints' }],
      when: { severity: ['high', 'critical'] },
    },
    {
      metric: 'final-response',
      kind: 'promise',
      duration: { n: 15, unit: 'businessDays' },
      calendar: CALENDAR,
      pauses: ['complainant'],
      holding: { until: { n: 30, unit: 'businessDays' } },
      atRisk: 0.75,
    },
    {
      metric: 'follow-up',
      kind: 'promise',
      duration: { n: 10, unit: 'businessDays' },
      calendar: CALENDAR,
      pauses: [],
      atRisk: 0.75,
    },
  ],
  reopenWindow: 90,
};

export const iso10002: Preset = {
  name: 'iso-10002',
  title: 'In the manner of ISO 10002',
  source: 'ISO 10002:2018, clause 7 (operation of the process); the figures are ours, for the standard has none',
  notes: [
    'The standard asks for a prompt acknowledgement, for progress to be told, for a decision as soon as it is taken and for a follow-up. It has no figures: all of them are ours.',
    'The calendar is in UTC and without holidays: publish it with those of your place.',
  ],
  policies: [policy],
  calendars: { [CALENDAR]: officeHours('UTC') },
};
