import {
  after,
  command,
  DAY_MS,
  event,
  given,
  histories,
  HOUR_MS,
  importer,
  RECEIVED_AT,
  recorded,
  supervisor,
} from '../../testing';
import { type FollowUpOutcome } from '../vocabulary';

const resolve = command('ResolveComplaint');
const handlerAsked = event('ComplaintFollowedUp', { with: 'handler', outcome: 'no-answer' });
const asked = (outcome: FollowUpOutcome, at: string) => recorded(event('ComplaintFollowedUp', { outcome }), at);

describe('ResolveComplaint', () => {
  describe('by the satisfaction of the complainant', () => {
    it('ends the case', () => {
      given(histories.followedUp)
        .when(command('ResolveComplaint', { summary: 'A new kettle.' }))
        .then([event('ComplaintResolved', { by: 'satisfied' }, { summary: 'A new kettle.' })]);
    });

    it('is asked for again after every final response', () => {
      given([...histories.followedUp, event('ResponseIssued')])
        .when(resolve)
        .thenRefused('not-followed-up');
    });

    it('is not disturbed by an interim response', () => {
      given([...histories.followedUp, event('ResponseIssued', { kind: 'interim' })])
        .when(resolve)
        .then([event('ComplaintResolved')]);
    });

    it.each(['not a follow-up yet', 'one that nobody answered'])('is refused without it: %s', (what) => {
      const since = what.startsWith('one') ? [event('ComplaintFollowedUp', { outcome: 'no-answer' })] : [];
      given([...histories.answered, ...since])
        .when(resolve)
        .thenRefused('not-followed-up');
    });

    it('is what the last follow-up says, not an earlier one', () => {
      given([...histories.followedUp, event('ComplaintFollowedUp', { outcome: 'no-answer' })])
        .when(resolve)
        .thenRefused('not-followed-up');
      given([
        ...histories.answered,
        event('ComplaintFollowedUp', { outcome: 'no-answer' }),
        event('ComplaintFollowedUp'),
      ])
        .when(resolve)
        .then([event('ComplaintResolved')]);
    });

    it('does not count when it was given before the final response and only entered after it', () => {
      const responded = after(RECEIVED_AT, 3 * HOUR_MS);
      const before = after(responded, -1);
      given([...histories.acknowledged, recorded(event('ResponseIssued'), responded), asked('satisfied', before)])
        .when(resolve)
        .thenRefused('not-followed-up');
      given([...histories.acknowledged, recorded(event('ResponseIssued'), responded), asked('satisfied', responded)])
        .when(resolve)
        .then([event('ComplaintResolved')]);
    });
  });

  describe('when the case was handed up or on', () => {
    it.each(['answeredAfterEscalation', 'answeredAfterHandover'] as const)('needs the handler asked too: %s', (how) => {
      const responded =
        how === 'answeredAfterEscalation' ? histories[how] : [...histories.handedOver, event('ResponseIssued')];
      const satisfied = [...responded, event('ComplaintFollowedUp')];
      given(satisfied).when(resolve).thenRefused('handler-not-followed-up');
      given([...satisfied, handlerAsked])
        .when(resolve)
        .then([event('ComplaintResolved')]);
    });

    it('needs it although the case has come down again', () => {
      given([...histories.answeredAfterEscalation, event('ComplaintDeescalated'), event('ComplaintFollowedUp')])
        .when(resolve)
        .thenRefused('handler-not-followed-up');
    });

    it('needs it since the latest final response', () => {
      given([...histories.answeredAfterEscalation, handlerAsked, event('ResponseIssued'), event('ComplaintFollowedUp')])
        .when(resolve)
        .thenRefused('handler-not-followed-up');
    });

    it('is not held up by what the handler said', () => {
      const said = event('ComplaintFollowedUp', { with: 'handler', outcome: 'dissatisfied' });
      given([...histories.answeredAfterEscalation, said, event('ComplaintFollowedUp')])
        .when(resolve)
        .then([event('ComplaintResolved')]);
    });

    it('is not ended by a satisfied handler', () => {
      given([...histories.answeredAfterEscalation, event('ComplaintFollowedUp', { with: 'handler' })])
        .when(resolve)
        .thenRefused('not-followed-up');
    });
  });

  describe('when nobody answers', () => {
    it('takes two tries on different days', () => {
      given(histories.noAnswerTwice)
        .when(resolve)
        .then([event('ComplaintResolved', { by: 'no-answer-twice' })]);
    });

    it('is refused after two tries on one day', () => {
      const morning = after(RECEIVED_AT, DAY_MS);
      given([...histories.answered, asked('no-answer', morning), asked('no-answer', after(morning, 8 * HOUR_MS))])
        .when(resolve)
        .thenRefused('not-followed-up');
    });

    it('counts the days of the zone', () => {
      // 23:30 and 00:30 of the next day in Berlin, which is an hour ahead of UTC in March.
      const tries = [asked('no-answer', '2026-03-03T22:30:00.000Z'), asked('no-answer', '2026-03-03T23:30:00.000Z')];
      const events = [...histories.answered, ...tries];
      given(events).when(resolve, { timeZone: 'UTC' }).thenRefused('not-followed-up');
      given(events)
        .when(resolve, { timeZone: 'Europe/Berlin' })
        .then([event('ComplaintResolved', { by: 'no-answer-twice' })]);
    });

    it('needs the handler asked too after an escalation', () => {
      const tries = [
        asked('no-answer', after(RECEIVED_AT, DAY_MS)),
        asked('no-answer', after(RECEIVED_AT, 2 * DAY_MS)),
      ];
      const events = [...histories.answeredAfterEscalation, ...tries];
      given(events).when(resolve).thenRefused('handler-not-followed-up');
      given([...events, handlerAsked])
        .when(resolve)
        .then([event('ComplaintResolved', { by: 'no-answer-twice' })]);
    });

    it('does not count tries with the handler', () => {
      const tries = [1, 2].map((day) => recorded(handlerAsked, after(RECEIVED_AT, day * DAY_MS)));
      given([...histories.answered, ...tries])
        .when(resolve)
        .thenRefused('not-followed-up');
    });
  });

  it('is refused while a message is unanswered', () => {
    given([...histories.followedUp, event('MessageReceived')])
      .when(resolve)
      .thenRefused('unanswered-message');
    given([...histories.followedUp, event('MessageReceived'), event('MessageSent')])
      .when(resolve)
      .then([event('ComplaintResolved')]);
  });

  it.each(['received', 'acknowledged', 'reopened'] as const)('is refused before an answer: %s', (state) => {
    given(histories[state]).when(resolve).thenRefused('not-answered');
  });

  it('is refused to a dissatisfied complainant until there is a new final response', () => {
    given(histories.dissatisfied).when(resolve).thenRefused('complainant-dissatisfied');
    given([...histories.dissatisfied, event('MessageSent')])
      .when(resolve)
      .thenRefused('complainant-dissatisfied');
    given([...histories.dissatisfied, event('ResponseIssued')])
      .when(resolve)
      .thenRefused('not-followed-up');
  });

  describe('by a waiver', () => {
    const waive = command('ResolveComplaint', { waiver: { reason: 'She has moved away.' } });
    const waived = event('ComplaintResolved', { by: 'waiver' }, { reason: 'She has moved away.' });

    it.each(['received', 'acknowledged', 'answered', 'dissatisfied', 'unanswered', 'answeredAfterEscalation'] as const)(
      'ends the case whatever is owed: %s',
      (state) => {
        given(histories[state]).when(waive, { actor: supervisor }).then([waived]);
      },
    );

    it('needs a supervisor', () => {
      given(histories.answered).when(waive).thenRefused('waiver-needs-supervisor');
    });

    it('is said even where satisfaction would do', () => {
      given(histories.followedUp).when(waive, { actor: supervisor }).then([waived]);
    });
  });

  describe('because the source of an import had closed it', () => {
    const closed = command('ResolveComplaint', { waiver: 'closed-in-source' });

    it.each(['received', 'acknowledged', 'answered'] as const)('ends the case in %s', (state) => {
      given(histories[state])
        .when(closed, { actor: importer })
        .then([event('ComplaintResolved', { by: 'closed-in-source' })]);
    });

    it('is for imports alone', () => {
      given(histories.answered).when(closed, { actor: supervisor }).thenInvalid('/waiver');
      given(histories.answered).when(closed).thenRefused('waiver-needs-supervisor');
    });
  });

  it('is refused on a case that has ended, waiver or not', () => {
    given(histories.resolved).when(resolve).thenRefused('case-ended');
    given(histories.closed)
      .when(command('ResolveComplaint', { waiver: { reason: 'To be sure.' } }), { actor: supervisor })
      .thenRefused('case-ended');
  });
});
