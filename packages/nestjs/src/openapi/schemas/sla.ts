import { type JsonSchema, ref } from '../../validation/json-schema';
import { orNull } from '../../validation/schema-of';
import { boolean, instant, integer, list, object, oneOfWords, page, string, uuid } from './shorthand';

/** What every list shows of a clock, and of its case. */
const clock: Readonly<Record<string, JsonSchema>> = {
  case: uuid('Id of the case.'),
  clock: string('Of the case: `<metric>-<n>`.'),
  metric: ref('Metric'),
  kind: ref('ClockKind'),
  isOwed: boolean('What was promised is still to be done.'),
  policy: ref('PublishedVersion'),
  calendar: ref('PublishedVersion'),
  startedAt: instant('From here it is counted.'),
  dueAt: instant('The last instant at which it is kept.'),
  endedAt: orNull(instant('When what was promised was done; null while it is not.')),
  handler: { oneOf: [ref('Handler'), { type: 'null' }], description: 'Who has the case; null: nobody.' },
  channel: string('How the case came in.'),
  category: orNull(string()),
  severity: orNull(ref('Severity')),
  escalationLevel: integer('Of the case.', 1),
};

const count = (of: string): JsonSchema => integer(`Clocks: ${of}.`);

const time = object(
  {
    count: integer('So many clocks are counted: those whose promise was done, in time or late.'),
    medianMs: orNull(integer('Milliseconds. Null when none is counted.')),
    p90Ms: orNull(integer('Milliseconds. Null when none is counted.')),
  },
  { description: 'From the start until it was done, pauses taken out, counted as it was promised.' },
);

export const slaSchemas: Readonly<Record<string, JsonSchema>> = {
  Breach: object({
    ...clock,
    kind: oneOfWords(['promise']),
    status: oneOfWords(
      ['breached', 'kept-late-entry'],
      '`kept-late-entry`: broken on record, until an entry showed that it had been kept.',
    ),
    breachedAt: instant('One millisecond after it was due, or when a promise came to be that was past due already.'),
  }),
  ClockAtRisk: object({
    ...clock,
    status: oneOfWords(['running']),
    breachedAt: { type: 'null' },
    atRiskAt: instant('Since when it is at risk.'),
  }),
  BreachPage: page('Breach'),
  AtRiskPage: page('ClockAtRisk'),
  SlaReport: object({
    from: instant('Clocks that started at this instant or later are counted,'),
    to: instant('and before this one.'),
    data: list(
      ref('SlaReportLine'),
      'In the order of policy, metric, handler and month, as far as it is split by them.',
    ),
  }),
  SlaReportLine: object(
    {
      policy: ref('PublishedVersion'),
      metric: ref('Metric'),
      handler: { oneOf: [ref('Handler'), { type: 'null' }], description: 'Who has the case; null: nobody.' },
      month: string('In which the clocks started, in UTC.', { pattern: '^[0-9]{4}-[0-9]{2}$' }),
      promises: object({
        kept: count('kept in time'),
        keptByLateEntry: count('broken on record, until an entry showed that they had been kept'),
        broken: count('broken, on record or not yet'),
        running: count('neither kept nor broken yet'),
        cancelled: count('ended with nothing kept and nothing broken'),
        time,
      }),
      milestones: object({
        reached: count('reached in time'),
        missed: count('not reached in time'),
        running: count('neither yet'),
        cancelled: count('ended with neither'),
        time,
      }),
    },
    { optional: ['policy', 'metric', 'handler', 'month'], description: 'What the report is not split by is left out.' },
  ),
};
