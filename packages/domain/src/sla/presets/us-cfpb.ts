import { type Preset } from './preset';
import { officeHours } from './weekdays';

const CALENDAR = 'us-eastern';

/**
 * A response within 15 calendar days of when the complaint was sent to the company; one that says "in progress" gives until
 * day 60, counted from the same day. Calendar days know no holidays; the zone says where a day ends.
 */
export const usCfpb: Preset = {
  name: 'us-cfpb',
  title: 'United States: complaints sent by the Consumer Financial Protection Bureau',
  source: 'CFPB Company Portal Manual, section 8.1 "Providing a timely response"; 12 U.S.C. 5534(b)',
  notes: [
    'Days are counted from when the complaint was sent to the company, so a case is to be recorded with that instant as `occurredAt`.',
    'A response "in progress" is a holding response: the final one is then due by day 60, counted from the same day.',
    'Calendar days know no holidays; the zone says where a day ends, and is New York here.',
    'A case can be reopened for 60 days, in which the consumer can give feedback about the response.',
  ],
  policies: [
    {
      name: 'us-cfpb',
      priority: 200,
      when: {},
      targets: [
        {
          metric: 'final-response',
          kind: 'promise',
          duration: { n: 15, unit: 'days' },
          calendar: CALENDAR,
          pauses: [],
          holding: { until: { n: 60, unit: 'days' } },
          atRisk: 0.66,
        },
      ],
      // The consumer has 60 days to give feedback about the response.
      reopenWindow: 60,
    },
  ],
  calendars: { [CALENDAR]: officeHours('America/New_York') },
};
