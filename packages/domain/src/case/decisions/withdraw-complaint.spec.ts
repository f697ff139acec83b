import { command, event, given, histories } from '../../testing';

describe('WithdrawComplaint', () => {
  it.each(['received', 'acknowledged', 'answered', 'unanswered'] as const)('ends the case at her wish: %s', (state) => {
    given(histories[state])
      .when(command('WithdrawComplaint', { reason: 'It dried up.', toldBy: 'By phone.' }))
      .then([event('ComplaintWithdrawn', {}, { reason: 'It dried up.', toldBy: 'By phone.' })]);
  });

  it('is refused on a case that has ended', () => {
    given(histories.withdrawn).when(command('WithdrawComplaint')).thenRefused('case-ended');
  });
});
