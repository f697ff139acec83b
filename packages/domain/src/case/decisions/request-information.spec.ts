import { COMMAND_ID, command, event, given, histories } from '../../testing';

describe('RequestInformation', () => {
  it('asks, under the id of the command', () => {
    given(histories.acknowledged)
      .when(command('RequestInformation', { from: 'third-party', question: 'When was it made?' }))
      .then([
        event(
          'InformationRequested',
          { requestId: COMMAND_ID, from: 'third-party' },
          { question: 'When was it made?' },
        ),
      ]);
  });

  it('asks again as another request', () => {
    const commandId = 'd0000000-0000-4000-8000-000000000002';
    given(histories.waiting)
      .when(command('RequestInformation'), { commandId })
      .then([event('InformationRequested', { requestId: commandId })]);
  });

  it('is refused on a case that has ended', () => {
    given(histories.resolved).when(command('RequestInformation')).thenRefused('case-ended');
  });
});
