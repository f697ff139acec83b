import { command, event, given, HANDLER, histories } from '../../testing';

describe('AcknowledgeComplaint', () => {
  it('tells the complainant by name who takes care of it', () => {
    given(histories.received)
      .when(command('AcknowledgeComplaint', { handler: HANDLER, text: 'We have it.' }))
      .then([event('ComplaintAcknowledged', { handler: HANDLER }, { text: 'We have it.' })]);
  });

  it('does not need a text', () => {
    given(histories.received)
      .when(command('AcknowledgeComplaint'))
      .then([event('ComplaintAcknowledged')]);
  });

  it('still owes the acknowledgement when only a handler was assigned', () => {
    given(histories.assigned)
      .when(command('AcknowledgeComplaint'))
      .then([event('ComplaintAcknowledged')]);
  });

  it.each(['acknowledged', 'answered', 'dissatisfied', 'reopened'] as const)('happens only once: %s', (state) => {
    given(histories[state]).when(command('AcknowledgeComplaint')).thenRefused('already-acknowledged');
  });

  it('is refused on a case that has ended, acknowledged or not', () => {
    given(histories.closed).when(command('AcknowledgeComplaint')).thenRefused('case-ended');
    given(histories.rejected).when(command('AcknowledgeComplaint')).thenRefused('case-ended');
  });

  it('is possible after a case that nobody had acknowledged was reopened', () => {
    given([...histories.rejected, event('ComplaintReopened', { from: 'closed', to: 'received' })])
      .when(command('AcknowledgeComplaint'))
      .then([event('ComplaintAcknowledged')]);
  });
});
