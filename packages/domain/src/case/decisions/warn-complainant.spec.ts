import { command, event, given, histories } from '../../testing';

describe('WarnComplainant', () => {
  it.each(['received', 'answered', 'resolved', 'closed'] as const)('warns on record in every status: %s', (state) => {
    given(histories[state])
      .when(command('WarnComplainant', { text: 'Please do not insult us.' }))
      .then([event('ConductWarningIssued', {}, { text: 'Please do not insult us.' })]);
  });

  it('warns again when there is a reason to', () => {
    given(histories.warned)
      .when(command('WarnComplainant'))
      .then([event('ConductWarningIssued')]);
  });

  it('is refused where there is no case', () => {
    given([]).when(command('WarnComplainant')).thenRefused('command-not-possible');
  });
});
