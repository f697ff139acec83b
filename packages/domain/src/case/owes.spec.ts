import {
  acknowledgedCase,
  answeredAfterEscalationCase,
  answeredCase,
  closedCase,
  dissatisfiedCase,
  escalatedCase,
  event,
  followedUpCase,
  HANDLER,
  handedOverCase,
  mergedCase,
  noAnswerTwiceCase,
  receivedCase,
  rejectedCase,
  reopenedCase,
  resolvedCase,
  SECOND_HANDLER,
  unansweredCase,
  waivedCase,
  withdrawnCase,
} from '../testing';
import { owes } from './owes';

const asked = (outcome: 'satisfied' | 'no-answer') => event('ComplaintFollowedUp', { outcome });
const handlerAsked = event('ComplaintFollowedUp', { with: 'handler', outcome: 'no-answer' });

describe('what a case owes', () => {
  it.each([
    ['on receipt: to say that we have it, and an answer', receivedCase(), ['acknowledgement', 'final-response']],
    ['once acknowledged: an answer', acknowledgedCase(), ['final-response']],
    ['after an escalation: an answer', escalatedCase(), ['final-response']],
    ['once answered: to ask whether it helped', answeredCase(), ['follow-up']],
    ['after an escalation: to ask the handler too', answeredAfterEscalationCase(), ['follow-up', 'handler-follow-up']],
    [
      'the handler, when only the complainant was asked',
      answeredAfterEscalationCase(asked('satisfied')),
      ['handler-follow-up'],
    ],
    ['the complainant, when only the handler was asked', answeredAfterEscalationCase(handlerAsked), ['follow-up']],
    ['a satisfied complainant nothing', followedUpCase(), []],
    ['a complainant who did not answer another try', answeredCase(asked('no-answer')), ['follow-up']],
    ['a complainant who did not answer, whatever was said before', followedUpCase(asked('no-answer')), ['follow-up']],
    ['a dissatisfied complainant a new answer', dissatisfiedCase(), ['final-response']],
    ['a follow-up after every final response', followedUpCase(event('ResponseIssued')), ['follow-up']],
    ['an answer again after reopening', reopenedCase(), ['final-response']],
  ])('%s', (_what, state, expected) => {
    expect(owes(state)).toEqual(expected);
  });

  it.each([
    ['resolved', resolvedCase()],
    ['resolved by a waiver', waivedCase()],
    ['withdrawn', closedCase()],
    ['rejected unread', rejectedCase()],
    ['merged', mergedCase()],
  ])('nothing once it has ended: %s', (_how, state) => {
    expect(owes(state)).toEqual([]);
  });

  it('still a follow-up where two stayed unanswered, although it could be resolved', () => {
    expect(owes(noAnswerTwiceCase())).toEqual(['follow-up']);
  });
});

describe('a reply', () => {
  it.each([
    ['while a message is open', unansweredCase()],
    ['after the end, to a message that came since', withdrawnCase(event('MessageReceived'))],
    [
      'after the end, to a message that a waiver passed over',
      unansweredCase(event('ComplaintResolved', { by: 'waiver' })),
    ],
  ])('is owed %s', (_when, state) => {
    expect(owes(state)).toContain('reply');
  });

  it.each([
    ['a message', unansweredCase(event('MessageSent'))],
    ['a response', unansweredCase(event('ResponseIssued', { kind: 'interim' }))],
    ['a follow-up', answeredCase(event('MessageReceived'), asked('satisfied'))],
  ])('is given by %s', (_what, state) => {
    expect(owes(state)).not.toContain('reply');
  });

  it('is not given by a call that stays unanswered', () => {
    expect(owes(answeredCase(event('MessageReceived'), asked('no-answer')))).toContain('reply');
  });

  it('is not given by a follow-up with the handler', () => {
    expect(owes(answeredCase(event('MessageReceived'), handlerAsked))).toContain('reply');
  });
});

describe('an introduction', () => {
  it('is owed by the new handler of an acknowledged case', () => {
    expect(owes(handedOverCase())).toContain('introduction');
  });

  it('is not owed before the acknowledgement, which names the handler itself', () => {
    expect(owes(receivedCase(event('HandlerAssigned', { previous: null })))).not.toContain('introduction');
  });

  it('is not owed by somebody whose name was spelt anew', () => {
    const renamed = event('HandlerAssigned', { handler: { ...HANDLER, name: 'Ann Archer' }, previous: HANDLER });
    expect(owes(acknowledgedCase(renamed))).not.toContain('introduction');
  });

  it.each([event('MessageSent'), event('ResponseIssued', { kind: 'interim' }), event('ResponseIssued')])(
    'is given by what goes out: $type',
    (sent) => {
      expect(owes(handedOverCase(sent))).not.toContain('introduction');
    },
  );

  it.each([event('ComplaintWithdrawn'), event('ComplaintResolved', { by: 'waiver' })])(
    'is not owed after the end, but again when work goes on: $type',
    (end) => {
      expect(owes(handedOverCase(end))).not.toContain('introduction');
      expect(owes(handedOverCase(end, event('ComplaintReopened')))).toContain('introduction');
      expect(owes(handedOverCase(end, event('MessageSent'), event('ComplaintReopened')))).not.toContain('introduction');
    },
  );

  it('is owed again by whoever comes next', () => {
    const back = event('HandlerAssigned', { handler: HANDLER, previous: SECOND_HANDLER });
    expect(owes(handedOverCase(event('MessageSent'), back))).toContain('introduction');
  });
});
