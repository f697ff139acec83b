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
import { evolve } from './evolve';
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
    MessageReceived: ['acknowledged', { openMessages: [{ event: eventId(2), since: at(2), revision: 2 }] }],
    MessageSent: ['unanswered', { openMessages: [] }],
    InformationRequested: [
      'acknowledged',
      { waitingFor: [{ requestId: 'd0000000-0000-4000-8000-000000000001', from: 'complainant', since: at(2) }] },
    ],
    InformationReceived: ['waiting', { waitingFor: [] }],
    ResponseIssued: [
      'unanswered',
      { status: 'answered', statusSince: at(3), finalResponseAt: at(3), openMessages: [] },
    ],
    ComplaintFollowedUp: [
      'answered',
      {
        status: 'acknowledged',
        statusSince: at(3),
        finalResponseAt: null,
        dissatisfied: true,
        followUps: [{ with: 'complainant', outcome: 'dissatisfied', at: at(3) }],
      },
    ],
    ComplaintResolved: ['followedUp', { status: 'resolved', statusSince: at(4) }],
    ComplaintReopened: [
      'resolved',
      { status: 'acknowledged', statusSince: at(5), finalResponseAt: null, followUps: [] },
    ],
    ComplaintWithdrawn: ['unanswered', { status: 'closed', statusSince: at(3), ending: 'withdrawn', openMessages: [] }],
    ComplaintRejected: ['received', { status: 'closed', statusSince: at(1), ending: 'rejected' }],
    ComplaintReferred: ['acknowledged', { status: 'closed', statusSince: at(2), ending: 'referred' }],
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
        openMessages: [{ event: eventId(99), since: '2026-03-02T09:30:00.000Z', revision: 3 }],
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
    ClockCorrected: ['acknowledged', {}],
  };

/** What the second version of a type adds. */
const since2: Partial<Record<CaseEventType, Partial<Case>>> = {
  ComplaintFollowedUp: { contradictions: [{ end: eventId(97), by: eventId(3) }] },
  ComplaintMerged: {
    leftToTarget: {
      receivedAt: '2026-03-01T08:30:00.000Z',
      receivedAtPrecision: 'day',
      openMessages: [{ event: eventId(99), since: '2026-03-02T09:30:00.000Z' }],
      promises: example('ComplaintMerged', 2).data.promises!,
      duties: example('ComplaintMerged', 2).data.duties!,
    },
  },
  MergeCompleted: {
    escalationLevel: 3,
    everEscalated: true,
    handedOver: true,
    introductionOwed: true,
    dissatisfied: true,
    warnings: [{ event: eventId(96), at: '2026-03-02T10:00:00.000Z' }],
    waitingFor: [
      { requestId: 'd0000000-0000-4000-8000-000000000002', from: 'complainant', since: '2026-03-02T11:00:00.000Z' },
    ],
    contactsElsewhere: [{ revision: 3, contacts: [{ at: '2026-03-02T12:00:00.000Z', precision: 'instant' }] }],
    confidential: true,
    restrictedTo: ['ben', 'eve'],
  },
};

function at(revision: number): string {
  return after(RECEIVED_AT, revision * HOUR_MS);
}

function meet(state: NamedState | 'nothing'): { readonly before: Case | null; readonly revision: number } {
  const events = state === 'nothing' ? [] : history(...histories[state]);
  const before = events.reduce<Case | null>((folded, it) => evolve(CASE_ID, folded, it), null);
  return { before, revision: events.length };
}

describe('a case understands', () => {
  it.each(written)('%s.v%d.json', (type, version) => {
    const [state, changes] = effects[type];
    const { before, revision } = meet(state);
    const it: RecordedEvent = recorded(example(type, version), at(revision), undefined, { revision });
    const afterwards = evolve(CASE_ID, before, it);
    expect(afterwards).not.toBeNull();
    if (before === null) {
      expect(afterwards).toMatchObject(changes);
      return;
    }
    const isWritten = example(type, version).data.personal !== undefined;
    const redactableEvents = [...before.redactableEvents, ...(isWritten ? [eventId(revision)] : [])];
    const { clocks: _clocks, timeline: _timeline, ...after } = afterwards as Case;
    const { clocks: _before, timeline: _facts, ...rest } = before;
    const expected = { ...rest, revision, updatedAt: at(revision), redactableEvents, ...changes };
    expect(after).toEqual({ ...expected, ...(version > 1 ? since2[type] : {}) });
  });

  it.each(written)('%s.v%d.json after its key was destroyed', (type, version) => {
    const { personal: _personal, ...open } = example(type, version).data;
    const { before, revision } = meet(effects[type][0]);
    const erased = recorded({ type, data: open } as CaseEvent, at(revision), undefined, { revision });
    const afterwards = evolve(CASE_ID, before, erased);
    expect(afterwards?.revision).toBe(revision);
    if (type === 'ComplaintReceived') expect(afterwards).toMatchObject({ complainant: UNKNOWN, text: REDACTED });
  });
});
