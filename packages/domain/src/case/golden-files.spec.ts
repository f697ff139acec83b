import { golden, goldenFiles, written, example } from '../../test/golden';
import { event } from '../testing';
import { type CaseEvent, type CaseEventType, EVENT_TYPES, eventTypes } from './events';

type DataOf<Type extends CaseEventType> = Extract<CaseEvent, { type: Type }>['data'];
type PersonalOf<Type extends CaseEventType> = NonNullable<DataOf<Type>['personal']>;
type Names<Fields> = Readonly<Record<keyof Fields, true>>;

/** What some events say and others of their type and version do not: no example needs it. */
const OCCASIONAL = ['contradicts', 'endsWaits', 'keepsFollowUp', 'answersMessages', 'promisesContact'] as const;
/** What only the present version of a type says. */
const NEW: Partial<Record<CaseEventType, readonly string[]>> = {
  ComplaintMerged: ['duties'],
  MergeCompleted: ['duties'],
  ClockRetargeted: ['metric', 'kind'],
};
type Usual<Type extends CaseEventType> = Omit<DataOf<Type>, 'personal' | (typeof OCCASIONAL)[number]>;

const timing = { dueAt: true, atRiskAt: true, escalateAt: true } as const;
const promise = { policy: true, calendar: true, terms: true, startedAt: true, carried: true } as const;

/**
 * Every field that the types declare, so that one added there does not compile here until its example is written; and
 * everything that may stand outside `personal`: codes, ids, instants, and names of people who work here or of bodies.
 */
const fields: {
  readonly [Type in CaseEventType]: {
    readonly open: Names<Usual<Type>>;
    readonly personal: Names<PersonalOf<Type>>;
  };
} = {
  ComplaintReceived: {
    open: {
      channel: true,
      category: true,
      product: true,
      severity: true,
      labels: true,
      confidential: true,
      promised: true,
    },
    personal: { complainant: true, text: true, subject: true, externalRefs: true, attachments: true, lateReason: true },
  },
  ComplaintAcknowledged: { open: { handler: true }, personal: { text: true, lateReason: true } },
  HandlerAssigned: { open: { handler: true, previous: true }, personal: { reason: true, lateReason: true } },
  ComplaintEscalated: {
    open: { from: true, level: true, addressee: true, cause: true },
    personal: { reason: true, lateReason: true },
  },
  ComplaintDeescalated: { open: { from: true, level: true }, personal: { reason: true, lateReason: true } },
  MessageReceived: { open: { channel: true }, personal: { text: true, attachments: true, lateReason: true } },
  MessageSent: { open: { channel: true }, personal: { text: true, attachments: true, lateReason: true } },
  InformationRequested: { open: { requestId: true, from: true }, personal: { question: true, lateReason: true } },
  InformationReceived: { open: { requestId: true }, personal: { text: true, lateReason: true } },
  ResponseIssued: {
    open: { kind: true, outcome: true },
    personal: { text: true, remedy: true, reason: true, attachments: true, lateReason: true },
  },
  ComplaintFollowedUp: { open: { with: true, outcome: true }, personal: { note: true, lateReason: true } },
  ComplaintResolved: { open: { by: true }, personal: { summary: true, reason: true, lateReason: true } },
  ComplaintReopened: { open: { from: true, to: true }, personal: { reason: true, lateReason: true } },
  ComplaintWithdrawn: { open: {}, personal: { reason: true, toldBy: true, lateReason: true } },
  ComplaintRejected: { open: { ground: true }, personal: { text: true, note: true, lateReason: true } },
  ComplaintReferred: { open: { to: true }, personal: { reason: true, text: true, lateReason: true } },
  MergeAccepted: { open: { mergeId: true, source: true }, personal: { lateReason: true } },
  ComplaintMerged: {
    open: {
      mergeId: true,
      into: true,
      receivedAt: true,
      receivedAtPrecision: true,
      openMessages: true,
      promises: true,
      duties: true,
    },
    personal: { lateReason: true },
  },
  MergeCompleted: {
    open: {
      mergeId: true,
      source: true,
      receivedAt: true,
      receivedAtPrecision: true,
      openMessages: true,
      promises: true,
      duties: true,
    },
    personal: { lateReason: true },
  },
  MergeAborted: { open: { mergeId: true, source: true, because: true }, personal: { lateReason: true } },
  CasesLinked: { open: { linkId: true, case: true, relation: true, side: true }, personal: { lateReason: true } },
  CasesUnlinked: { open: { linkId: true, case: true, side: true }, personal: { lateReason: true } },
  ComplaintClassified: {
    open: { category: true, product: true, severity: true, labels: true },
    personal: { lateReason: true },
  },
  NoteAdded: { open: {}, personal: { text: true, lateReason: true } },
  ComplainantCorrected: { open: {}, personal: { changes: true, reason: true, lateReason: true } },
  ConductWarningIssued: { open: {}, personal: { text: true, lateReason: true } },
  ContentRedacted: { open: { event: true, ground: true }, personal: { reason: true, lateReason: true } },
  AccessRestricted: { open: { to: true }, personal: { reason: true, lateReason: true } },
  AccessUnrestricted: { open: {}, personal: { lateReason: true } },
  SourceRowNoted: { open: {}, personal: { lateReason: true } },
  ClockStarted: { open: { clock: true, metric: true, kind: true, doneAt: true, ...promise, ...timing }, personal: {} },
  ClockPaused: { open: { clock: true, pausedAt: true }, personal: {} },
  ClockResumed: { open: { clock: true, resumedAt: true, ...timing }, personal: {} },
  ClockExtended: { open: { clock: true, ...timing }, personal: {} },
  ClockRetargeted: {
    open: { clock: true, because: true, metric: true, kind: true, ...promise, ...timing },
    personal: {},
  },
  ClockMet: { open: { clock: true, lateEntry: true }, personal: {} },
  ClockBreached: { open: { clock: true, dueAt: true }, personal: {} },
  ClockCancelled: { open: { clock: true, reason: true }, personal: {} },
  ClockThresholdReached: { open: { clock: true, at: true, level: true, escalated: true }, personal: {} },
  ClockCorrected: { open: { clock: true, from: true, dueAt: true }, personal: {} },
};

describe('the golden files', () => {
  it('are one for each type and version, and no others', () => {
    expect(goldenFiles).toEqual(written.map(([type, version]) => `${type}.v${version}.json`).sort());
  });

  it.each(written)('%s.v%d.json shows every field of the type, once lifted to the present version', (type, version) => {
    const { personal = {}, ...open } = example(type, version).data;
    const isOld = version < eventTypes[type].schemaVersion;
    const shown = Object.keys(open).filter((field) => !(OCCASIONAL as readonly string[]).includes(field));
    const expected = Object.keys(fields[type].open).filter((field) => !isOld || !NEW[type]?.includes(field));
    expect(shown.sort()).toEqual(expected.sort());
    expect(Object.keys(personal).sort()).toEqual(Object.keys(fields[type].personal).sort());
  });
});

/** More words than this are no code, id or name, but something that somebody wrote. */
const MOST_WORDS = 3;

const addressees = ['terms.escalate.0.addressee'];

/** The fields whose values are words of their own; every other text outside `personal` is a code, an id or an instant. */
const namesOutsidePersonal: Partial<Record<CaseEventType, readonly string[]>> = {
  ComplaintAcknowledged: ['handler.name'],
  HandlerAssigned: ['handler.name', 'previous.name'],
  ComplaintEscalated: ['addressee'],
  ClockStarted: addressees,
  ClockRetargeted: addressees,
  ComplaintMerged: ['promises.clocks.0.terms.escalate.0.addressee'],
  MergeCompleted: ['promises.clocks.0.terms.escalate.0.addressee'],
  ComplaintReferred: ['to'],
};

function texts(value: unknown, path: string): readonly (readonly [path: string, text: string])[] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => texts(member, path === '' ? name : `${path}.${name}`));
}

describe('outside personal', () => {
  it.each(written)('%s.v%d.json has nothing that a person wrote or that names a complainant', (type, version) => {
    const { personal = {}, ...open } = golden(type, version) as { readonly personal?: object };
    const allowed = namesOutsidePersonal[type] ?? [];
    const outside = texts(open, '');
    for (const [path, text] of outside) {
      expect([path, text.split(/\s+/).length <= (allowed.includes(path) ? MOST_WORDS : 1)]).toEqual([path, true]);
    }
    const inside = texts(personal, '').map(([, text]) => text);
    expect(outside.map(([, text]) => text).filter((text) => inside.includes(text))).toEqual([]);
  });

  it.each(written)('%s.v%d.json writes every text so long that it would be noticed', (type, version) => {
    const { personal = {} } = golden(type, version) as { readonly personal?: Record<string, unknown> };
    for (const field of eventTypes[type].redactable) {
      if (field === 'attachments') continue;
      expect([field, String(personal[field]).split(/\s+/).length > MOST_WORDS]).toEqual([field, true]);
    }
  });
});

describe('the builders of the testing entry', () => {
  it.each(EVENT_TYPES)('give a %s with fields that the type declares, and no others', (type) => {
    const { personal = {}, ...open } = event(type).data;
    expect([...Object.keys(fields[type].open), ...OCCASIONAL]).toEqual(expect.arrayContaining(Object.keys(open)));
    expect(Object.keys(fields[type].personal)).toEqual(expect.arrayContaining(Object.keys(personal)));
  });
});
