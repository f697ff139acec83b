import {
  acceptingCase,
  acknowledgedCase,
  after,
  agent,
  answeredCase,
  assignedCase,
  CASE_ID,
  caseOf,
  COMMAND_ID,
  COMPLAINANT,
  DAY_MS,
  dissatisfiedCase,
  escalatedCase,
  event,
  eventId,
  followedUpCase,
  HANDLER,
  handedOverCase,
  histories,
  history,
  HOUR_MS,
  importedCase,
  importer,
  integration,
  linkedCase,
  mergedCase,
  OTHER_CASE_ID,
  RECEIVED_AT,
  receivedCase,
  recorded,
  reopenedCase,
  resolvedCase,
  SECOND_HANDLER,
  unansweredCase,
  waitingCase,
  warnedCase,
} from '../testing';
import { type Case } from './state';
import { type RecordedEvent } from './events';
import { evolve, foldCase } from './evolve';
import { corrected } from './by-entry';
import { REDACTED, UNKNOWN } from './vocabulary';

const hour = (n: number): string => after(RECEIVED_AT, n * HOUR_MS);

describe('before the receipt', () => {
  it('there is no case, whatever else is on record', () => {
    expect(foldCase(CASE_ID, [])).toBeNull();
    expect(foldCase(CASE_ID, history(event('ComplaintAcknowledged'), event('MessageReceived')))).toBeNull();
  });
});

describe('the receipt', () => {
  it('begins the case, with nothing that was not said', () => {
    const since = RECEIVED_AT;
    expect(receivedCase()).toEqual({
      promised: null,
      timeline: expect.anything() as Case['timeline'],
      clocks: {
        clocks: [],
        waits: [],
        undated: [],
        held: [],
        started: {},
        owed: { acknowledgement: { since }, 'final-response': { since }, resolution: { since } },
      },
      id: CASE_ID,
      revision: 0,
      status: 'received',
      statusSince: RECEIVED_AT,
      ending: null,
      receivedAt: RECEIVED_AT,
      receivedAtPrecision: 'instant',
      recordedAt: RECEIVED_AT,
      updatedAt: RECEIVED_AT,
      everAcknowledged: false,
      channel: 'email',
      subject: null,
      text: 'The kettle leaks.',
      complainant: COMPLAINANT,
      category: null,
      product: null,
      severity: null,
      labels: [],
      externalRefs: [],
      attachments: [],
      handler: null,
      handlerSince: null,
      handedOver: false,
      introductionOwed: false,
      escalationLevel: 1,
      everEscalated: false,
      handlerFollowedUp: false,
      waitingFor: [],
      openMessages: [],
      contactsElsewhere: [],
      finalResponseAt: null,
      followUps: [],
      dissatisfied: false,
      warnings: [],
      links: [],
      endedLinks: [],
      acceptances: [],
      mergedFrom: [],
      mergedInto: null,
      leftToTarget: null,
      contradictions: [],
      confidential: false,
      restrictedTo: null,
      recordedBy: { id: agent.id, via: agent.via },
      redactableEvents: [eventId(0)],
      redactedEvents: [],
      receiptEvent: eventId(0),
      source: null,
    });
  });

  it('remembers who recorded it, and by which key', () => {
    const receivedBy = (actor: typeof agent) => caseOf([recorded(event('ComplaintReceived'), RECEIVED_AT, actor)]);
    expect(receivedBy({ ...integration, id: 'dan', via: 'crm' }).recordedBy).toEqual({ id: 'dan', via: 'crm' });
    expect(receivedBy(importer).recordedBy).toEqual({ id: 'import', via: null });
  });

  it('tells when it happened from when it was recorded', () => {
    const late = recorded(event('ComplaintReceived'), RECEIVED_AT, agent, {
      recordedAt: hour(5),
      occurredAtPrecision: 'day',
    });
    expect(caseOf([late])).toMatchObject({
      receivedAt: RECEIVED_AT,
      receivedAtPrecision: 'day',
      recordedAt: hour(5),
      updatedAt: hour(5),
    });
  });

  it('happens once', () => {
    const again = event('ComplaintReceived', { channel: 'phone' }, { text: 'Another.' });
    expect(acknowledgedCase(again)).toMatchObject({ status: 'acknowledged', channel: 'email', revision: 2 });
  });

  it('begins no more than is known', () => {
    expect(importedCase()).toMatchObject({ complainant: UNKNOWN, text: UNKNOWN, subject: null, labels: [] });
  });
});

describe('who takes care of the case', () => {
  it('is whom the acknowledgement names', () => {
    expect(acknowledgedCase()).toMatchObject({
      status: 'acknowledged',
      everAcknowledged: true,
      handler: HANDLER,
      handlerSince: hour(1),
      handedOver: false,
    });
  });

  it('is whom it was handed to', () => {
    expect(handedOverCase()).toMatchObject({
      status: 'acknowledged',
      handler: SECOND_HANDLER,
      handlerSince: hour(2),
      handedOver: true,
      introductionOwed: true,
    });
  });

  it('is no other when only the name is spelt anew', () => {
    const renamed = { ...HANDLER, name: 'Ann Archer' };
    expect(acknowledgedCase(event('HandlerAssigned', { handler: renamed, previous: HANDLER }))).toMatchObject({
      handler: renamed,
      handlerSince: hour(1),
      handedOver: false,
      introductionOwed: false,
    });
  });

  it('was handed over already when the acknowledgement names another than was assigned', () => {
    expect(assignedCase(event('ComplaintAcknowledged', { handler: SECOND_HANDLER }))).toMatchObject({
      handedOver: true,
      introductionOwed: false,
    });
    expect(assignedCase(event('ComplaintAcknowledged')).handedOver).toBe(false);
  });

  it('was handed over even when it comes back', () => {
    expect(handedOverCase(event('HandlerAssigned', { handler: HANDLER })).handedOver).toBe(true);
  });

  it('is not introduced by a message that went out before the handover and was entered after it', () => {
    const before = recorded(event('MessageSent'), after(hour(2), -1));
    const since = recorded(event('MessageSent'), hour(2));
    expect(handedOverCase(before).introductionOwed).toBe(true);
    expect(handedOverCase(since).introductionOwed).toBe(false);
  });
});

describe('the level', () => {
  it('goes up and down, and it is not forgotten that it was up', () => {
    expect(escalatedCase()).toMatchObject({ escalationLevel: 2, everEscalated: true, status: 'acknowledged' });
    expect(escalatedCase(event('ComplaintDeescalated'))).toMatchObject({ escalationLevel: 1, everEscalated: true });
  });
});

describe('messages', () => {
  const message = (at: string) => recorded(event('MessageReceived'), at);
  const since = (state: { openMessages: readonly { since: string }[] }) => state.openMessages.map((it) => it.since);

  it('wait, the oldest first, whatever order they were entered in', () => {
    expect(since(acknowledgedCase(message(hour(5)), message(hour(3)), message(hour(4))))).toEqual([3, 4, 5].map(hour));
  });

  it.each([
    event('MessageSent'),
    event('ResponseIssued', { kind: 'interim' }),
    event('ResponseIssued'),
    event('ComplaintFollowedUp'),
    event('ComplaintWithdrawn'),
    event('ComplaintRejected'),
    event('ComplaintReferred'),
  ])('are answered by all that reaches the complainant, and no more owed after the end: $type', (contact) => {
    expect(since(unansweredCase(contact))).toEqual([]);
  });

  it.each([
    event('ComplaintFollowedUp', { with: 'handler' }),
    event('ComplaintFollowedUp', { outcome: 'no-answer' }),
    event('NoteAdded'),
    event('InformationRequested'),
    event('ComplaintEscalated'),
    event('ComplaintResolved', { by: 'waiver' }),
  ])('are not answered by what does not: $type', (other) => {
    expect(since(unansweredCase(other))).toEqual([hour(2)]);
  });

  it.each([
    event('MessageSent'),
    event('ResponseIssued'),
    event('ComplaintFollowedUp'),
    event('ComplaintWithdrawn'),
    event('ComplaintReferred'),
  ])('are not answered by what had happened before they came, and was only entered later: $type', (contact) => {
    const state = acknowledgedCase(message(hour(3)), message(hour(5)), recorded(contact, hour(4)));
    expect(since(state)).toEqual([hour(5)]);
    expect(since(acknowledgedCase(message(hour(3)), recorded(contact, hour(3))))).toEqual([]);
  });

  it('are answered by what is dated by the day, in the order of the record', () => {
    const midnight = recorded(event('MessageSent'), '2026-03-02T00:00:00.000Z', importer, {
      occurredAtPrecision: 'day',
    });
    expect(since(unansweredCase(midnight))).toEqual([]);
  });

  it('reopen nothing by themselves', () => {
    expect(resolvedCase(event('MessageReceived'))).toMatchObject({ status: 'resolved', openMessages: [{}] });
  });
});

describe('waiting', () => {
  it('ends with the information, each wait by its own', () => {
    const second = event('InformationRequested', { requestId: 'second', from: 'third-party' });
    const waits = waitingCase(second);
    expect(waits.waitingFor).toEqual([
      { requestId: COMMAND_ID, from: 'complainant', since: hour(2) },
      { requestId: 'second', from: 'third-party', since: hour(3) },
    ]);
    expect(waitingCase(second, event('InformationReceived')).waitingFor).toEqual([waits.waitingFor[1]]);
  });

  it.each([event('ComplaintResolved'), event('ComplaintWithdrawn'), event('ComplaintMerged')])(
    'ends with the case: $type',
    (end) => {
      expect(waitingCase(end).waitingFor).toEqual([]);
    },
  );
});

describe('a final response', () => {
  it('answers the complaint', () => {
    expect(answeredCase()).toMatchObject({ status: 'answered', statusSince: hour(2), finalResponseAt: hour(2) });
  });

  it.each(['interim', 'holding'] as const)('is not one that is %s', (kind) => {
    const state = acknowledgedCase(event('ResponseIssued', { kind }));
    expect(state).toMatchObject({ status: 'acknowledged', finalResponseAt: null });
  });

  it('begins the follow-ups anew', () => {
    expect(followedUpCase(event('ResponseIssued'))).toMatchObject({ followUps: [], finalResponseAt: hour(4) });
  });
});

describe('a follow-up', () => {
  it('is kept with whom, how and when', () => {
    const handler = event('ComplaintFollowedUp', { with: 'handler', outcome: 'dissatisfied' });
    expect(followedUpCase(handler)).toMatchObject({
      status: 'answered',
      followUps: [
        { with: 'complainant', outcome: 'satisfied', at: hour(3) },
        { with: 'handler', outcome: 'dissatisfied', at: hour(4) },
      ],
    });
  });

  it('sends the case back to work when the complainant is dissatisfied', () => {
    expect(dissatisfiedCase()).toMatchObject({
      status: 'acknowledged',
      statusSince: hour(3),
      dissatisfied: true,
      finalResponseAt: null,
    });
    expect(dissatisfiedCase(event('ResponseIssued'))).toMatchObject({ status: 'answered', dissatisfied: false });
  });

  it.each(['satisfied', 'dissatisfied', 'no-answer'] as const)(
    'says nothing of a response that went out after it, although it was entered later: %s',
    (outcome) => {
      const early = recorded(event('ComplaintFollowedUp', { outcome }), after(hour(2), -1));
      expect(answeredCase(early)).toMatchObject({ status: 'answered', followUps: [], dissatisfied: false });
      const onTime = recorded(event('ComplaintFollowedUp', { outcome }), hour(2));
      expect(answeredCase(onTime).followUps).toHaveLength(1);
    },
  );
});

describe('the end', () => {
  it.each([
    ['ComplaintWithdrawn', 'withdrawn'],
    ['ComplaintRejected', 'rejected'],
    ['ComplaintReferred', 'referred'],
    ['ComplaintMerged', 'merged'],
  ] as const)('%s closes the case', (type, ending) => {
    expect(acknowledgedCase(event(type))).toMatchObject({ status: 'closed', statusSince: hour(2), ending });
  });

  it('of a resolved case is no ending of another kind', () => {
    expect(resolvedCase()).toMatchObject({ status: 'resolved', ending: null });
  });
});

describe('reopening', () => {
  it('takes work up where it was', () => {
    expect(reopenedCase()).toMatchObject({
      status: 'acknowledged',
      statusSince: hour(5),
      ending: null,
      finalResponseAt: null,
      followUps: [],
      handler: HANDLER,
    });
  });

  it('forgets a dissatisfaction no more than the final response it was about', () => {
    expect(dissatisfiedCase(event('ComplaintWithdrawn'), event('ComplaintReopened')).dissatisfied).toBe(false);
  });

  it('leaves the level, and that it was escalated, as they were', () => {
    const state = escalatedCase(event('ComplaintWithdrawn'), event('ComplaintReopened', { from: 'closed' }));
    expect(state).toMatchObject({ escalationLevel: 2, everEscalated: true });
  });
});

describe('a merge', () => {
  const openMessages = [{ event: 'theirs', since: hour(1) }];

  it('is open on the target until it is completed or aborted', () => {
    expect(acceptingCase().acceptances).toEqual([{ mergeId: COMMAND_ID, source: OTHER_CASE_ID, since: hour(2) }]);
    expect(acceptingCase(event('MergeAborted'))).toMatchObject({ acceptances: [], mergedFrom: [] });
    expect(acceptingCase(event('MergeAborted', { mergeId: 'another' })).acceptances).toHaveLength(1);
  });

  it('settles every acceptance of the same source, for it cannot be merged again', () => {
    const twice = acceptingCase(event('MergeAccepted', { mergeId: 'second' }));
    expect(twice.acceptances).toHaveLength(2);
    const completed = event('MergeCompleted', { mergeId: 'second' });
    expect(
      caseOf([...histories.accepting, event('MergeAccepted', { mergeId: 'second' }), completed]).acceptances,
    ).toEqual([]);
    const another = event('MergeAccepted', { mergeId: 'third', source: 'another' });
    expect(acceptingCase(another, completed).acceptances).toMatchObject([{ mergeId: 'third' }]);
  });

  it('leaves nothing to do on the source, and all of it to the target', () => {
    const merged = event('ComplaintMerged', { openMessages });
    expect(unansweredCase(merged)).toMatchObject({
      mergedInto: OTHER_CASE_ID,
      openMessages: [],
      leftToTarget: { receivedAt: RECEIVED_AT, receivedAtPrecision: 'instant', openMessages },
    });
    expect(mergedCase().leftToTarget).toEqual({
      receivedAt: RECEIVED_AT,
      receivedAtPrecision: 'instant',
      openMessages: [],
    });
    const late = recorded(merged, hour(1));
    expect(unansweredCase(late).openMessages).toEqual([]);
  });

  it('brings the earliest receipt and the open messages, the oldest first', () => {
    const earlier = after(RECEIVED_AT, -DAY_MS);
    const completed = event('MergeCompleted', { receivedAt: earlier, receivedAtPrecision: 'day', openMessages });
    expect(unansweredCase(event('MergeAccepted'), completed)).toMatchObject({
      receivedAt: earlier,
      receivedAtPrecision: 'day',
      mergedFrom: [OTHER_CASE_ID],
      acceptances: [],
      openMessages: [...openMessages, { event: eventId(2), since: hour(2) }],
    });
  });

  it('may be one of several', () => {
    const second = event('MergeCompleted', { mergeId: 'second', source: 'another' });
    expect(acceptingCase(event('MergeCompleted'), second).mergedFrom).toEqual([OTHER_CASE_ID, 'another']);
  });

  it('keeps the own receipt when that is the earlier one', () => {
    const completed = event('MergeCompleted', { receivedAt: hour(1), receivedAtPrecision: 'day' });
    expect(acceptingCase(completed)).toMatchObject({ receivedAt: RECEIVED_AT, receivedAtPrecision: 'instant' });
  });

  it('does not put an unknown receipt in the place of a known one', () => {
    const completed = event('MergeCompleted', {
      receivedAt: '1970-01-01T00:00:00.000Z',
      receivedAtPrecision: 'unknown',
    });
    expect(acceptingCase(completed)).toMatchObject({ receivedAt: RECEIVED_AT, receivedAtPrecision: 'instant' });
  });
});

describe('links', () => {
  it('have an end that is final', () => {
    expect(linkedCase().links).toEqual([{ linkId: COMMAND_ID, case: OTHER_CASE_ID, relation: 'same-problem' }]);
    expect(linkedCase(event('CasesUnlinked'))).toMatchObject({ links: [], endedLinks: [COMMAND_ID] });
    expect(linkedCase(event('CasesUnlinked'), event('CasesLinked')).links).toEqual([]);
    expect(acknowledgedCase(event('CasesUnlinked'), event('CasesLinked')).links).toEqual([]);
  });

  it('do not end each other', () => {
    const second = event('CasesLinked', { linkId: 'second', relation: 'duplicate' });
    expect(linkedCase(second).links.map(({ linkId }) => linkId)).toEqual([COMMAND_ID, 'second']);
    expect(linkedCase(second, event('CasesUnlinked')).links.map(({ linkId }) => linkId)).toEqual(['second']);
  });
});

describe('the classification', () => {
  it('changes what is said, takes away what is null, and leaves the rest', () => {
    const receipt = event('ComplaintReceived', {
      category: 'safety',
      product: 'K1',
      severity: 'low',
      labels: ['water'],
    });
    const change = { type: 'ComplaintClassified', data: { category: null, severity: 'high' } } as const;
    expect(caseOf([receipt, change])).toMatchObject({
      category: null,
      product: 'K1',
      severity: 'high',
      labels: ['water'],
    });
  });
});

describe('the complainant', () => {
  it('is as corrected last', () => {
    const changes = { name: 'Clara Coles', email: null, phone: '1234' };
    const state = receivedCase(event('ComplainantCorrected', {}, { changes }));
    expect(state.complainant).toEqual({ name: 'Clara Coles', phone: '1234' });
  });

  it('becomes known by a name', () => {
    expect(corrected(UNKNOWN, { name: 'Clara' })).toEqual({ name: 'Clara' });
    expect(corrected(UNKNOWN, { email: 'clara@example.org' })).toEqual(UNKNOWN);
  });
});

describe('access and warnings', () => {
  it('are as last restricted', () => {
    const restricted = event('AccessRestricted', { to: ['ben'] });
    expect(receivedCase(restricted)).toMatchObject({ confidential: true, restrictedTo: ['ben'] });
    expect(receivedCase(restricted, event('AccessUnrestricted'))).toMatchObject({
      confidential: false,
      restrictedTo: null,
    });
  });

  it('are kept with their event, each of them', () => {
    expect(warnedCase(event('ConductWarningIssued')).warnings).toEqual([
      { event: eventId(2), at: hour(2) },
      { event: eventId(3), at: hour(3) },
    ]);
  });
});

describe('what came from a file', () => {
  const from = (rowHash: string, ordinal: number, kept: Record<string, string> = {}) =>
    recorded(event('SourceRowNoted'), hour(1), importer, { source: { mapping: 'log', kept, rowHash, ordinal } });

  it('counts a row once, however many events it gave', () => {
    const state = receivedCase(from('a', 0), from('a', 0), from('a', 1), from('b', 0, { priority: '2' }));
    expect(state.source).toEqual({ mapping: 'log', kept: { priority: '2' }, lastRow: 'b 0', sourceRows: 3 });
  });

  it('stays when something else happens', () => {
    expect(receivedCase(from('a', 0), event('NoteAdded')).source?.sourceRows).toBe(1);
    expect(receivedCase().source).toBeNull();
  });
});

describe('what a version of Redress does not know', () => {
  const unknown = (type: string, data: unknown): RecordedEvent =>
    ({ ...recorded(event('NoteAdded'), hour(9)), type, data }) as unknown as RecordedEvent;

  it.each(['ComplaintSung', 'constructor', 'toString', 'hasOwnProperty', '__proto__', ''])(
    'leaves no trace but its revision: %s',
    (type) => {
      const before = acknowledgedCase();
      for (const data of [{}, { personal: {} }, null, undefined, 7, 'text', []]) {
        const state = evolve(CASE_ID, before, { ...unknown(type, data), revision: 2 });
        expect(state).toEqual({ ...before, revision: 2, updatedAt: hour(9) });
        expect(evolve(CASE_ID, null, unknown(type, data))).toBeNull();
      }
    },
  );
});

describe('what was erased', () => {
  it('leaves the case as it was, without whatever was personal', () => {
    const changes = { name: 'Clara Coles' };
    const events = history(...histories.answered, event('ComplainantCorrected', {}, { changes }));
    const erased = events.map((it) => {
      const { personal: _personal, ...data } = it.data as { personal?: unknown };
      return { ...it, data } as RecordedEvent;
    });
    expect(foldCase(CASE_ID, erased)).toMatchObject({
      status: 'answered',
      complainant: UNKNOWN,
      text: REDACTED,
      subject: null,
      handler: HANDLER,
      redactableEvents: [],
    });
  });
});
