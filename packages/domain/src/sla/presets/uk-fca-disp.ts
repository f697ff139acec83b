import { type Holiday } from '../../calendar/calendar';
import { type Policy, type Target } from '../policy';
import { type Preset } from './preset';
import { officeHours } from './weekdays';

const CALENDAR = 'england-and-wales';

/**
 * Bank holidays in England and Wales, with substitute days, from https://www.gov.uk/bank-holidays. Further years come with
 * the next version of the calendar.
 */
const BANK_HOLIDAYS: readonly Holiday[] = [
  { date: '2026-01-01', name: 'New Year’s Day' },
  { date: '2026-04-03', name: 'Good Friday' },
  { date: '2026-04-06', name: 'Easter Monday' },
  { date: '2026-05-04', name: 'Early May bank holiday' },
  { date: '2026-05-25', name: 'Spring bank holiday' },
  { date: '2026-08-31', name: 'Summer bank holiday' },
  { date: '2026-12-25', name: 'Christmas Day' },
  { date: '2026-12-28', name: 'Boxing Day (substitute day)' },
  { date: '2027-01-01', name: 'New Year’s Day' },
  { date: '2027-03-26', name: 'Good Friday' },
  { date: '2027-03-29', name: 'Easter Monday' },
  { date: '2027-05-03', name: 'Early May bank holiday' },
  { date: '2027-05-31', name: 'Spring bank holiday' },
  { date: '2027-08-30', name: 'Summer bank holiday' },
  { date: '2027-12-27', name: 'Christmas Day (substitute day)' },
  { date: '2027-12-28', name: 'Boxing Day (substitute day)' },
];

/**
 * DISP 1.6.1 R (1): a prompt written acknowledgement. The rule has no figure; what is settled by the close of the third
 * business day needs none (DISP 1.5), so by then there is one or the other.
 */
const acknowledgement: Target = {
  metric: 'acknowledgement',
  kind: 'promise',
  duration: { n: 3, unit: 'businessDays' },
  calendar: CALENDAR,
  pauses: [],
  atRisk: 0.66,
};

/** DISP 1.6.1 R (2): kept informed of progress. The rule has no figure; ours is four weeks. */
const update: Target = {
  metric: 'update',
  kind: 'promise',
  duration: { n: 4, unit: 'weeks' },
  calendar: CALENDAR,
  pauses: [],
};

/** DISP 1.5.1 R: resolved by close of business on the third business day following the day of receipt. To miss it breaks no rule. */
const summaryResolution: Target = {
  metric: 'resolution',
  kind: 'milestone',
  duration: { n: 3, unit: 'businessDays' },
  calendar: CALENDAR,
  pauses: [],
};

/** DISP 1.6.2 R: by the end of eight weeks after receipt. Nothing in the rule stops the time. */
const eightWeeks: Target = {
  metric: 'final-response',
  kind: 'promise',
  duration: { n: 8, unit: 'weeks' },
  calendar: CALENDAR,
  pauses: [],
  atRisk: 0.75,
};

/** DISP 1.6.2A R: 15 business days; in exceptional circumstances, after a holding response, 35 business days, both from receipt. */
const paymentServices: Target = {
  ...eightWeeks,
  duration: { n: 15, unit: 'businessDays' },
  holding: { until: { n: 35, unit: 'businessDays' } },
};

const general: Policy = {
  name: 'uk-fca-disp',
  priority: 200,
  when: {},
  targets: [acknowledgement, update, summaryResolution, eightWeeks],
  reopenWindow: 182,
};

const payments: Policy = {
  ...general,
  name: 'uk-fca-disp-payments',
  priority: 100,
  // EMD and PSD complaints; the products as this installation names them.
  when: { product: ['payment-services', 'e-money'] },
  targets: [acknowledgement, update, summaryResolution, paymentServices],
};

/** Six months (182 days), as long as the Ombudsman can be asked after a final response (DISP 2.8.2 R), a case may be taken up again. */
export const ukFcaDisp: Preset = {
  name: 'uk-fca-disp',
  title: 'United Kingdom: FCA Handbook, DISP 1',
  source: 'FCA Handbook DISP 1.5.1 R, 1.6.1 R, 1.6.2 R, 1.6.2A R, https://handbook.fca.org.uk/handbook/disp1/disp1s6',
  notes: [
    'The rules give no figure for the prompt acknowledgement (DISP 1.6.1 R (1)) nor for keeping the complainant informed (1.6.1 R (2)): three business days and four weeks are ours.',
    'The acknowledgement also has to say within what time a response will come (DISP 1.6.1 R (1) (b), as the Handbook stood on 1 June 2026).',
    'The eight weeks are kept by a final response alone. A written response that explains the delay and names the Ombudsman (DISP 1.6.2 R (2)) satisfies the rule as well; here the promise then stands as broken.',
    'The third business day is a milestone: to miss it breaks no rule, but the complaint then falls under the time limits of DISP 1.6.',
    'Complaints about payment services and electronic money are told by their product, `payment-services` or `e-money`: use the names of your own desk.',
    'A case can be reopened for 182 days, as long as the Ombudsman can be asked after a final response (DISP 2.8.2 R).',
    'Bank holidays are those of England and Wales for 2026 and 2027.',
  ],
  policies: [payments, general],
  calendars: { [CALENDAR]: officeHours('Europe/London', BANK_HOLIDAYS) },
};
