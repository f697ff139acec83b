import { after, command, DAY_MS, event, given, histories, HOUR_MS, RECEIVED_AT, supervisor } from '../../testing';
import { DEFAULT_REOPEN_WINDOW_DAYS } from './reopen-complaint';

const reopen = command('ReopenComplaint', { reason: 'It leaks again.' });

describe('ReopenComplaint', () => {
  it.each([
    ['answered', 'answered', 'acknowledged'],
    ['resolved', 'resolved', 'acknowledged'],
    ['closed', 'closed', 'acknowledged'],
    ['rejected', 'closed', 'received'],
  ] as const)('takes a case that is %s up again', (state, from, to) => {
    given(histories[state])
      .when(reopen)
      .then([event('ComplaintReopened', { from, to }, { reason: 'It leaks again.' })]);
  });

  it('is possible to the last millisecond of the window, counted from the end', () => {
    const ended = after(RECEIVED_AT, 2 * HOUR_MS);
    const last = after(ended, DEFAULT_REOPEN_WINDOW_DAYS * DAY_MS);
    given(histories.closed)
      .when(reopen, { now: last })
      .then([event('ComplaintReopened', { from: 'closed' })]);
    given(histories.closed)
      .when(reopen, { now: after(last, 1) })
      .thenRefused('reopen-window-over');
  });

  it('counts from when it happened, not from when it was entered', () => {
    const last = after(RECEIVED_AT, 2 * HOUR_MS + DEFAULT_REOPEN_WINDOW_DAYS * DAY_MS);
    const entered = { now: after(last, 2 * DAY_MS), occurredAt: last, lateReason: 'The letter lay about.' };
    given(histories.closed)
      .when(reopen, { ...entered, actor: supervisor })
      .then([
        event('ComplaintReopened', { from: 'closed' }, { reason: 'It leaks again.', lateReason: entered.lateReason }),
      ]);
  });

  it('never takes a merged case up again', () => {
    given(histories.merged).when(reopen).thenRefused('case-merged');
  });

  it.each(['received', 'acknowledged', 'reopened'] as const)('is refused while work goes on: %s', (state) => {
    given(histories[state]).when(reopen).thenRefused('command-not-possible');
  });
});
