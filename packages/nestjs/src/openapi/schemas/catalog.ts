import {
  CLOCK_KINDS,
  CONDITION_FIELDS,
  COUNTINGS,
  INFORMATION_SOURCES,
  MAX_DURATION,
  MAX_ESCALATION_LEVEL,
  METRICS,
  PUBLICATION_NAME,
  SEVERITIES,
  UNTILS,
  WEEKDAYS,
} from '@redress/domain';
import { type JsonSchema, ref } from '../../validation/json-schema';
import { orNull } from '../../validation/schema-of';
import { boolean, constant, instant, integer, list, object, oneOfWords, page, string } from './shorthand';

/** What is published is told back as it was sent, so nothing else can stand in it. */
const closed = (...given: Parameters<typeof object>): JsonSchema => ({
  ...object(...given),
  additionalProperties: false,
});

const text = (description?: string): JsonSchema =>
  string(description, { minLength: 1, maxLength: 200, pattern: '\\S' });
const name = (description: string): JsonSchema => string(description, { pattern: PUBLICATION_NAME });
const share = (description: string): JsonSchema => ({ type: 'number', minimum: 0, maximum: 1, description });
const upTo = (maximum: number): JsonSchema => ({ type: 'integer', minimum: 1, maximum });
const date = string('In the zone of the calendar.', { format: 'date' });

const anyOf = (value: JsonSchema): JsonSchema => ({
  oneOf: [value, { type: 'array', items: value, minItems: 1, uniqueItems: true }],
});

const two = (field: string, description: string): JsonSchema =>
  closed({ [field]: { type: 'array', items: ref('Duration'), minItems: 2, maxItems: 2 } }, { description });

const simple = (unit: keyof typeof MAX_DURATION, more: Readonly<Record<string, JsonSchema>> = {}): JsonSchema =>
  closed({ n: upTo(MAX_DURATION[unit]), unit: constant(unit), ...more }, { optional: Object.keys(more) });

const counting = oneOfWords(COUNTINGS, 'Default `working`: while the calendar is open.');
const until = oneOfWords(UNTILS, 'Default `end-of-day`, of the local day.');

const duration: JsonSchema = {
  description:
    '`businessDays`: close of business on the nth business day following the day on which it began. `days` and `weeks` are of the calendar on the wall.',
  oneOf: [
    simple('minutes', { counting }),
    simple('hours', { counting }),
    simple('days', { until }),
    simple('weeks', { until }),
    simple('businessDays'),
    two('laterOf', 'The later of two.'),
    two('earlierOf', 'The earlier of two.'),
  ],
};

const target = closed(
  {
    metric: oneOfWords(METRICS),
    kind: oneOfWords(CLOCK_KINDS, 'A missed milestone is no breach.'),
    duration: ref('Duration'),
    calendar: ref('CalendarChoice'),
    pauses: {
      type: 'array',
      items: oneOfWords(INFORMATION_SOURCES),
      uniqueItems: true,
      description: 'Whose answers we wait for while the clock stands still.',
    },
    holding: closed(
      { until: ref('Duration') },
      { description: 'A holding response gives so much time, counted from the start.' },
    ),
    atRisk: share('Share of the time after which the promise is at risk.'),
    escalate: list(ref('EscalationThreshold')),
    when: ref('Condition'),
  },
  { optional: ['holding', 'atRisk', 'escalate', 'when'] },
);

const policy = {
  name: name('As in the path.'),
  priority: { type: 'integer', description: 'Of those that match, the policy with the lowest number applies.' },
  when: ref('Condition'),
  targets: { type: 'array', items: ref('Target'), minItems: 1 },
  reopenWindow: {
    ...upTo(MAX_DURATION.days),
    description: 'Elapsed days within which a case may be reopened.',
  },
} as const satisfies Record<string, JsonSchema>;

const calendar = closed({
  zone: string('IANA name of the time zone in which dates and times of day are read.', {
    examples: ['Europe/Stockholm'],
  }),
  weekly: closed(Object.fromEntries(WEEKDAYS.map((day) => [day, list(ref('OpenInterval'))])), {
    optional: WEEKDAYS,
    description: 'A weekday that is not named is closed.',
  }),
  holidays: list(ref('Holiday')),
  exceptions: list(ref('CalendarException')),
});

const version = (content: 'policy' | 'calendar', schema: string): Readonly<Record<string, JsonSchema>> => ({
  name: name('Under which it is published.'),
  version: integer('Counts from 1.', 1),
  publishedAt: instant('When this version was published.'),
  publishedBy: ref('Actor'),
  [content]: ref(schema),
});
const current = {
  retired: boolean('No further case is promised it, and no policy can name it.'),
  retiredAt: orNull(instant('Null while it is current.')),
};

export const catalogSchemas: Readonly<Record<string, JsonSchema>> = {
  Duration: duration,
  CalendarChoice: {
    description: 'By its name, in the version that is current when the case is recorded; or for ever in one version.',
    oneOf: [string(), closed({ name: string(), version: integer('Counts from 1.', 1) })],
  },
  Condition: closed(
    Object.fromEntries(
      CONDITION_FIELDS.map((field) => [field, anyOf(field === 'severity' ? oneOfWords(SEVERITIES) : text())]),
    ),
    {
      optional: CONDITION_FIELDS,
      description: 'All that is named must be so; of several values any will do. Nothing named: always.',
    },
  ),
  EscalationThreshold: closed({
    at: share('Share of the time after which the case is escalated.'),
    level: { ...integer('The level it is escalated to.', 2), maximum: MAX_ESCALATION_LEVEL },
    addressee: text('To whom.'),
  }),
  Target: target,
  Policy: closed(policy),
  PolicyBody: closed(policy, { optional: ['name'] }),
  OpenInterval: {
    type: 'array',
    items: string(undefined, { pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$' }),
    minItems: 2,
    maxItems: 2,
    description:
      'From when until when; an end before its start lies on the next day. The two differ: the whole day is `["00:00", "24:00"]`.',
  },
  Holiday: closed({ date, name: text() }, { description: 'Nothing starts on this date.' }),
  CalendarException: closed(
    { date, open: list(ref('OpenInterval')), name: text() },
    { optional: ['name'], description: 'A date with hours of its own; none at all is a day closed.' },
  ),
  Calendar: calendar,
  CalendarBody: calendar,
  PolicyVersion: object(version('policy', 'Policy')),
  CalendarVersion: object(version('calendar', 'Calendar')),
  PublishedPolicy: object({ ...version('policy', 'Policy'), ...current }),
  PublishedCalendar: object({ ...version('calendar', 'Calendar'), ...current }),
  PolicyVersionPage: page('PolicyVersion'),
  CalendarVersionPage: page('CalendarVersion'),
  PublishedPolicyPage: page('PublishedPolicy'),
  PublishedCalendarPage: page('PublishedCalendar'),
};
