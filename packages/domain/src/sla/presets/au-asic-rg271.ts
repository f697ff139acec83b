import { type Holiday } from '../../calendar/calendar';
import { type Preset } from './preset';
import { officeHours } from './weekdays';

const CALENDAR = 'australia-sydney';

/**
 * Those that fall on a weekday and are kept in every state and territory, and the Mondays after Anzac Day, which New South Wales
 * keeps by its Public Holidays Amendment (Anzac Day) Order 2026; add those of the place, as RG 271 has it.
 */
const HOLIDAYS: readonly Holiday[] = [
  { date: '2026-01-01', name: 'New Year’s Day' },
  { date: '2026-01-26', name: 'Australia Day' },
  { date: '2026-04-03', name: 'Good Friday' },
  { date: '2026-04-06', name: 'Easter Monday' },
  { date: '2026-04-27', name: 'Anzac Day (additional day)' },
  { date: '2026-12-25', name: 'Christmas Day' },
  { date: '2026-12-28', name: 'Boxing Day (additional day)' },
  { date: '2027-01-01', name: 'New Year’s Day' },
  { date: '2027-01-26', name: 'Australia Day' },
  { date: '2027-03-26', name: 'Good Friday' },
  { date: '2027-03-29', name: 'Easter Monday' },
  { date: '2027-04-26', name: 'Anzac Day (additional day)' },
  { date: '2027-12-27', name: 'Christmas Day (additional day)' },
  { date: '2027-12-28', name: 'Boxing Day (additional day)' },
];

/**
 * RG 271.51: acknowledged within 24 hours (or one business day) of receipt, or as soon as practicable: the later of the two.
 * RG 271.56: an IDR response no later than 30 calendar days after receipt. Other times, as for superannuation, are targets
 * to add with a `when` on the product.
 */
export const auAsicRg271: Preset = {
  name: 'au-asic-rg271',
  title: 'Australia: ASIC Regulatory Guide 271',
  source: 'ASIC RG 271 Internal dispute resolution, RG 271.51 and RG 271.56',
  notes: [
    'The guide expects an acknowledgement within 24 hours, or one business day, or as soon as practicable: the later of the two is promised.',
    'Thirty calendar days are the standard. Superannuation and traditional trustees have 45 days and credit hardship 21: add targets with a `when` on your own product or category.',
    'Holidays are those kept in every state and territory in 2026 and 2027, and the Mondays after Anzac Day that New South Wales keeps in these years. Add the others of the place, such as the King’s Birthday.',
    'The guide has no time for reopening: 90 days are ours.',
  ],
  policies: [
    {
      name: 'au-asic-rg271',
      priority: 200,
      when: {},
      targets: [
        {
          metric: 'acknowledgement',
          kind: 'promise',
          duration: {
            laterOf: [
              { n: 24, unit: 'hours', counting: 'elapsed' },
              { n: 1, unit: 'businessDays' },
            ],
          },
          calendar: CALENDAR,
          pauses: [],
          atRisk: 0.5,
        },
        {
          metric: 'final-response',
          kind: 'promise',
          duration: { n: 30, unit: 'days' },
          calendar: CALENDAR,
          pauses: [],
          atRisk: 0.75,
        },
      ],
      // Ours: the guide has no figure.
      reopenWindow: 90,
    },
  ],
  calendars: { [CALENDAR]: officeHours('Australia/Sydney', HOLIDAYS) },
};
