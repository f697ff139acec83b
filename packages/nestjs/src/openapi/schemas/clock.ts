import { UNTILS } from '@redress/domain';
import { type JsonSchema, ref } from '../../validation/json-schema';
import { orNull } from '../../validation/schema-of';
import { boolean, constant, instant, integer, list, object, oneOfWords, string } from './shorthand';

const date = (description?: string): JsonSchema => string(description, { format: 'date' });
const ms = (description: string): JsonSchema => integer(`Milliseconds: ${description}`);
const at = ref('ExplainedInstant');

const omitted = (what: string): JsonSchema => ({
  oneOf: [ref('Omitted'), { type: 'null' }],
  description: `${what} left out between the first half of those shown and the second; null when all are shown.`,
});
const omittedCount = (what: string): JsonSchema =>
  integer(`So many ${what} are left out between the first half of those shown and the second.`, 0);

/** Dates on which the weekday alone does not say the hours. */
const specialDates: Readonly<Record<string, JsonSchema>> = {
  holidays: list(ref('Holiday'), 'Those that were skipped.'),
  exceptions: list(ref('CalendarException'), 'Dates with hours of their own.'),
  skippedDates: list(date(), 'Dates that the time zone skipped.'),
};

/** What every part of an explanation says, however it counts. */
const part: Readonly<Record<string, JsonSchema>> = {
  duration: ref('Duration'),
  dueAt: at,
  decides: boolean('The clock is due when this part is.'),
};

const workingTime = object({
  counts: constant('working-time'),
  stretches: list(ref('WorkingTime'), 'One for each stretch between pauses; 40 at most.'),
  omitted: omitted('Stretches'),
  sumMs: ms('the sum of all lines, those left out too, which is what was promised.'),
  ...part,
});

const elapsedTime = object({
  counts: constant('elapsed-time'),
  lines: list(
    object({ from: at, to: at, ms: ms('`to` less `from`.'), sumMs: ms('all lines until here.') }),
    'One for each stretch between pauses; 400 at most.',
  ),
  omitted: omitted('Lines'),
  sumMs: ms('the sum of all lines, those left out too, which is what was promised.'),
  ...part,
});

const days = object({
  counts: constant('days'),
  startDate: date('The local date on which the clock began; it does not count.'),
  promisedDays: integer('Of a week seven.', 1),
  pausedDates: list(date(), 'Dates that began while the clock stood still; they are added. 400 at most.'),
  pausedDatesOmitted: omittedCount('dates'),
  dueDate: date('So many days later.'),
  until: oneOfWords(UNTILS, 'To the end of that day, or to the time of day at which the clock began.'),
  sum: integer('Promised days, and those added.', 1),
  ...part,
});

const businessDays = object({
  counts: constant('business-days'),
  zone: string(),
  from: at,
  to: at,
  lines: list(
    object({ n: integer('1 is the first.', 1), date: date(), closes: at }),
    'Business days that follow the date on which the clock began; 400 at most.',
  ),
  linesOmitted: omittedCount('lines'),
  inPauses: list(
    date(),
    'Business days that closed while the clock stood still and were added for it; the date on which it began may be among them.',
  ),
  inPausesOmitted: omittedCount('dates'),
  sum: integer('Lines, those left out too, less those in pauses, which are as many as were promised.'),
  ...specialDates,
  ...part,
});

export const clockSchemas: Readonly<Record<string, JsonSchema>> = {
  ClockList: object({ data: list(ref('Clock')) }),
  ExplainedInstant: object(
    { at: instant('UTC.'), local: string('As on the wall, with its distance from UTC.') },
    { description: 'An instant twice: in UTC, and in the zone of the calendar.' },
  ),
  Omitted: object(
    { count: integer('So many.', 1), ms: ms('what they come to.') },
    { description: 'What a list leaves out in its middle, so that an explanation is no longer because a clock is.' },
  ),
  WorkingTime: object({
    zone: string('IANA name of the time zone.'),
    from: at,
    to: at,
    lines: list(
      object({
        date: date('The local date whose hours they are: of a night shift, the one on which it started.'),
        from: at,
        to: at,
        ms: ms('`to` less `from`.'),
        sumMs: ms('all lines until here, those left out too.'),
      }),
      'Every stretch of working time that was counted; 400 at most, of all stretches between pauses together.',
    ),
    omitted: omitted('Lines'),
    totalMs: ms('the sum of the lines, those left out too.'),
    ...specialDates,
  }),
  ClockExplanation: object({
    clock: string('`<metric>-<n>`.'),
    metric: ref('Metric'),
    kind: ref('ClockKind'),
    status: ref('ClockStatus'),
    policy: ref('PublishedVersion'),
    calendar: ref('PublishedVersion'),
    zone: string('IANA name of the time zone of the calendar.'),
    promised: ref('Duration'),
    extendedTo: orNull(ref('Duration')),
    startedAt: at,
    dueAt: {
      allOf: [at],
      description:
        'The last instant at which it is kept. While it stands still: what it came to when it stopped; it moves when the clock goes on.',
    },
    pausedAt: {
      oneOf: [at, { type: 'null' }],
      description: 'Since when it stands still, or stood still when it ended.',
    },
    endedAt: {
      oneOf: [at, { type: 'null' }],
      description: 'When it was kept, cancelled, or done after all; null while that is owed.',
    },
    pauses: list(
      object({ from: at, to: at, ms: ms('`to` less `from`.') }),
      'Time that was taken out, joined where waits overlapped; that since `pausedAt` is not among it. 400 at most.',
    ),
    pausesOmitted: omitted('Pauses'),
    parts: list(
      { oneOf: [workingTime, elapsedTime, days, businessDays] },
      'Why it is due when it is: each part of what was promised, and of what a holding response gave.',
    ),
    used: object(
      {
        until: at,
        working: list(ref('WorkingTime'), 'One for each stretch between pauses; 40 at most.'),
        omitted: omitted('Stretches'),
        workingMs: ms('the sum of the lines, those left out too.'),
        elapsedMs: ms('from the start, less the pauses.'),
      },
      { description: 'What was used: from the start to the end, or to the instant of the answer; pauses taken out.' },
    ),
  }),
};
