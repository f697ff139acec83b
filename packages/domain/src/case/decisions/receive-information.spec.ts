import { COMMAND_ID, command, event, given, histories } from '../../testing';

describe('ReceiveInformation', () => {
  it('ends the wait it answers', () => {
    given(histories.waiting)
      .when(command('ReceiveInformation', { requestId: COMMAND_ID, text: 'The small one.' }))
      .then([event('InformationReceived', { requestId: COMMAND_ID }, { text: 'The small one.' })]);
  });

  it('is refused when nothing was asked under that id', () => {
    given(histories.acknowledged).when(command('ReceiveInformation')).thenRefused('no-such-request');
    given(histories.waiting)
      .when(command('ReceiveInformation', { requestId: 'another' }))
      .thenRefused('no-such-request');
  });

  it('is refused when it has come already', () => {
    given([...histories.waiting, event('InformationReceived')])
      .when(command('ReceiveInformation'))
      .thenRefused('no-such-request');
  });

  it('is refused on a case that has ended', () => {
    given([...histories.waiting, event('ComplaintWithdrawn')])
      .when(command('ReceiveInformation'))
      .thenRefused('case-ended');
  });
});
