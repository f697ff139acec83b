import { command, event, given, histories, importer } from '../../testing';
import { UNKNOWN } from '../vocabulary';

describe('EscalateComplaint', () => {
  it.each(['received', 'acknowledged', 'answered'] as const)('hands a case up early, in %s', (state) => {
    given(histories[state])
      .when(command('EscalateComplaint', { level: 2, addressee: 'Head of service', reason: 'She is a nurse.' }))
      .then([
        event('ComplaintEscalated', { from: 1, level: 2, addressee: 'Head of service' }, { reason: 'She is a nurse.' }),
      ]);
  });

  it('may pass over levels', () => {
    given(histories.escalated)
      .when(command('EscalateComplaint', { level: 5 }))
      .then([event('ComplaintEscalated', { from: 2, level: 5 })]);
  });

  it.each([2, 1, 0, -3])('goes up only: not from 2 to %d', (level) => {
    given(histories.escalated).when(command('EscalateComplaint', { level })).thenRefused('escalation-not-higher');
  });

  it.each([2.5, Number.NaN, Number.POSITIVE_INFINITY])('goes to whole levels only: not to %d', (level) => {
    given(histories.received).when(command('EscalateComplaint', { level })).thenInvalid('/level');
  });

  it('lets an import leave the reason open', () => {
    given(histories.acknowledged)
      .when(command('EscalateComplaint', { reason: UNKNOWN }), { actor: importer })
      .then([event('ComplaintEscalated', {}, { reason: UNKNOWN })]);
  });

  it('is refused on a case that has ended', () => {
    given(histories.closed).when(command('EscalateComplaint')).thenRefused('case-ended');
  });
});
