import { EVENT_TYPES, roles } from '@redress/domain';
import { type JsonSchema, ref } from '../../validation/json-schema';
import { clockTerms, eventDataSchema } from './event-data';
import { constant, instant, integer, object, oneOfWords, string, uuid } from './shorthand';

const HASH: JsonSchema = { pattern: '^[0-9a-f]{64}$' };

export const eventSchemas: Readonly<Record<string, JsonSchema>> = {
  Actor: object(
    {
      id: string('What `handler.id` is compared with.'),
      kind: oneOfWords(['person', 'system', 'import']),
      role: oneOfWords(Object.keys(roles)),
      name: string(),
      via: string('The name of the key that spoke.'),
    },
    { optional: ['name', 'via'] },
  ),
  ImportSource: object(
    {
      mapping: string(),
      line: integer('1 is the first line of the file.', 1),
      at: instant('The instant of the row.'),
      rowHash: string(),
      ordinal: integer('Counts from 0 among equal rows.'),
      kept: { type: 'object', additionalProperties: { type: 'string' } },
    },
    { optional: ['at'] },
  ),
  EventMetadata: object(
    {
      actor: ref('Actor'),
      occurredAt: instant('When it happened in the world.'),
      occurredAtPrecision: ref('Precision'),
      recordedAt: instant('When it was recorded; never before the event before it.'),
      correlationId: string('What started the chain.'),
      causationId: string('The event that caused it, when a processor acted.'),
      commandId: string('Which command gave it.'),
      commandHash: string('A keyed hash of what the command said.'),
      rules: integer('The version of the rules that decided the event; absent in what the first version decided.', 2),
      previousHash: string('The hash of the event before it, or 64 zeros.', HASH),
      hash: string(
        'Lower-case hex SHA-256 of the RFC 8785 form of the event as it is stored, without `position` and `metadata.hash`. Where something reads `{"redacted": true}` or `{"hidden": true}` it cannot be computed from what is shown; who guesses what is withheld can confirm the guess by it, until texts are encrypted.',
        HASH,
      ),
      source: ref('ImportSource'),
    },
    { optional: ['causationId', 'commandHash', 'rules', 'source'] },
  ),
  ClockTerms: clockTerms,
  Event: {
    oneOf: [...EVENT_TYPES.map((type) => ref(`${type}Event`)), ref('UnknownEvent')],
    description:
      'What happened, by `type`. A later version of the service may add types, which read as `UnknownEvent`, and members.',
  },
  ...Object.fromEntries(EVENT_TYPES.map((type) => [`${type}Event`, eventOf(constant(type), eventDataSchema(type))])),
  UnknownEvent: eventOf(
    string('A type that this document does not describe.', { not: { type: 'string', enum: EVENT_TYPES } }),
    { type: 'object', additionalProperties: true },
  ),
};

function eventOf(type: JsonSchema, data: JsonSchema): JsonSchema {
  return object({
    id: uuid(),
    stream: string('`case-<id>`.'),
    revision: integer('Counts from 0 within the stream.'),
    position: string('Place in the whole log; opaque.'),
    type,
    schemaVersion: integer('Of `data`, as it is stored.', 1),
    data,
    metadata: ref('EventMetadata'),
  });
}
