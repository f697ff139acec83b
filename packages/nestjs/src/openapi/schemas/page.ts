import { OBLIGATIONS, OPEN_STATUSES } from '@redress/domain';
import { type JsonSchema, ref } from '../../validation/json-schema';
import { orNull } from '../../validation/schema-of';
import { boolean, instant, integer, list, object, page, string, uuid } from './shorthand';

const readModel = object({
  name: string(),
  version: integer('Of the build that serves.', 1),
  position: string('Up to here in the log every answer is true.'),
  lagEvents: integer('So many events it has yet to read, counted up to 10,000.'),
  lagSeconds: { type: 'number', minimum: 0, description: 'For so long the oldest of them has been on record.' },
  parked: list(
    ref('ParkedCase'),
    'Cases that are missing, because one of their events could not be applied; those that you may know of.',
  ),
  building: {
    oneOf: [object({ version: integer('Of the build.', 1), position: string() }), { type: 'null' }],
    description: 'The build that will take over when it has caught up.',
  },
});

const count = (of: string): JsonSchema => integer(`Cases: ${of}.`);

const workload = object({
  handler: { oneOf: [ref('Handler'), { type: 'null' }], description: 'Null: cases that nobody takes care of yet.' },
  open: integer('Open cases.'),
  byStatus: object(Object.fromEntries(OPEN_STATUSES.map((status) => [status, count(`open, ${status}`)]))),
  owes: object(
    Object.fromEntries(
      OBLIGATIONS.map((obligation) => [obligation, count(`owing ${obligation}, ended ones included`)]),
    ),
  ),
  highestLevel: orNull(integer('Of the open cases.', 1)),
  oldestReceivedAt: orNull(instant('Of the open cases.')),
  oldestOpenMessageAt: orNull(instant('Ended cases included.')),
});

export const pageSchemas: Readonly<Record<string, JsonSchema>> = {
  CasePage: page('CaseRow'),
  EventPage: page('Event'),
  WorkloadPage: page('Workload'),
  Workload: workload,
  ParkedCase: object({
    case: uuid(),
    revision: integer('Of the event that could not be applied.'),
    type: string(),
    schemaVersion: integer('Of that event.', 1),
    code: string(),
    since: instant(),
    skipped: integer('So many later events were passed over.'),
  }),
  ReadModel: readModel,
  ClockConfirmation: object({
    at: instant('What the clock said when it was confirmed.'),
    believed: boolean('Whether the process that answers believes its clock.'),
  }),
  ReadModelList: object({ data: list(ref('ReadModel')) }),
};
