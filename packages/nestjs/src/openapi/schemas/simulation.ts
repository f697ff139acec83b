import { type JsonSchema, ref } from '../../validation/json-schema';
import { orNull } from '../../validation/schema-of';
import { instant, integer, list, object, oneOfWords, string, uuid } from './shorthand';

const outcomes = ['kept', 'keptByLateEntry', 'broken', 'running', 'cancelled'] as const;

const promises = object({
  kept: integer('Kept.'),
  keptByLateEntry: integer('On record as broken, until an entry showed that they had been kept.'),
  broken: integer('Broken.'),
  running: integer('Neither yet; those that stand still too.'),
  cancelled: integer('Ended without either.'),
});

const milestones = object({
  reached: integer('Reached in time.'),
  missed: integer('Not reached in time; that is no breach.'),
  running: integer('Neither yet.'),
  cancelled: integer('Ended without either.'),
});

const seen = object({
  outcome: oneOfWords(outcomes),
  dueAt: orNull(instant('Null while it stands still.')),
});

const tally = object({
  promises,
  milestones,
  lines: list(
    object({
      policy: object({
        name: string(),
        version: orNull(integer('Null: a policy that the question brought along.', 1)),
      }),
      metric: ref('Metric'),
      promises,
      milestones,
    }),
    'The same by policy and metric.',
  ),
});

export const simulationSchemas: Readonly<Record<string, JsonSchema>> = {
  SimulationTally: tally,
  SimulationResult: object({
    at: instant('Everything is counted as it stands at this instant, when the question was asked.'),
    cases: integer('Cases of the period that you may see.'),
    uncounted: integer(
      'Cases of the period that could not be played, and stand in no other number: due beyond the years that a calendar can tell, or damaged on record.',
    ),
    recorded: ref('SimulationTally'),
    simulated: ref('SimulationTally'),
    changed: object(
      {
        becameKept: integer('Not kept on record, kept in the simulation.'),
        becameBroken: integer('Not broken on record, broken in the simulation.'),
        otherwise: integer('Another outcome, but neither kept nor broken in the simulation.'),
        notPromised: integer('Promised on record only.'),
        newlyPromised: integer('Promised in the simulation only.'),
        first: list(
          object({ case: uuid(), clock: string('Its id on record.'), recorded: seen, simulated: seen }),
          'The first 100 with another outcome.',
        ),
      },
      { description: 'Promises of the same, counted from the same instant.' },
    ),
  }),
  SimulationLine: {
    oneOf: [
      object({
        progress: object({
          receipts: integer('So many cases of the period that you may see have been looked at.'),
          cases: integer('So many of these were played.'),
        }),
      }),
      object({ result: ref('SimulationResult') }),
      object({ error: ref('Problem') }),
    ],
  },
};
