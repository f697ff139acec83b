import { command, event, given, histories, importer } from '../../testing';

describe('NoteSourceRow', () => {
  it.each(['received', 'answered', 'resolved', 'closed', 'merged'] as const)(
    'keeps a row in every status: %s',
    (state) => {
      given(histories[state])
        .when(command('NoteSourceRow'), { actor: importer })
        .then([event('SourceRowNoted')]);
    },
  );

  it('is refused where there is no case', () => {
    given([]).when(command('NoteSourceRow'), { actor: importer }).thenRefused('command-not-possible');
  });
});
