import { command, event, given, histories } from '../../testing';

describe('AddNote', () => {
  it.each(['received', 'answered', 'resolved', 'closed', 'merged'] as const)(
    'is possible in every status: %s',
    (state) => {
      given(histories[state])
        .when(command('AddNote', { text: 'Called the workshop.' }))
        .then([event('NoteAdded', {}, { text: 'Called the workshop.' })]);
    },
  );

  it('says it again when it is said again', () => {
    given([...histories.received, event('NoteAdded')])
      .when(command('AddNote'))
      .then([event('NoteAdded')]);
  });

  it('is refused where there is no case', () => {
    given([]).when(command('AddNote')).thenRefused('command-not-possible');
  });
});
