import { command, event, given, HANDLER, histories, SECOND_HANDLER } from '../../testing';

describe('AssignHandler', () => {
  it('gives the case its first handler', () => {
    given(histories.received)
      .when(command('AssignHandler', { handler: HANDLER }))
      .then([event('HandlerAssigned', { handler: HANDLER, previous: null })]);
  });

  it('hands the case over, and says from whom and why', () => {
    given(histories.acknowledged)
      .when(command('AssignHandler', { handler: SECOND_HANDLER, reason: 'Ann is away.' }))
      .then([event('HandlerAssigned', { handler: SECOND_HANDLER, previous: HANDLER }, { reason: 'Ann is away.' })]);
  });

  it('is possible while the complainant is asked whether it helped', () => {
    given(histories.answered)
      .when(command('AssignHandler'))
      .then([event('HandlerAssigned')]);
  });

  it('spells the name of the same person anew', () => {
    const married = { ...HANDLER, name: 'Ann Archer' };
    given(histories.acknowledged)
      .when(command('AssignHandler', { handler: married }))
      .then([event('HandlerAssigned', { handler: married, previous: HANDLER })]);
  });

  it('does nothing when that person has the case already', () => {
    given(histories.acknowledged)
      .when(command('AssignHandler', { handler: HANDLER, reason: 'To be sure.' }))
      .thenNothing();
  });

  it('is refused on a case that has ended', () => {
    given(histories.resolved).when(command('AssignHandler')).thenRefused('case-ended');
  });
});
