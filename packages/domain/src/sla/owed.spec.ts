import {
  acknowledged,
  answered,
  asked,
  clock,
  dissatisfied,
  entered,
  followedUp,
  on,
  outcomes,
  policy,
  promised,
  received,
  reopened,
  replied,
  resolved,
  run,
  target,
} from '../../test/sla/clock-runs';
import { event } from '../testing';
import { type Metric } from './policy';

const at = (day: number, time = '09:00:00.000') => `2026-03-${String(day).padStart(2, '0')}T${time}Z`;

/** Every metric, a day each; final response in a week, resolution in two. */
const everything = {
  promised: promised(
    policy([
      target('acknowledgement', 24),
      target('next-reply', 24),
      target('update', 24),
      target('final-response', 7 * 24),
      target('follow-up', 24),
      target('resolution', 14 * 24),
    ]),
  ),
};
const only = (metric: Metric, hours = 24) => ({
  promised: promised(policy([target(metric, hours)])),
});
const receipt = on(at(2), received);
const acknowledgement = on(at(2, '10:00:00.000'), acknowledged);

describe('the next reply', () => {
  it('is due from the oldest message that nobody answered: chasing changes nothing', () => {
    const chased = run(
      only('next-reply'),
      receipt,
      acknowledgement,
      on(at(3), asked),
      on(at(3, '20:00:00.000'), asked),
    );
    expect(chased.latest).toEqual([]);
    expect(outcomes(chased)).toEqual(['next-reply-1 running']);
    expect(clock(chased, 'next-reply-1').dueAt).toBe(at(4));
  });

  it.each([
    ['a message', replied],
    ['a response', event('ResponseIssued', { kind: 'interim' })],
  ])('is kept by %s', (_what, reply) => {
    const told = run(only('next-reply'), receipt, acknowledgement, on(at(3), asked), on(at(4), reply));
    expect(outcomes(told)).toEqual(['next-reply-1 met']);
  });

  it('is kept by following up with the complainant, not with the handler', () => {
    const before = [receipt, acknowledgement, on(at(3), answered), on(at(3, '12:00:00.000'), asked)];
    const withHandler = event('ComplaintFollowedUp', { with: 'handler' });
    expect(outcomes(run(only('next-reply'), ...before, on(at(4), withHandler)))).toEqual(['next-reply-1 running']);
    expect(outcomes(run(only('next-reply'), ...before, on(at(4), followedUp)))).toEqual(['next-reply-1 met']);
  });

  it('is not kept by the acknowledgement, nor by asking for something', () => {
    const told = run(only('next-reply'), receipt, on(at(2, '09:30:00.000'), asked), acknowledgement);
    expect(outcomes(told)).toEqual(['next-reply-1 running']);
  });

  it('starts anew with the next message', () => {
    const told = run(
      only('next-reply'),
      receipt,
      acknowledgement,
      on(at(3), asked),
      on(at(4), replied),
      on(at(5), asked),
    );
    expect(outcomes(told)).toEqual(['next-reply-1 met', 'next-reply-2 running']);
    expect(clock(told, 'next-reply-2').dueAt).toBe(at(6));
  });

  it('that is broken stays owed: another message starts no second clock', () => {
    const told = run(only('next-reply'), receipt, acknowledgement, on(at(3), asked), on(at(6), asked));
    expect(outcomes(told)).toEqual(['next-reply-1 breached']);
  });

  it('entered late answers what had come in by then; the rest is due from its own oldest', () => {
    const told = run(
      only('next-reply', 48),
      receipt,
      acknowledgement,
      on(at(3), asked),
      on(at(4), asked),
      entered(at(4, '10:00:00.000'), on(at(3, '12:00:00.000'), replied)),
    );
    expect(outcomes(told)).toEqual(['next-reply-1 met', 'next-reply-2 running']);
    expect(clock(told, 'next-reply-2')).toMatchObject({ startedAt: at(4), dueAt: at(6) });
    expect(told.latest.find(({ type }) => type === 'ClockStarted')?.occurredAt).toBe(at(4));
  });

  it('is due earlier when an older message is entered late', () => {
    const older = entered(at(4), on(at(3), asked));
    const told = run(only('next-reply', 48), receipt, acknowledgement, on(at(3, '12:00:00.000'), asked), older);
    expect(told.latest).toMatchObject([
      { type: 'ClockCorrected', data: { clock: 'next-reply-1', from: at(3) } },
      { type: 'ClockRetargeted', data: { because: 'late-entry', dueAt: at(5) } },
    ]);
    expect(clock(told, 'next-reply-1').startedAt).toBe(at(3));
  });

  it('waits after the end too', () => {
    const told = run(only('next-reply'), receipt, on(at(3), event('ComplaintWithdrawn')), on(at(4), asked));
    expect(outcomes(told)).toEqual(['next-reply-1 running']);
    const waived = run(only('next-reply'), receipt, on(at(3), asked), on(at(3, '10:00:00.000'), resolved));
    expect(outcomes(waived)).toEqual(['next-reply-1 running']);
  });

  it('is over when the complainant withdraws', () => {
    const told = run(only('next-reply'), receipt, on(at(3), asked), on(at(4), event('ComplaintWithdrawn')));
    expect(outcomes(told)).toEqual(['next-reply-1 cancelled withdrawn']);
  });
});

describe('updates', () => {
  it('are due after the acknowledgement, then after each contact', () => {
    const told = run(only('update'), receipt, acknowledgement, on(at(3), replied), on(at(4), replied));
    expect(outcomes(told)).toEqual(['update-1 met', 'update-2 met', 'update-3 running']);
    expect(clock(told, 'update-3').dueAt).toBe(at(5));
  });

  it('start once when one command acknowledges and writes', () => {
    const told = run(only('update'), receipt, on(at(3), acknowledged, replied));
    expect(outcomes(told)).toEqual(['update-1 running']);
  });

  it('end with the final response, which is a contact', () => {
    expect(outcomes(run(only('update'), receipt, acknowledgement, on(at(3), answered)))).toEqual(['update-1 met']);
    expect(run(only('update'), receipt, on(at(3), acknowledged, answered)).clockEvents).toEqual([]);
  });

  it('are owed again once the complainant is dissatisfied', () => {
    const told = run(only('update'), receipt, acknowledgement, on(at(3), answered), on(at(4), dissatisfied));
    expect(outcomes(told)).toEqual(['update-1 met', 'update-2 running']);
  });

  it('count from each contact: one entered late ends the update before it and starts its own', () => {
    const late = entered(at(3, '12:00:00.000'), on(at(2, '18:00:00.000'), replied));
    const told = run(only('update'), receipt, acknowledgement, on(at(3), replied), late);
    expect(outcomes(told)).toEqual(['update-1 met', 'update-3 met', 'update-2 running']);
  });
});

describe('the final response', () => {
  it('keeps its clock, and starts that of the follow-up', () => {
    const told = run(everything, receipt, acknowledgement, on(at(3), answered));
    expect(outcomes(told)).toEqual([
      'acknowledgement-1 met',
      'final-response-1 met',
      'resolution-1 running',
      'update-1 met',
      'follow-up-1 running',
    ]);
  });

  it('is owed again, with a new clock, by a dissatisfied complainant', () => {
    const told = run(only('final-response'), receipt, on(at(3), acknowledged, answered), on(at(4), dissatisfied));
    expect(outcomes(told)).toEqual(['final-response-1 met', 'final-response-2 running']);
    expect(clock(told, 'final-response-2').dueAt).toBe(at(5));
  });

  it('is owed again on reopening, and the old outcome stays', () => {
    const told = run(only('final-response'), receipt, on(at(5), acknowledged, answered), on(at(6), reopened));
    expect(outcomes(told)).toEqual(['final-response-1 breached', 'final-response-2 running']);
  });

  it('given twice is followed up anew', () => {
    const told = run(only('follow-up', 72), receipt, on(at(3), acknowledged, answered), on(at(4), answered));
    expect(outcomes(told)).toEqual(['follow-up-1 cancelled answered-again', 'follow-up-2 running']);
    expect(clock(told, 'follow-up-2').dueAt).toBe(at(7));
  });
});

describe('the follow-up', () => {
  const before = [receipt, on(at(3), acknowledged, answered)];

  it.each(['satisfied', 'dissatisfied', 'no-answer'] as const)('is kept by asking the complainant: %s', (outcome) => {
    const asking = on(at(4), event('ComplaintFollowedUp', { outcome }));
    expect(outcomes(run(only('follow-up'), ...before, asking))).toEqual(['follow-up-1 met']);
  });

  it('is not kept by asking the handler', () => {
    const asking = on(at(4), event('ComplaintFollowedUp', { with: 'handler' }));
    expect(outcomes(run(only('follow-up'), ...before, asking))).toEqual(['follow-up-1 running']);
  });

  it('about an earlier response than the one that stands keeps the promise for that one', () => {
    const about = entered(at(6), on(at(4), followedUp));
    const told = run(only('follow-up', 240), ...before, on(at(5), answered), about);
    expect(outcomes(told)).toEqual(['follow-up-1 met', 'follow-up-2 running']);
  });

  it('is over when work goes on', () => {
    expect(outcomes(run(only('follow-up'), ...before, on(at(4), reopened)))).toEqual([
      'follow-up-1 cancelled reopened',
    ]);
  });
});

describe('the resolution', () => {
  it.each([
    ['resolved', resolved],
    ['withdrawn', event('ComplaintWithdrawn')],
    ['rejected', event('ComplaintRejected')],
    ['referred', event('ComplaintReferred')],
  ])('is kept by the end: %s', (_how, end) => {
    expect(outcomes(run(only('resolution'), receipt, on(at(3), end)))).toEqual(['resolution-1 met']);
  });

  it('starts anew when the case is reopened after its end', () => {
    const told = run(only('resolution'), receipt, on(at(3), resolved), on(at(4), reopened));
    expect(outcomes(told)).toEqual(['resolution-1 met', 'resolution-2 running']);
    expect(clock(told, 'resolution-2').startedAt).toBe(at(4));
  });

  it('runs on when the case is reopened from answered', () => {
    const told = run(only('resolution', 99), receipt, on(at(3), acknowledged, answered), on(at(4), reopened));
    expect(told.latest).toEqual([]);
    expect(clock(told, 'resolution-1')).toMatchObject({ status: 'running', startedAt: at(2) });
  });

  it('that was broken stays the one that is owed when nobody knows when the case was reopened', () => {
    const unknown = { ...on(at(6), reopened), precision: 'unknown' as const };
    const told = run(only('resolution'), receipt, on(at(5), acknowledged, answered), unknown, on(at(8), resolved));
    expect(outcomes(told)).toEqual(['resolution-1 breached']);
    expect(clock(told, 'resolution-1').endedAt).toBe(at(8));
  });

  it('that was broken starts anew on reopening, from answered too', () => {
    const told = run(only('resolution'), receipt, on(at(5), acknowledged, answered), on(at(6), reopened));
    expect(outcomes(told)).toEqual(['resolution-1 breached', 'resolution-2 running']);
  });
});
