import { command, event, given, histories, supervisor } from '../../testing';

const restrict = (...to: string[]) => command('RestrictAccess', { to, reason: 'It is about a colleague.' });
const restricted = (...to: string[]) => event('AccessRestricted', { to }, { reason: 'It is about a colleague.' });
const by = { actor: supervisor };

describe('RestrictAccess', () => {
  it.each(['received', 'answered', 'resolved', 'closed'] as const)('is possible in every status: %s', (state) => {
    given(histories[state])
      .when(restrict('ben'), by)
      .then([restricted('ben')]);
  });

  it('names each person once, in order', () => {
    given(histories.received)
      .when(restrict('eve', 'ben', 'eve'), by)
      .then([restricted('ben', 'eve')]);
  });

  it('puts a new list in the place of the old one', () => {
    given([...histories.received, restricted('ben', 'eve')])
      .when(restrict('ben'), by)
      .then([restricted('ben')]);
  });

  it('names nobody: those who see it anyway', () => {
    given(histories.received).when(restrict(), by).then([restricted()]);
  });

  it('does nothing when the list is the same', () => {
    given([...histories.received, restricted('ben', 'eve')])
      .when(restrict('eve', 'ben'), by)
      .thenNothing();
    given([...histories.received, restricted()])
      .when(restrict(), by)
      .thenNothing();
  });

  it('keeps out who recorded a confidential case, even when it names nobody', () => {
    given(histories.confidential).when(restrict(), by).then([restricted()]);
  });

  it('tells two people from one whose id has two lines', () => {
    given([...histories.received, restricted('ben', 'eve')])
      .when(restrict('ben\neve'), by)
      .then([restricted('ben\neve')]);
  });
});

describe('UnrestrictAccess', () => {
  it.each([
    ['a restriction', [...histories.received, restricted('ben')]],
    ['confidentiality from the start', histories.confidential],
  ])('takes away %s', (_what, events) => {
    given(events)
      .when(command('UnrestrictAccess'), by)
      .then([event('AccessUnrestricted')]);
  });

  it('does nothing on a case that everybody may see', () => {
    given(histories.received).when(command('UnrestrictAccess'), by).thenNothing();
  });
});
