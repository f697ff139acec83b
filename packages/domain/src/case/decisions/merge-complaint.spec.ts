import {
  acceptingCase,
  acknowledgedCase,
  after,
  CASE_ID,
  caseIn,
  caseOf,
  command,
  COMMAND_ID,
  context,
  DAY_MS,
  event,
  eventId,
  given,
  histories,
  HOUR_MS,
  mergedCase,
  OTHER_CASE_ID,
  RECEIVED_AT,
  recorded,
  type NamedState,
} from '../../testing';
import { decide } from '../decide';
import { RuleViolation } from '../rules';
import { type Case } from '../state';
import { type LeftDuties } from '../events';
import { isMergeable } from './merge-complaint';

const inState = (state: NamedState): Case => caseOf(histories[state], OTHER_CASE_ID);
const other = inState('acknowledged');

/** What a case on time owes, and nothing more; see `LeftDuties`. */
const duties = (owed: LeftDuties['owed'], given: Partial<LeftDuties> = {}): LeftDuties => ({
  owed,
  broken: [],
  isFollowedUp: false,
  isDissatisfied: false,
  escalationLevel: 1,
  everEscalated: false,
  handedOver: false,
  handlerFollowedUp: false,
  introductionOwed: false,
  warnings: [],
  waits: [],
  contacts: [],
  held: [],
  confidential: false,
  restrictedTo: null,
  ...given,
});
const received = { 'final-response': RECEIVED_AT, resolution: RECEIVED_AT };
const hour = (n: number) => after(RECEIVED_AT, n * HOUR_MS);
/** What each named state leaves to the target. */
const left = {
  received: duties({ acknowledgement: RECEIVED_AT, ...received }),
  acknowledged: duties({ update: hour(1), ...received }),
  answered: duties(
    { 'follow-up': hour(2), resolution: RECEIVED_AT },
    { contacts: [{ at: hour(2), precision: 'instant' }] },
  ),
};

describe('MergeComplaint', () => {
  it.each(['received', 'acknowledged', 'answered'] as const)('goes on in another case, from %s', (state) => {
    given(histories[state])
      .when(command('MergeComplaint'), { other })
      .then([event('ComplaintMerged', { duties: left[state] })]);
  });

  it('leaves the receipt and the unanswered messages to the target', () => {
    const openMessages = [{ event: eventId(2), since: after(RECEIVED_AT, 2 * HOUR_MS) }];
    given(histories.unanswered)
      .when(command('MergeComplaint'), { other })
      .then([
        event('ComplaintMerged', {
          mergeId: COMMAND_ID,
          into: OTHER_CASE_ID,
          receivedAt: RECEIVED_AT,
          receivedAtPrecision: 'instant',
          openMessages,
          duties: duties({ 'next-reply': hour(2), update: hour(1), ...received }),
        }),
      ]);
  });

  it('does not go into itself', () => {
    given(histories.acknowledged)
      .when(command('MergeComplaint', { into: CASE_ID }), { other: acknowledgedCase() })
      .thenRefused('merge-into-itself');
  });

  it('goes into no case that is not there', () => {
    given(histories.acknowledged).when(command('MergeComplaint'), { other: null }).thenInvalid('/into');
    given(histories.acknowledged).when(command('MergeComplaint')).thenInvalid('/into');
  });

  it('does not go round in a circle', () => {
    given(histories.acknowledged)
      .when(command('MergeComplaint'), { other: inState('merged'), otherMergedInto: ['another', CASE_ID] })
      .thenRefused('merge-cycle');
  });

  it('waits while the case itself is about to take one over', () => {
    given(histories.accepting).when(command('MergeComplaint'), { other }).thenRefused('merge-cycle');
    given([...histories.accepting, event('MergeAborted')])
      .when(command('MergeComplaint'), { other })
      .then([event('ComplaintMerged', { duties: left.acknowledged })]);
  });

  it.each(['resolved', 'closed', 'merged'] as const)('goes into open cases only, not into one that is %s', (state) => {
    given(histories.acknowledged)
      .when(command('MergeComplaint'), { other: inState(state) })
      .thenRefused('merge-target-ended');
  });

  it('goes into a case of the same complainant only', () => {
    const stranger = event(
      'ComplaintReceived',
      {},
      { complainant: { name: 'Clara Cole', email: 'other@example.org' } },
    );
    given(histories.acknowledged)
      .when(command('MergeComplaint'), { other: caseOf([stranger], OTHER_CASE_ID) })
      .thenRefused('merge-other-complainant');
  });

  it('is refused on a case that has ended, merged before or not', () => {
    given(histories.resolved).when(command('MergeComplaint'), { other }).thenRefused('case-ended');
    given(histories.merged).when(command('MergeComplaint'), { other }).thenRefused('case-ended');
  });

  it.each(Object.keys(histories) as NamedState[])('is mergeable or not by itself: %s', (state) => {
    const source = caseIn(state);
    const refused = (target: Case | null): string | null => {
      try {
        decide(command('MergeComplaint'), source, context({ other: target }));
        return null;
      } catch (error) {
        return error instanceof RuleViolation ? error.code : 'invalid';
      }
    };
    if (isMergeable(source)) expect(['case-ended', 'merge-cycle']).not.toContain(refused(other));
    else for (const target of [other, inState('merged'), null]) expect(refused(target)).not.toBeNull();
  });
});

describe('AcceptMerge, on the target', () => {
  it('says that it will take the source over', () => {
    given(histories.acknowledged)
      .when(command('AcceptMerge'))
      .then([event('MergeAccepted')]);
  });

  it('is said once for each merge', () => {
    given(histories.accepting).when(command('AcceptMerge')).thenNothing();
    given(histories.accepting)
      .when(command('AcceptMerge', { mergeId: 'another' }))
      .then([event('MergeAccepted', { mergeId: 'another' })]);
  });

  it('is not said again of a case that it has taken over: nothing would ever settle that', () => {
    given([...histories.accepting, event('MergeCompleted')])
      .when(command('AcceptMerge'))
      .thenNothing();
  });

  it('may be said again after it was aborted', () => {
    given([...histories.accepting, event('MergeAborted')])
      .when(command('AcceptMerge'))
      .then([event('MergeAccepted')]);
  });

  it.each(['resolved', 'closed'] as const)('is refused once the target is %s', (state) => {
    given(histories[state]).when(command('AcceptMerge')).thenRefused('merge-target-ended');
  });
});

describe('CompleteMerge, on the target', () => {
  const source = caseOf([...histories.unanswered, event('ComplaintMerged')], OTHER_CASE_ID);

  it('takes over what the source left', () => {
    const openMessages = [{ event: eventId(2), since: after(RECEIVED_AT, 2 * HOUR_MS) }];
    const merged = event('ComplaintMerged', { into: CASE_ID, openMessages });
    given(histories.accepting)
      .when(command('CompleteMerge'), { other: caseOf([...histories.unanswered, merged], OTHER_CASE_ID) })
      .then([event('MergeCompleted', { openMessages })]);
  });

  it.each(['resolved', 'closed'] as const)('takes it over although the target is %s by now', (state) => {
    given(histories[state])
      .when(command('CompleteMerge'), { other: source })
      .then([event('MergeCompleted')]);
  });

  it('does so once for each source', () => {
    given([...histories.accepting, event('MergeCompleted')])
      .when(command('CompleteMerge', { mergeId: 'another' }), { other: source })
      .thenNothing();
  });

  it('takes nothing from a case that was not merged', () => {
    given(histories.accepting).when(command('CompleteMerge'), { other }).thenInvalid('/source');
    given(histories.accepting).when(command('CompleteMerge')).thenInvalid('/source');
  });

  it('says how exactly the receipt of the source is known', () => {
    const day = after(RECEIVED_AT, -5 * DAY_MS);
    const receipt = recorded(event('ComplaintReceived'), day, undefined, { occurredAtPrecision: 'day' });
    const owed = { acknowledgement: day, 'final-response': day, resolution: day };
    const left = {
      receivedAt: day,
      receivedAtPrecision: 'day',
      openMessages: [],
      duties: duties(owed),
    } as const;
    given([receipt])
      .when(command('MergeComplaint'), { other })
      .then([event('ComplaintMerged', left)]);
    given(histories.accepting)
      .when(command('CompleteMerge'), { other: caseOf([receipt, event('ComplaintMerged', left)], OTHER_CASE_ID) })
      .then([event('MergeCompleted', left)]);
  });
});

describe('AbortMerge, on the target', () => {
  it('says which rule stood against it', () => {
    given(histories.accepting)
      .when(command('AbortMerge', { because: 'merge-target-ended' }))
      .then([event('MergeAborted', { because: 'merge-target-ended' })]);
  });

  it('does nothing when nothing was accepted, or it is settled already', () => {
    given(histories.acknowledged).when(command('AbortMerge')).thenNothing();
    given([...histories.accepting, event('MergeCompleted')])
      .when(command('AbortMerge'))
      .thenNothing();
  });

  it('does so whatever became of the target', () => {
    given([...histories.accepting, event('ComplaintWithdrawn')])
      .when(command('AbortMerge'))
      .then([event('MergeAborted')]);
  });
});

describe('a merge', () => {
  it('is over on both sides once the target has taken over', () => {
    expect(mergedCase()).toMatchObject({ status: 'closed', ending: 'merged', mergedInto: OTHER_CASE_ID });
    expect(acceptingCase(event('MergeCompleted'))).toMatchObject({ acceptances: [], mergedFrom: [OTHER_CASE_ID] });
  });
});
