import { command, event, given, HANDLER, histories, SECOND_HANDLER } from '../../testing';

const attachments = [{ name: 'form.pdf', mediaType: 'application/pdf', size: 9, sha256: '1'.repeat(64) }];

describe('SendMessage', () => {
  it('writes to the complainant', () => {
    given(histories.acknowledged)
      .when(command('SendMessage', { channel: 'phone', text: 'We are on it.', attachments }))
      .then([event('MessageSent', { channel: 'phone' }, { text: 'We are on it.', attachments })]);
  });

  it('acknowledges first when nobody has', () => {
    given(histories.received)
      .when(command('SendMessage', { handler: HANDLER }))
      .then([event('ComplaintAcknowledged', { handler: HANDLER }), event('MessageSent')]);
  });

  it('acknowledges in the name of the handler who is assigned', () => {
    given(histories.assigned)
      .when(command('SendMessage'))
      .then([event('ComplaintAcknowledged', { handler: HANDLER }), event('MessageSent')]);
  });

  it('is refused as the first answer when it does not say who takes care of the case', () => {
    given(histories.received).when(command('SendMessage')).thenRefused('handler-required');
  });

  it('hands an acknowledged case to nobody else', () => {
    given(histories.acknowledged)
      .when(command('SendMessage', { handler: SECOND_HANDLER }))
      .thenInvalid('/handler');
  });

  it.each(['resolved', 'closed', 'rejected'] as const)('answers after the end too: %s', (state) => {
    given(histories[state])
      .when(command('SendMessage'))
      .then([event('MessageSent')]);
  });

  it('is sent again when it says the same: two letters are two letters', () => {
    given([...histories.acknowledged, event('MessageSent')])
      .when(command('SendMessage'))
      .then([event('MessageSent')]);
  });
});
