import { command, event, given, histories } from '../../testing';

describe('ReferComplaint', () => {
  it.each(['received', 'acknowledged', 'answered'] as const)('hands it to another body and says so: %s', (state) => {
    given(histories[state])
      .when(command('ReferComplaint', { to: 'Ombudsman', reason: 'Not ours.', text: 'They will write to you.' }))
      .then([
        event('ComplaintReferred', { to: 'Ombudsman' }, { reason: 'Not ours.', text: 'They will write to you.' }),
      ]);
  });

  it('is refused on a case that has ended', () => {
    given(histories.referred).when(command('ReferComplaint')).thenRefused('case-ended');
  });
});
