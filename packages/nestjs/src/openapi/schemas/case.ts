import { type JsonSchema, ref } from '../../validation/json-schema';
import { orNull } from '../../validation/schema-of';
import { boolean, instant, integer, list, object, string, uuid } from './shorthand';

/** What a case, a row of a list and an example of either have in common. */
const shared: Readonly<Record<string, JsonSchema>> = {
  id: uuid('Id of the case.'),
  revision: integer('Of the last event; counts from 0.'),
  status: ref('Status'),
  statusSince: instant('When what brought the present status happened.'),
  ending: orNull(ref('Ending')),
  receivedAt: instant('Earliest receipt: that of a case merged into this one may be earlier than its own.'),
  updatedAt: instant('When the last event was recorded.'),
  channel: string('How it came in.'),
  subject: { oneOf: [{ type: ['string', 'null'] }, ref('Redacted')] },
  category: orNull(string()),
  product: orNull(string()),
  severity: orNull(ref('Severity')),
  labels: list(string()),
  handler: orNull(ref('Handler')),
  escalationLevel: integer('A case starts at 1.', 1),
  owes: list(ref('Obligation')),
  confidential: boolean(
    'Not everybody sees it: its handler, who it was restricted to, supervisors, admins and auditors do. Until access is restricted, so do who recorded it as long as there is no handler, and the key that recorded it; a key that speaks for people always does, as itself.',
  ),
  externalRefs: list(ref('ExternalRef')),
  source: orNull(ref('ImportedFrom')),
};

export const caseSchemas: Readonly<Record<string, JsonSchema>> = {
  Case: object({
    ...shared,
    receivedAtPrecision: ref('Precision'),
    recordedAt: instant('When the receipt was recorded.'),
    text: ref('Text'),
    complainant: { oneOf: [ref('Complainant'), ref('Unknown')] },
    attachments: { oneOf: [list(ref('Attachment')), ref('Redacted')] },
    waitingFor: list(ref('Wait'), 'Who was asked for something and has not answered.'),
    openMessages: list(ref('OpenMessage'), 'Messages nobody has answered, oldest first.'),
    finalResponseAt: orNull(instant('When the latest final response went out.')),
    followUps: list(ref('FollowUp'), 'Since the latest final response.'),
    warnings: list(ref('Warning')),
    links: list(ref('Link'), 'To cases that you may know of; others are left out.'),
    mergedInto: orNull(
      uuid('Where things go on, when the case was merged; null with `ending` merged: in one that you may not know of.'),
    ),
    mergedFrom: list(uuid(), 'Cases merged into this one that you may know of; others are left out.'),
    restrictedTo: list(string(), 'Ids of the people that a restriction names.'),
    recordedBy: object({ id: string(), via: orNull(string('The key that spoke.')) }),
    policy: { type: 'null', description: 'No policy applies to the case.' },
    clocks: { type: 'array', maxItems: 0, items: {}, description: 'No promises are kept by clocks.' },
    possibleCommands: list(ref('CommandType'), 'What is possible as of the answer, whoever asks.'),
  }),
  CaseRow: object({
    ...shared,
    complainant: { oneOf: [object({ name: string() }), ref('Unknown')] },
    waitingFor: integer('So many requests for information are open.'),
    openMessages: integer('So many messages nobody has answered.'),
    oldestOpenMessageAt: orNull(instant()),
  }),
  CommandOverview: object({
    possible: list(ref('CommandType')),
    refused: list(
      object({
        command: ref('CommandType'),
        code: string('The rule that refuses it, or `role`.'),
        rule: string('The rule in a sentence.'),
      }),
    ),
  }),
};
