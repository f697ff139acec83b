import { COMPLAINANT, command, event, given, histories } from '../../testing';

describe('CorrectComplainant', () => {
  it.each(['received', 'answered', 'resolved', 'closed'] as const)('is possible in every status: %s', (state) => {
    given(histories[state])
      .when(command('CorrectComplainant', { changes: { name: 'Clara Coles' }, reason: 'Misspelt.' }))
      .then([event('ComplainantCorrected', {}, { changes: { name: 'Clara Coles' }, reason: 'Misspelt.' })]);
  });

  it('adds a value, and takes one away', () => {
    const changes = { phone: '+49 30 1234', email: null };
    given(histories.received)
      .when(command('CorrectComplainant', { changes }))
      .then([event('ComplainantCorrected', {}, { changes })]);
  });

  it('says who complained where an import could not', () => {
    const changes = { name: 'Clara Cole' };
    given(histories.imported)
      .when(command('CorrectComplainant', { changes }))
      .then([event('ComplainantCorrected', {}, { changes })]);
  });

  it('does not make anybody of a nameless address', () => {
    given(histories.imported)
      .when(command('CorrectComplainant', { changes: { email: 'clara@example.org' } }))
      .thenInvalid('/changes/name');
  });

  it.each([
    ['the same values', COMPLAINANT],
    ['no values', {}],
    ['taking away what is not there', { phone: null }],
  ])('does nothing when that changes nothing: %s', (_what, changes) => {
    given(histories.received).when(command('CorrectComplainant', { changes })).thenNothing();
  });
});
