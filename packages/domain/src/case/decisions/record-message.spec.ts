import { command, event, given, histories } from '../../testing';

const attachments = [{ name: 'kettle.png', mediaType: 'image/png', size: 4, sha256: '0'.repeat(64) }];

describe('RecordMessage', () => {
  it('records what the complainant said, where, and what came with it', () => {
    given(histories.acknowledged)
      .when(command('RecordMessage', { channel: 'phone', text: 'Any news?', attachments }))
      .then([event('MessageReceived', { channel: 'phone' }, { text: 'Any news?', attachments })]);
  });

  it.each(['received', 'answered', 'resolved', 'closed', 'merged'] as const)('loses none: %s', (state) => {
    given(histories[state])
      .when(command('RecordMessage'))
      .then([event('MessageReceived')]);
  });

  it('records a message that says the same as the one before: chasing is on record too', () => {
    given(histories.unanswered)
      .when(command('RecordMessage'))
      .then([event('MessageReceived')]);
  });

  it('is refused where there is no case', () => {
    given([]).when(command('RecordMessage')).thenRefused('command-not-possible');
  });
});
