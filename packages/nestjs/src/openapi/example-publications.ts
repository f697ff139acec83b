import { type Actor, type Calendar, DEFAULT_CALENDAR_NAME, type Policy } from '@redress/domain';
import { type CatalogKind } from '../catalog/catalog-kind';
import { type PublicationView, type VersionView } from '../catalog/publication-view';
import { type Example } from '../http/route';

const policy: Policy = {
  name: 'lifts',
  priority: 100,
  when: { product: 'lifts', severity: ['high', 'critical'] },
  targets: [
    {
      metric: 'acknowledgement',
      kind: 'promise',
      duration: { n: 4, unit: 'hours' },
      calendar: DEFAULT_CALENDAR_NAME,
      pauses: [],
      atRisk: 0.75,
    },
    {
      metric: 'final-response',
      kind: 'promise',
      duration: { n: 5, unit: 'businessDays' },
      calendar: DEFAULT_CALENDAR_NAME,
      pauses: ['complainant'],
      holding: { until: { n: 15, unit: 'businessDays' } },
      atRisk: 0.75,
      escalate: [{ at: 0.9, level: 2, addressee: 'Facility management' }],
    },
  ],
  reopenWindow: 30,
};

const weekday: Calendar['weekly']['mon'] = [
  ['08:30', '12:00'],
  ['13:00', '17:00'],
];

const calendar: Calendar = {
  zone: 'Europe/Stockholm',
  weekly: { mon: weekday, tue: weekday, wed: weekday, thu: weekday, fri: weekday },
  holidays: [{ date: '2026-06-19', name: 'Midsommarafton' }],
  exceptions: [{ date: '2026-12-23', open: [['08:30', '12:00']], name: 'Half day' }],
};

const ADMIN: Actor = { id: 'ada', kind: 'person', role: 'admin', via: 'ada' };

export function exampleVersion(kind: CatalogKind): VersionView {
  const published = { version: 1, publishedAt: '2026-03-02T09:00:00.000Z', publishedBy: ADMIN };
  return kind.name === 'policy'
    ? { name: policy.name, ...published, policy }
    : { name: 'stockholm', ...published, calendar };
}

export function examplePublication(kind: CatalogKind): PublicationView {
  return { ...exampleVersion(kind), retired: false, retiredAt: null };
}

/** What is sent; the name stands in the path. */
export function exampleRequests(kind: CatalogKind): Readonly<Record<string, Example>> {
  if (kind.name === 'calendar') {
    const round = Object.fromEntries(
      ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['00:00', '24:00']]]),
    );
    return {
      office: { summary: 'Split days, with a holiday and a half day', value: calendar },
      roundTheClock: {
        summary: 'Never closed',
        value: { zone: 'UTC', weekly: round, holidays: [], exceptions: [] },
      },
    };
  }
  const { name: _name, ...nameless } = policy;
  const elapsed = {
    metric: 'acknowledgement',
    kind: 'promise',
    duration: {
      laterOf: [
        { n: 24, unit: 'hours', counting: 'elapsed' },
        { n: 1, unit: 'businessDays' },
      ],
    },
    calendar: { name: DEFAULT_CALENDAR_NAME, version: 1 },
    pauses: [],
  };
  return {
    desk: { summary: 'For some cases of one desk', value: nameless },
    latest: {
      summary: 'The later of two, on one version of a calendar',
      value: { priority: 500, when: {}, targets: [elapsed], reopenWindow: 30 },
    },
  };
}
