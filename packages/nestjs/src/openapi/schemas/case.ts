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
    contradictions: list(
      ref('Contradiction'),
      'Ends on record that would have been refused, had a fact been entered in time. The ends stand.',
    ),
    restrictedTo: list(string(), 'Ids of the people that a restriction names.'),
    recordedBy: object({ id: string(), via: orNull(string('The key that spoke.')) }),
    policy: orNull(ref('PublishedVersion')),
    clocks: list(
      ref('Clock'),
      'What was promised, in the order in which it began, as it stands at the instant of the answer.',
    ),
    possibleCommands: list(ref('CommandType'), 'What is possible as of the answer, whoever asks.'),
  }),
  CaseRow: object({
    ...shared,
    complainant: { oneOf: [object({ name: string() }), ref('Unknown')] },
    waitingFor: integer('So many requests for information are open.'),
    openMessages: integer('So many messages nobody has answered.'),
    oldestOpenMessageAt: orNull(instant()),
  }),
  PublishedVersion: object({ name: string('Of the policy or calendar.'), version: integer('Counts from 1.', 1) }),
  Clock: object({
    id: string('`<metric>-<n>`, n counting from 1 within the case.'),
    metric: ref('Metric'),
    kind: ref('ClockKind'),
    status: ref('ClockStatus'),
    policy: ref('PublishedVersion'),
    calendar: ref('PublishedVersion'),
    startedAt: instant('From here it is counted.'),
    dueAt: orNull(instant('The last instant at which it is kept; null while it stands still.')),
    atRiskAt: orNull(instant('Null: the policy has no such threshold, or the clock stands still.')),
    pausedAt: orNull(instant('Since when it stands still, or stood still when it ended.')),
    isExtended: boolean('A holding response gave it more time.'),
    breachedAt: orNull(
      instant('One millisecond after it was due, or when a promise came to be that was past due already.'),
    ),
    endedAt: orNull(
      instant('When it was kept or cancelled; of a broken one, when what was promised was done after all.'),
    ),
    cancelReason: orNull(ref('CancelReason')),
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
