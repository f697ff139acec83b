import { example, written } from '../../test/golden';
import {
  after,
  CASE_ID,
  eventId,
  histories,
  history,
  HOUR_MS,
  RECEIVED_AT,
  recorded,
  type NamedState,
} from '../testing';
import { type CaseEvent, type CaseEventType, type RecordedEvent } from './events';
import { evolveCase } from './evolve-case';
import { type Case } from './state';
import { REDACTED, UNKNOWN } from './vocabulary';

/** What the case itself is like after each example, beside what every event leaves: the state that it meets, and what changes. */
const effects: { readonly [Type in CaseEventType]: readonly [meets: NamedState | 'nothing', changes: Partial<Case>] } =
  {
    ComplaintReceived: [
      'nothing',
      {
        id: CASE_ID,
        status: 'received',
        channel: 'web-form',
        category: 'product-safety',
        product: 'K1',
        severity: 'high',
        labels: ['kettle', 'water'],
        confidential: true,
        promised: { policies: { 'eight-weeks': 3, default: 1 }, calendars: { office: 2 } },
        subject: 'My new kettle leaks since the first day',
        text: 'The kettle leaks, and the water runs over the table onto the floor.',
        externalRefs: [{ system: 'crm', id: '4711' }],
        complainant: {
          name: 'Clara Cole',
          email: 'clara@example.org',
          phone: '+49 30 1234567',
          handle: '@clara',
          externalId: 'c-17',
        },
      },
    ],
    ComplaintAcknowledged: [
      'received',
      {
        status: 'acknowledged',
        statusSince: at(1),
        everAcknowledged: true,
        handler: { id: 'ann', name: 'Ann Abbot' },
        handlerSince: at(1),
      },
    ],
    HandlerAssigned: [
      'acknowledged',
      { handler: { id: 'ben', name: 'Ben Brook' }, handlerSince: at(2), handedOver: true, introductionOwed: true },
    ],
    ComplaintEscalated: ['acknowledged', { escalationLevel: 2, everEscalated: true }],
    ComplaintDeescalated: ['escalated', { escalationLevel: 1 }],
    MessageReceived: ['acknowledged', { openMessages: [{ event: eventId(2), since: at(2) }] }],
    MessageSent: ['unanswered', { openMessages: [], ...contactsAt(3) }],
    InformationRequested: [
      'acknowledged',
      { waitingFor: [{ requestId: 'd0000000-0000-4000-8000-000000000001', from: 'complainant', since: at(2) }] },
    ],
    InformationReceived: ['waiting', { waitingFor: [] }],
    ResponseIssued: [
      'unanswered',
      { status: 'answered', statusSince: at(3), finalResponseAt: at(3), openMessages: [], ...contactsAt(3) },
    ],
    ComplaintFollowedUp: [
      'answered',
      {
        status: 'acknowledged',
        statusSince: at(3),
        finalResponseAt: null,
        dissatisfied: true,
        followUps: [{ with: 'complainant', outcome: 'dissatisfied', at: at(3) }],
        ...contactsAt(2, 3),
      },
    ],
    ComplaintResolved: ['followedUp', { status: 'resolved', statusSince: at(4) }],
    ComplaintReopened: [
      'resolved',
      { status: 'acknowledged', statusSince: at(5), finalResponseAt: null, followUps: [] },
    ],
    ComplaintWithdrawn: [
      'unanswered',
      { status: 'closed', statusSince: at(3), ending: 'withdrawn', openMessages: [], ...endedAt(3, 'withdrawn') },
    ],
    ComplaintRejected: [
      'received',
      { status: 'closed', statusSince: at(1), ending: 'rejected', ...endedAt(1, 'rejected') },
    ],
    ComplaintReferred: [
      'acknowledged',
      { status: 'closed', statusSince: at(2), ending: 'referred', ...endedAt(2, 'referred') },
    ],
    MergeAccepted: [
      'acknowledged',
      {
        acceptances: [
          {
            mergeId: 'd0000000-0000-4000-8000-000000000001',
            source: 'c0000000-0000-4000-8000-000000000002',
            since: at(2),
          },
        ],
      },
    ],
    ComplaintMerged: [
      'unanswered',
      {
        status: 'closed',
        statusSince: at(3),
        ending: 'merged',
        openMessages: [],
        mergedInto: 'c0000000-0000-4000-8000-000000000002',
        leftToTarget: {
          receivedAt: '2026-03-01T08:30:00.000Z',
          receivedAtPrecision: 'day',
          openMessages: [{ event: eventId(99), since: '2026-03-02T09:30:00.000Z' }],
          promises: example('ComplaintMerged', 1).data.promises!,
        },
      },
    ],
    MergeCompleted: [
      'accepting',
      {
        acceptances: [],
        mergedFrom: ['c0000000-0000-4000-8000-000000000002'],
        receivedAt: '2026-03-01T08:30:00.000Z',
        receivedAtPrecision: 'day',
        openMessages: [{ event: eventId(99), since: '2026-03-02T09:30:00.000Z' }],
      },
    ],
    MergeAborted: ['accepting', { acceptances: [] }],
    CasesLinked: [
      'acknowledged',
      {
        links: [
          {
            linkId: 'd0000000-0000-4000-8000-000000000001',
            case: 'c0000000-0000-4000-8000-000000000002',
            relation: 'same-problem',
          },
        ],
      },
    ],
    CasesUnlinked: ['linked', { links: [], endedLinks: ['d0000000-0000-4000-8000-000000000001'] }],
    ComplaintClassified: ['acknowledged', { category: 'warranty', severity: 'critical', labels: ['recall'] }],
    NoteAdded: ['acknowledged', {}],
    ComplainantCorrected: [
      'resolved',
      { complainant: { name: 'Clara Coles', phone: '+49 30 7654321', handle: '@clarac', externalId: 'c-18' } },
    ],
    ConductWarningIssued: ['acknowledged', { warnings: [{ event: eventId(2), at: at(2) }] }],
    ContentRedacted: ['acknowledged', { text: REDACTED, redactedEvents: [eventId(0)] }],
    AccessRestricted: ['acknowledged', { confidential: true, restrictedTo: ['ben', 'eve'] }],
    AccessUnrestricted: ['confidential', { confidential: false }],
    SourceRowNoted: ['acknowledged', {}],
    ClockStarted: ['acknowledged', {}],
    ClockPaused: ['acknowledged', {}],
    ClockResumed: ['acknowledged', {}],
    ClockExtended: ['acknowledged', {}],
    ClockRetargeted: ['acknowledged', {}],
    ClockMet: ['acknowledged', {}],
    ClockBreached: ['acknowledged', {}],
    ClockCancelled: ['acknowledged', {}],
    ClockThresholdReached: ['acknowledged', {}],
  };

type Contacts = Pick<Case, 'contacts' | 'lastContactAt'>;

function contactsAt(...revisions: readonly number[]): Contacts {
  const contacts = revisions.map((revision) => ({ at: at(revision), precision: 'instant' as const, ending: null }));
  return { contacts, lastContactAt: contacts.at(-1)?.at ?? null };
}

function endedAt(revision: number, ending: 'withdrawn' | 'rejected' | 'referred'): Contacts {
  return { contacts: [{ at: at(revision), precision: 'instant', ending }], lastContactAt: at(revision) };
}

function at(revision: number): string {
  return after(RECEIVED_AT, revision * HOUR_MS);
}

function meet(state: NamedState | 'nothing'): { readonly before: Case | null; readonly revision: number } {
  const events = state === 'nothing' ? [] : history(...histories[state]);
  const before = events.reduce<Case | null>((folded, it) => evolveCase(CASE_ID, folded, it), null);
  return { before, revision: events.length };
}

describe('a case understands', () => {
  it.each(written)('%s.v%d.json', (type, version) => {
    const [state, changes] = effects[type];
    const { before, revision } = meet(state);
    const it: RecordedEvent = recorded(example(type, version), at(revision), undefined, { revision });
    const afterwards = evolveCase(CASE_ID, before, it);
    expect(afterwards).not.toBeNull();
    if (before === null) {
      expect(afterwards).toMatchObject(changes);
      return;
    }
    const isWritten = example(type, version).data.personal !== undefined;
    const redactableEvents = [...before.redactableEvents, ...(isWritten ? [eventId(revision)] : [])];
    expect(afterwards).toEqual({ ...before, revision, updatedAt: at(revision), redactableEvents, ...changes });
  });

  it.each(written)('%s.v%d.json after its key was destroyed', (type, version) => {
    const { personal: _personal, ...open } = example(type, version).data;
    const { before, revision } = meet(effects[type][0]);
    const erased = recorded({ type, data: open } as CaseEvent, at(revision), undefined, { revision });
    const afterwards = evolveCase(CASE_ID, before, erased);
    expect(afterwards?.revision).toBe(revision);
    if (type === 'ComplaintReceived') expect(afterwards).toMatchObject({ complainant: UNKNOWN, text: REDACTED });
  });
});
