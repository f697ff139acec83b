import { command, event, given, histories } from '../../testing';

describe('DeescalateComplaint', () => {
  it('hands the case down again, with the reason', () => {
    given(histories.escalated)
      .when(command('DeescalateComplaint', { level: 1, reason: 'Solved below.' }))
      .then([event('ComplaintDeescalated', { from: 2, level: 1 }, { reason: 'Solved below.' })]);
  });

  it.each([2, 3])('goes down only: not from 2 to %d', (level) => {
    given(histories.escalated).when(command('DeescalateComplaint', { level })).thenRefused('deescalation-not-lower');
  });

  it.each([0, -1])('has no level %d to go to', (level) => {
    given(histories.escalated).when(command('DeescalateComplaint', { level })).thenRefused('deescalation-not-lower');
  });

  it('has nowhere to go from level 1', () => {
    given(histories.received).when(command('DeescalateComplaint')).thenRefused('deescalation-not-lower');
  });

  it.each([1.5, Number.NaN])('goes to whole levels only: not to %d', (level) => {
    given(histories.escalated).when(command('DeescalateComplaint', { level })).thenInvalid('/level');
  });

  it('is refused on a case that has ended', () => {
    given([...histories.escalated, event('ComplaintWithdrawn')])
      .when(command('DeescalateComplaint'))
      .thenRefused('case-ended');
  });
});
