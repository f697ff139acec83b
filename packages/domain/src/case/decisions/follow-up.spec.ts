import { command, event, given, histories } from '../../testing';

describe('FollowUp', () => {
  it.each(['satisfied', 'dissatisfied', 'no-answer'] as const)(
    'asks the complainant whether it helped: %s',
    (outcome) => {
      given(histories.answered)
        .when(command('FollowUp', { with: 'complainant', outcome, note: 'By phone.' }))
        .then([event('ComplaintFollowedUp', { with: 'complainant', outcome }, { note: 'By phone.' })]);
    },
  );

  it('asks the person who handled it too', () => {
    given(histories.answeredAfterEscalation)
      .when(command('FollowUp', { with: 'handler', outcome: 'dissatisfied' }))
      .then([event('ComplaintFollowedUp', { with: 'handler', outcome: 'dissatisfied' })]);
  });

  it('asks again, the same outcome or not: two tries are two tries', () => {
    given(histories.followedUp)
      .when(command('FollowUp'))
      .then([event('ComplaintFollowedUp')]);
  });

  it.each(['received', 'acknowledged', 'dissatisfied', 'reopened'] as const)(
    'is refused while there is nothing to ask about: %s',
    (state) => {
      given(histories[state]).when(command('FollowUp')).thenRefused('command-not-possible');
    },
  );

  it('is refused on a case that has ended', () => {
    given(histories.resolved).when(command('FollowUp')).thenRefused('case-ended');
  });
});
