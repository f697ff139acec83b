import { command, event, given, histories } from '../../testing';

describe('RejectComplaint', () => {
  it('ends what is spam without a word', () => {
    given(histories.received)
      .when(command('RejectComplaint', { ground: 'spam' }))
      .then([event('ComplaintRejected', { ground: 'spam' })]);
  });

  it('ends what is out of scope, with the text that was sent', () => {
    given(histories.acknowledged)
      .when(command('RejectComplaint', { ground: 'out-of-scope', text: 'We sell no boats.', note: 'Twice now.' }))
      .then([
        event('ComplaintRejected', { ground: 'out-of-scope' }, { text: 'We sell no boats.', note: 'Twice now.' }),
      ]);
  });

  it('ends abuse after a warning on record', () => {
    given(histories.warned)
      .when(command('RejectComplaint', { ground: 'abuse', text: 'We go no further.' }))
      .then([event('ComplaintRejected', { ground: 'abuse' }, { text: 'We go no further.' })]);
  });

  it('does not end abuse that nobody warned of', () => {
    given(histories.acknowledged)
      .when(command('RejectComplaint', { ground: 'abuse', text: 'We go no further.' }))
      .thenRefused('no-warning-on-record');
  });

  it.each(['out-of-scope', 'abuse'] as const)('needs the text that was sent: %s', (ground) => {
    given(histories.warned).when(command('RejectComplaint', { ground })).thenInvalid('/text');
  });

  it('is refused on a case that has ended', () => {
    given(histories.rejected).when(command('RejectComplaint')).thenRefused('case-ended');
  });
});
