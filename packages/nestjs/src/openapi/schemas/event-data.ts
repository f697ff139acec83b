import {
  CANCEL_REASONS,
  type CaseEventType,
  eventTypes,
  FOLLOW_UP_OUTCOMES,
  FOLLOW_UP_PARTIES,
  INFORMATION_SOURCES,
  isClockEventType,
  LINK_RELATIONS,
  METRICS,
  OUTCOMES,
  REDACTION_GROUNDS,
  REJECTION_GROUNDS,
  RESOLUTIONS,
  RESPONSE_KINDS,
} from '@redress/domain';
import { type JsonSchema, ref } from '../../validation/json-schema';
import { orNull } from '../../validation/schema-of';
import { boolean, constant, instant, integer, list, object, oneOfWords, string, uuid } from './shorthand';

type Fields = Readonly<Record<string, JsonSchema>>;

/** Of one type of events: what stands under `data`, and what of it under `data.personal`. A name that ends in `?` may be left out. */
interface Described {
  readonly data: Fields;
  readonly personal?: Fields;
}

/** As a caller gave it, or that an import's source does not say. */
const text: JsonSchema = { oneOf: [string(), ref('Unknown')] };
/** The id of another case, which may be hidden from the reader. */
const otherCase: JsonSchema = { oneOf: [uuid(), ref('Hidden')] };
const LEVEL = integer('A case starts at 1.', 1);
const handler = ref('Handler');
const attachments = list(ref('Attachment'));
const side = oneOfWords(['initiated', 'mirrored'], 'On which of the two cases the command was given.');

const timing: Fields = {
  dueAt: instant('The last instant at which it is kept.'),
  'atRiskAt?': instant(),
  'escalateAt?': list(instant(), 'When each escalation of the terms falls due, in their order.'),
};
const pauses = list(object({ from: instant(), to: instant() }), 'What was taken out.');
const promise: Fields = {
  policy: ref('PublishedVersion'),
  calendar: ref('PublishedVersion'),
  terms: ref('ClockTerms'),
  startedAt: instant('From here it is counted.'),
  ...timing,
};
const carried: Fields = {
  'carried?': fields(
    {
      pauses,
      waitsFrom: instant('From here on the waits of this case count.'),
      'isExtended?': constant(true),
      'reached?': list({ type: 'number' }, 'Shares of the time whose escalation is on record.'),
    },
    'What it brings along from a merged case.',
  ),
};
const clock = string('`<metric>-<n>`.');

const duties: Fields = {
  'duties?': fields(
    {
      owed: fields(
        Object.fromEntries(METRICS.map((metric) => [`${metric}?`, orNull(instant())])),
        'By metric, since when; null: since an unknown instant.',
      ),
      broken: list(
        object({ metric: ref('Metric'), kind: ref('ClockKind') }),
        'Promises that were broken in the merged case and are still owed.',
      ),
      isFollowedUp: boolean('The merged case was answered, and the complainant was satisfied.'),
      isDissatisfied: boolean('The complainant was dissatisfied with the latest final response.'),
      escalationLevel: LEVEL,
      everEscalated: boolean('It was escalated at least once.'),
      handedOver: boolean('It went from one handler to another at least once.'),
      handlerFollowedUp: boolean('The handler was followed up with since.'),
      introductionOwed: boolean('A new handler was not introduced yet.'),
      warnings: list(ref('Warning')),
      waits: list(ref('Wait'), 'Open requests for information.'),
      contacts: list(
        object({ at: instant(), precision: oneOfWords(['instant', 'day']) }),
        'Contacts with the complainant, earliest first.',
      ),
      held: list(instant(), 'When holding responses went out.'),
      confidential: boolean('It was confidential.'),
      restrictedTo: orNull(list(string(), 'Ids of people.')),
    },
    'What the merged case owed, and what stood against resolving it. Absent in schema version 1.',
  ),
};

const left: Fields = {
  receivedAt: instant(),
  receivedAtPrecision: ref('Precision'),
  openMessages: list(ref('OpenMessage')),
  ...duties,
  'promises?': fields({
    clocks: list(
      fields({
        metric: ref('Metric'),
        kind: ref('ClockKind'),
        ...promise,
        pauses,
        'isExtended?': constant(true),
        'reached?': list({ type: 'number' }, 'Shares of the time whose escalation is on record.'),
      }),
    ),
    undated: list(string(), 'Ids of messages whose instant is not known.'),
  }),
};
const merge: Fields = { mergeId: uuid(), source: otherCase };

const described: Readonly<Record<CaseEventType, Described>> = {
  ComplaintReceived: {
    data: {
      channel: string(),
      'category?': string(),
      'product?': string(),
      'severity?': ref('Severity'),
      'labels?': list(string()),
      'confidential?': boolean('The case was confidential from the start.'),
      'promised?': object({ policies: versions('policy'), calendars: versions('calendar') }),
    },
    personal: {
      complainant: { oneOf: [ref('Complainant'), ref('Unknown')] },
      text,
      'subject?': string(),
      'externalRefs?': list(ref('ExternalRef')),
      'attachments?': attachments,
    },
  },
  ComplaintAcknowledged: { data: { handler }, personal: { 'text?': string() } },
  HandlerAssigned: { data: { handler, previous: orNull(handler) }, personal: { 'reason?': string() } },
  ComplaintEscalated: {
    data: {
      from: LEVEL,
      level: LEVEL,
      addressee: string(),
      'cause?': object({ clock, at: { type: 'number' } }),
    },
    personal: { reason: text },
  },
  ComplaintDeescalated: { data: { from: LEVEL, level: LEVEL }, personal: { reason: text } },
  MessageReceived: { data: { 'channel?': string() }, personal: { text, 'attachments?': attachments } },
  MessageSent: { data: { 'channel?': string() }, personal: { text, 'attachments?': attachments } },
  InformationRequested: {
    data: { requestId: uuid(), from: oneOfWords(INFORMATION_SOURCES) },
    personal: { question: text },
  },
  InformationReceived: { data: { requestId: uuid() }, personal: { text } },
  ResponseIssued: {
    data: { kind: oneOfWords(RESPONSE_KINDS), 'outcome?': oneOfWords([...OUTCOMES, 'unknown']) },
    personal: { text, 'remedy?': text, 'reason?': string(), 'attachments?': attachments },
  },
  ComplaintFollowedUp: {
    data: { with: oneOfWords(FOLLOW_UP_PARTIES), outcome: oneOfWords(FOLLOW_UP_OUTCOMES) },
    personal: { 'note?': string() },
  },
  ComplaintResolved: {
    data: { by: oneOfWords(RESOLUTIONS) },
    personal: { 'summary?': string(), 'reason?': string() },
  },
  ComplaintReopened: { data: { from: ref('Status'), to: ref('Status') }, personal: { reason: text } },
  ComplaintWithdrawn: { data: {}, personal: { reason: text, toldBy: text } },
  ComplaintRejected: {
    data: { ground: oneOfWords(REJECTION_GROUNDS) },
    personal: { 'text?': text, 'note?': string() },
  },
  ComplaintReferred: { data: { to: string() }, personal: { reason: text, text } },
  MergeAccepted: { data: merge },
  ComplaintMerged: { data: { mergeId: uuid(), into: otherCase, ...left } },
  MergeCompleted: { data: { ...merge, ...left } },
  MergeAborted: { data: { ...merge, because: string('The code of the rule.') } },
  CasesLinked: { data: { linkId: uuid(), case: otherCase, relation: oneOfWords(LINK_RELATIONS), side } },
  CasesUnlinked: { data: { linkId: uuid(), case: otherCase, side } },
  ComplaintClassified: {
    data: {
      'category?': orNull(string()),
      'product?': orNull(string()),
      'severity?': orNull(ref('Severity')),
      'labels?': list(string()),
    },
  },
  NoteAdded: { data: {}, personal: { text } },
  ComplainantCorrected: {
    data: {},
    personal: {
      changes: fields({
        'name?': string(),
        'email?': orNull(string()),
        'phone?': orNull(string()),
        'handle?': orNull(string()),
        'externalId?': orNull(string()),
      }),
      reason: string(),
    },
  },
  ConductWarningIssued: { data: {}, personal: { text: string() } },
  ContentRedacted: {
    data: { event: uuid('Whose texts are withheld.'), ground: oneOfWords(REDACTION_GROUNDS) },
    personal: { reason: string() },
  },
  AccessRestricted: { data: { to: list(string(), 'Ids of people.') }, personal: { reason: string() } },
  AccessUnrestricted: { data: {} },
  SourceRowNoted: { data: {} },
  ClockStarted: {
    data: {
      clock,
      metric: ref('Metric'),
      kind: ref('ClockKind'),
      'doneAt?': orNull(instant('Only where it was done before it was known to be owed; null: the case ended.')),
      ...promise,
      ...carried,
    },
  },
  ClockPaused: { data: { clock, pausedAt: instant() } },
  ClockResumed: { data: { clock, resumedAt: instant(), ...timing } },
  ClockExtended: { data: { clock, ...timing } },
  ClockRetargeted: {
    data: {
      clock,
      because: string('Why, as a code.'),
      'metric?': ref('Metric'),
      'kind?': ref('ClockKind'),
      ...promise,
      ...carried,
    },
  },
  ClockMet: { data: { clock, 'lateEntry?': constant(true) } },
  ClockBreached: { data: { clock, dueAt: instant() } },
  ClockCancelled: { data: { clock, reason: oneOfWords(CANCEL_REASONS) } },
  ClockThresholdReached: {
    data: {
      clock,
      at: { type: 'number' },
      level: LEVEL,
      escalated: boolean('It raised the case, which otherwise was there already.'),
    },
  },
  ClockCorrected: {
    data: {
      clock,
      from: instant('What was recorded of the clock for this instant and after it no longer counts.'),
      'dueAt?': instant('The breach on record stands at `from`, and belongs to this due instant.'),
    },
  },
};

/** Events of the system say nothing about ends. */
const contradicting: Fields = {
  'contradicts?': list(
    uuid(),
    'Of a fact entered late: ids of the events that ended the case and would have been refused, had it been entered in time.',
  ),
};

/** What stands under `data` of an event, as a reader sees it: texts may be redacted, other cases hidden. */
export function eventDataSchema(type: CaseEventType): JsonSchema {
  const { data, personal = {} } = described[type];
  const { redactable } = eventTypes[type];
  const shown = Object.entries({ ...personal, 'lateReason?': string('Why it was entered late.') }).map(
    ([name, schema]) => {
      const withheld = [...redactable, 'lateReason'].includes(name.replace('?', ''));
      return [name, withheld ? { oneOf: [...(schema.oneOf ?? [schema]), ref('Redacted')] } : schema] as const;
    },
  );
  const isOptional = Object.keys(personal).every((name) => name.endsWith('?'));
  const said = isClockEventType(type) ? data : { ...data, ...contradicting };
  return fields({ ...said, [isOptional ? 'personal?' : 'personal']: fields(Object.fromEntries(shown)) });
}

/** Terms as they are kept with a clock. */
export const clockTerms: JsonSchema = fields({
  duration: ref('Duration'),
  pauses: list(oneOfWords(INFORMATION_SOURCES)),
  'holding?': object({ until: ref('Duration') }),
  'atRisk?': { type: 'number' },
  'escalate?': list(ref('EscalationThreshold')),
});

function fields(named: Fields, description?: string): JsonSchema {
  const entries = Object.entries(named).map(([name, schema]) => [name.replace('?', ''), schema] as const);
  const optional = Object.keys(named).flatMap((name) => (name.endsWith('?') ? [name.slice(0, -1)] : []));
  return object(Object.fromEntries(entries), { optional, ...(description === undefined ? {} : { description }) });
}

function versions(of: string): JsonSchema {
  return {
    type: 'object',
    additionalProperties: { type: 'integer', minimum: 1 },
    description: `The name of each ${of} to its version.`,
  };
}
