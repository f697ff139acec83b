import {
  CANCEL_REASONS,
  CLOCK_KINDS,
  CLOCK_STATUSES,
  METRICS,
  COMMAND_TYPES,
  FOLLOW_UP_OUTCOMES,
  FOLLOW_UP_PARTIES,
  INFORMATION_SOURCES,
  LINK_RELATIONS,
  OBLIGATIONS,
  PRECISIONS,
  SEVERITIES,
  STATUSES,
} from '@redress/domain';
import { type JsonSchema, ref } from '../../validation/json-schema';
import { constant, instant, object, oneOfWords, string, uuid } from './shorthand';

/** What cases, rows and events are described in. */
export const words: Readonly<Record<string, JsonSchema>> = {
  Status: oneOfWords(STATUSES, 'Open: `received`, `acknowledged`, `answered`. Ended: `resolved`, `closed`.'),
  Ending: oneOfWords(['withdrawn', 'rejected', 'referred', 'merged'], 'How a `closed` case ended.'),
  Severity: oneOfWords(SEVERITIES),
  Metric: oneOfWords(METRICS, 'What is promised.'),
  ClockKind: oneOfWords(CLOCK_KINDS, 'A promise can be broken; a milestone is only missed, and that is no breach.'),
  ClockStatus: oneOfWords(
    CLOCK_STATUSES,
    'Live: `running`, `paused`. `met`: kept. `kept-late-entry`: broken on record, until an entry showed that it had been kept.',
  ),
  CancelReason: oneOfWords(CANCEL_REASONS, 'Why a clock ended with nothing kept and nothing broken.'),
  Precision: oneOfWords(PRECISIONS, 'How exactly the instant is known.'),
  Obligation: oneOfWords(OBLIGATIONS, 'What the case owes to the complainant, or to the person who handled it.'),
  CommandType: oneOfWords(COMMAND_TYPES),
  Unknown: { ...object({ unknown: constant(true) }), description: 'The source of an import does not say.' },
  Redacted: {
    ...object({ redacted: constant(true) }),
    description:
      'Withheld by a redaction on record. Until texts are encrypted the bytes remain in the log, and the hash of the event confirms a guess of them.',
  },
  Hidden: {
    ...object({ hidden: constant(true) }),
    description: 'In place of the id of another case that you may not know of.',
  },
  Text: { oneOf: [{ type: 'string' }, ref('Unknown'), ref('Redacted')] },
  Handler: object({ id: string(), name: string() }),
  Complainant: object(
    { name: string(), email: string(), phone: string(), handle: string(), externalId: string() },
    { optional: ['email', 'phone', 'handle', 'externalId'] },
  ),
  ExternalRef: object({ system: string(), id: string() }),
  Attachment: object(
    {
      name: string(),
      mediaType: string(),
      size: { type: 'integer', minimum: 0, description: 'Bytes.' },
      sha256: string('Lower-case hex SHA-256 of the bytes.', { pattern: '^[0-9a-f]{64}$' }),
      uri: string(),
    },
    { optional: ['uri'] },
  ),
  Wait: object({ requestId: uuid(), from: oneOfWords(INFORMATION_SOURCES), since: instant() }),
  Contradiction: object({
    end: uuid('Id of the event by which the case ended.'),
    by: uuid('Id of the event of the fact that was entered late.'),
  }),
  OpenMessage: object({ event: uuid('Id of its event.'), since: instant('When it came in.') }),
  FollowUp: object({ with: oneOfWords(FOLLOW_UP_PARTIES), outcome: oneOfWords(FOLLOW_UP_OUTCOMES), at: instant() }),
  Warning: object({ event: uuid('Id of its event.'), at: instant() }),
  Link: object({ case: uuid(), relation: oneOfWords(LINK_RELATIONS) }),
  ImportedFrom: object({
    mapping: string('The mapping the case was imported with.'),
    kept: { type: 'object', additionalProperties: { type: 'string' }, description: 'What the file said last.' },
    sourceRows: { type: 'integer', minimum: 0, description: 'So many of its rows are on record.' },
  }),
};
