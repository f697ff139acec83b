import {
  acknowledged,
  answered,
  asked,
  came,
  clock,
  entered,
  held,
  on,
  outcomes,
  policy,
  promised,
  received,
  replied,
  requested,
  resolved,
  run,
  target,
  told,
} from '../../test/sla/clock-runs';
import { type CaseEvent } from '../case/events';
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

describe('the receipt', () => {
  it('starts what is promised from it, by the policy and calendar versions that give it', () => {
    const { clockEvents } = run(everything, receipt);
    expect(told(clockEvents)).toEqual([
      'ClockStarted acknowledgement-1',
      'ClockStarted final-response-1',
      'ClockStarted resolution-1',
    ]);
    expect(clockEvents[0]).toEqual({
      type: 'ClockStarted',
      data: {
        clock: 'acknowledgement-1',
        metric: 'acknowledgement',
        kind: 'promise',
        policy: { name: 'desk', version: 1 },
        calendar: { name: 'always', version: 1 },
        terms: { duration: { n: 24, unit: 'hours', counting: 'elapsed' }, pauses: [] },
        startedAt: at(2),
        dueAt: at(3),
      },
      occurredAt: at(2),
      occurredAtPrecision: 'instant',
    });
  });

  it('starts nothing for a case from before there were policies, or that no policy matches', () => {
    expect(run({ promised: null }, receipt, acknowledgement).clockEvents).toEqual([]);
    const elsewhere = promised(policy([target('resolution', 1)], { when: { channel: 'post' } }));
    expect(run({ promised: elsewhere }, receipt).clockEvents).toEqual([]);
  });

  it('starts nothing when nobody knows its instant', () => {
    expect(run(everything, { ...receipt, precision: 'unknown' }).clockEvents).toEqual([]);
  });

  it('entered after it was due, is broken when it was due, in the same append', () => {
    const { latest } = run(only('acknowledgement'), entered(at(5), receipt));
    expect(told(latest)).toEqual(['ClockStarted acknowledgement-1', 'ClockBreached acknowledgement-1']);
    expect(latest[1]?.occurredAt).toBe(at(3, '09:00:00.001'));
  });

  it('starts a promise and a milestone of one metric beside each other', () => {
    const both = promised(policy([target('resolution', 48), target('resolution', 24, { kind: 'milestone' })]));
    const done = run({ promised: both }, receipt, on(at(4, '08:00:00.000'), resolved));
    expect(outcomes(done)).toEqual(['resolution-1 met', 'resolution-2 cancelled missed']);
    expect(outcomes(run({ promised: both }, receipt, on(at(3), resolved)))).toEqual([
      'resolution-1 met',
      'resolution-2 met',
    ]);
  });
});

describe('the due instant', () => {
  it('keeps the promise', () => {
    expect(outcomes(run(only('acknowledgement'), receipt, on(at(3), acknowledged)))).toEqual(['acknowledgement-1 met']);
  });

  it('has passed one millisecond later, and the breach stands before what came too late', () => {
    const { latest, stream } = run(only('acknowledgement'), receipt, on(at(3, '09:00:00.001'), acknowledged));
    expect(latest).toEqual([
      {
        type: 'ClockBreached',
        data: { clock: 'acknowledgement-1', dueAt: at(3) },
        occurredAt: at(3, '09:00:00.001'),
        occurredAtPrecision: 'instant',
      },
    ]);
    expect(stream.map(({ type }) => type)).toEqual([
      'ComplaintReceived',
      'ClockStarted',
      'ClockBreached',
      'ComplaintAcknowledged',
    ]);
  });

  it('leaves it on record when what was promised was done after all', () => {
    const late = run(only('acknowledgement'), receipt, on(at(4), acknowledged));
    expect(clock(late, 'acknowledgement-1')).toMatchObject({
      status: 'breached',
      breachedAt: at(3, '09:00:00.001'),
      endedAt: at(4),
      isOwed: false,
    });
  });
});

describe('a late entry', () => {
  const broken = [receipt, on(at(5), event('NoteAdded'))];

  it('leaves the breach standing and says that it had been kept', () => {
    const mended = run(only('acknowledgement'), ...broken, entered(at(6), on(at(3), acknowledged)));
    expect(mended.latest).toEqual([
      {
        type: 'ClockMet',
        data: { clock: 'acknowledgement-1', lateEntry: true },
        occurredAt: at(3),
        occurredAtPrecision: 'instant',
      },
    ]);
    expect(clock(mended, 'acknowledgement-1')).toMatchObject({
      status: 'kept-late-entry',
      breachedAt: at(3, '09:00:00.001'),
      endedAt: at(3),
    });
  });

  it('is the same whether or not somebody had recorded the breach', () => {
    const late = entered(at(6), on(at(3), acknowledged));
    expect(outcomes(run(only('acknowledgement'), receipt, late))).toEqual(['acknowledgement-1 kept-late-entry']);
  });

  it('says nothing when it happened too late as well', () => {
    const late = entered(at(6), on(at(3, '09:00:00.001'), acknowledged));
    expect(outcomes(run(only('acknowledgement'), receipt, late))).toEqual(['acknowledgement-1 breached']);
  });

  it('mends an older promise although a newer one of its kind runs', () => {
    const told = [receipt, acknowledgement, on(at(5), replied), entered(at(5, '12:00:00.000'), on(at(3), replied))];
    expect(outcomes(run(only('update'), ...told))).toEqual([
      'update-1 kept-late-entry',
      // The contact of the third starts an update of its own, which the contact of the fifth gave too late.
      'update-3 breached',
      'update-2 running',
    ]);
  });

  it('dated by the day only mends what was due later that day', () => {
    const day = { ...entered(at(9), on(at(3, '00:00:00.000'), replied)), precision: 'day' as const };
    const told = run(only('next-reply'), receipt, on(at(3), asked), day);
    expect(outcomes(told)).toEqual(['next-reply-1 kept-late-entry']);
    const before = { ...day, at: at(2, '00:00:00.000') };
    expect(outcomes(run(only('next-reply'), receipt, on(at(3), asked), before))).toEqual(['next-reply-1 breached']);
  });

  it('does not mend what began after it', () => {
    const told = [receipt, acknowledgement, on(at(4), asked), entered(at(6), on(at(3), replied))];
    expect(outcomes(run(only('next-reply'), ...told))).toEqual(['next-reply-1 breached']);
  });
});

describe('an unknown instant', () => {
  it('keeps nothing: it was done, but nobody knows when', () => {
    const done = run(only('acknowledgement'), receipt, { ...acknowledgement, precision: 'unknown' });
    expect(outcomes(done)).toEqual(['acknowledgement-1 cancelled unknown-instant']);
  });

  it('mends no breach', () => {
    const done = run(only('acknowledgement'), receipt, {
      ...entered(at(6), on(at(2), acknowledged)),
      precision: 'unknown',
    });
    expect(outcomes(done)).toEqual(['acknowledgement-1 breached']);
  });

  it('of a message starts no clock, and a later message whose instant is known does', () => {
    const told = run(only('next-reply'), receipt, { ...on(at(3), asked), precision: 'unknown' }, on(at(4), asked));
    expect(clock(told, 'next-reply-1').startedAt).toBe(at(4));
  });

  it('of a day counts from its midnight, and keeps what was due on it', () => {
    const day = { ...on(at(3, '00:00:00.000'), replied), precision: 'day' as const, now: at(4) };
    expect(outcomes(run(only('next-reply'), receipt, on(at(3), asked), day))).toEqual(['next-reply-1 met']);
    expect(clock(run(only('next-reply'), receipt, on(at(3), asked), day), 'next-reply-1').endedAt).toBe(at(3));
  });
});

describe('what is entered late', () => {
  it('as an end leaves a message that came after it, with a clock of its own', () => {
    const late = entered(at(4, '10:00:00.000'), on(at(3, '12:00:00.000'), event('ComplaintWithdrawn')));
    const told = run(only('next-reply', 48), receipt, on(at(3), asked), on(at(4), asked), late);
    expect(outcomes(told)).toEqual(['next-reply-1 cancelled withdrawn', 'next-reply-2 running']);
    expect(clock(told, 'next-reply-2').startedAt).toBe(at(4));
  });

  it('as a final response from before the one that stands has a follow-up of its own, which that one ended', () => {
    const older = entered(at(9), on(at(3), answered));
    const told = run(only('follow-up'), receipt, on(at(4), acknowledged, answered), older);
    expect(outcomes(told)).toEqual(['follow-up-2 cancelled answered-again', 'follow-up-1 breached']);
  });
});

describe('an end', () => {
  it('cancels whatever else runs, saying how it ended', () => {
    const told = run(everything, receipt, acknowledgement, on(at(3), event('ComplaintReferred')));
    expect(outcomes(told)).toEqual([
      'acknowledgement-1 met',
      'final-response-1 cancelled referred',
      'resolution-1 met',
      'update-1 cancelled referred',
    ]);
  });

  it('leaves nothing owed, and nothing falls due after it', () => {
    const told = run(everything, receipt, on(at(2, '12:00:00.000'), resolved), on(at(30), event('NoteAdded')));
    expect(told.latest).toEqual([]);
    expect(told.clocks.owed).toEqual({});
  });
});

it('nothing of the rest of a case touches its clocks', () => {
  const before = run(everything, receipt, acknowledgement);
  for (const type of [
    'NoteAdded',
    'HandlerAssigned',
    'ComplaintEscalated',
    'CasesLinked',
    'AccessRestricted',
  ] as const) {
    expect(run(everything, receipt, acknowledgement, on(at(2, '11:00:00.000'), event(type))).clocks).toEqual(
      before.clocks,
    );
  }
});

describe('a message that is entered after the contact that followed it', () => {
  const message = on(at(2, '11:00:00.000'), asked);
  const late = entered(at(5), message);
  const reply = on(at(2, '12:00:00.000'), replied);
  const next = only('next-reply', 4);

  it('was answered in time, and its clock says so, as if it had been entered first', () => {
    const inOrder = run(next, receipt, acknowledgement, message, reply);
    const typedLate = run(next, receipt, acknowledgement, reply, late);
    expect(told(typedLate.latest)).toEqual(['ClockStarted next-reply-1', 'ClockMet next-reply-1']);
    expect(clock(typedLate, 'next-reply-1')).toEqual(clock(inOrder, 'next-reply-1'));
    expect(typedLate.clocks.owed).toEqual(inOrder.clocks.owed);
    expect(typedLate.case?.openMessages).toEqual([]);
  });

  it('was answered too late, and stays broken as if it had been entered first', () => {
    const tooLate = on(at(2, '15:00:00.001'), replied);
    const inOrder = run(next, receipt, acknowledgement, message, tooLate);
    const typedLate = run(next, receipt, acknowledgement, tooLate, late);
    expect(told(typedLate.latest)).toEqual(['ClockStarted next-reply-1', 'ClockBreached next-reply-1']);
    expect(clock(typedLate, 'next-reply-1')).toEqual(clock(inOrder, 'next-reply-1'));
    expect(typedLate.case?.openMessages).toEqual([]);
  });

  it('was answered by the first contact after it, whichever was entered first', () => {
    const second = on(at(4), replied);
    const told = run(next, receipt, acknowledgement, second, entered(at(4, '10:00:00.000'), reply), late);
    expect(clock(told, 'next-reply-1')).toMatchObject({ status: 'met', endedAt: at(2, '12:00:00.000') });
  });

  it('starts no second clock for the time that one counted already', () => {
    const second = entered(at(5), on(at(2, '11:30:00.000'), asked));
    expect(outcomes(run(next, receipt, acknowledgement, reply, late, second))).toEqual(['next-reply-1 met']);
  });

  it('leaves alone the clock of a message that waits', () => {
    const waiting = on(at(4, '23:00:00.000'), asked);
    const told = run(next, receipt, acknowledgement, reply, waiting, entered(at(4, '23:30:00.000'), message));
    expect(outcomes(told)).toEqual(['next-reply-2 met', 'next-reply-1 running']);
    expect(told.clocks.owed).toEqual({ ...told.clocks.owed, 'next-reply': { since: at(4, '23:00:00.000') } });
    expect(outcomes(run(next, receipt, acknowledgement, reply, waiting, late, on(at(5), replied)))).toEqual([
      'next-reply-2 met',
      'next-reply-1 breached',
    ]);
  });

  it('waits for nothing where the case had ended, and its clock says how', () => {
    const told = run(next, receipt, on(at(2, '12:00:00.000'), event('ComplaintWithdrawn')), late);
    expect(outcomes(told)).toEqual(['next-reply-1 cancelled withdrawn']);
    expect(told.case?.openMessages).toEqual([]);
  });

  it('was in time where the complainant was asked for something meanwhile', () => {
    const request = on(at(2, '11:30:00.000'), requested('r1'));
    const pausing = { promised: promised(policy([target('next-reply', 4, { pauses: ['complainant'] })])) };
    const told = run(pausing, receipt, acknowledgement, request, on(at(3), replied), late);
    expect(outcomes(told)).toEqual(['next-reply-1 met']);
  });

  it('misses a milestone that the answer missed', () => {
    const milestone = { promised: promised(policy([target('next-reply', 4, { kind: 'milestone' })])) };
    const told = run(milestone, receipt, acknowledgement, on(at(3), replied), late);
    expect(outcomes(told)).toEqual(['next-reply-1 cancelled missed']);
  });

  it('waits where only its day is known, or the instant of neither', () => {
    const day = { ...late, at: at(2, '00:00:00.000'), precision: 'day' as const };
    expect(outcomes(run(next, receipt, acknowledgement, reply, day))).toEqual(['next-reply-1 breached']);
    const unknown = { ...reply, precision: 'unknown' as const };
    const told = run(next, receipt, acknowledgement, unknown, late);
    expect(told.case?.openMessages).toHaveLength(1);
  });
});

describe('what held up a promise and is entered after its breach', () => {
  const terms = { pauses: ['complainant'], holding: { until: { n: 48, unit: 'hours', counting: 'elapsed' } } } as const;
  const held48 = { promised: promised(policy([target('final-response', 10, terms)])) };
  const start = [receipt, acknowledgement];
  const later = (time: string, it: CaseEvent) => entered(at(6), on(at(2, time), it));
  const asking = later('14:00:00.000', requested('r1'));
  const coming = later('23:00:00.000', came('r1'));
  const answeredAt = (instant: string) => entered(at(6), on(instant, answered));

  it('shows that it had been kept, once it is entered as done: a pause', () => {
    const inTime = run(held48, ...start, asking, coming, answeredAt(at(3, '04:00:00.000')));
    expect(told(inTime.latest)).toEqual(['ClockMet final-response-1']);
    expect(inTime.latest[0]?.data).toEqual({ clock: 'final-response-1', lateEntry: true });
    expect(clock(inTime, 'final-response-1')).toMatchObject({
      status: 'kept-late-entry',
      // The pause had put the breach off: what is on record as broken stands at the later due instant.
      breachedAt: at(3, '04:00:00.001'),
      dueAt: at(3, '04:00:00.000'),
      endedAt: at(3, '04:00:00.000'),
    });
    const tooLate = run(held48, ...start, asking, coming, answeredAt(at(3, '04:00:00.001')));
    expect(outcomes(tooLate)).toEqual(['final-response-1 breached']);
  });

  it('shows that it had been kept: a pause that had not ended', () => {
    expect(outcomes(run(held48, ...start, asking, answeredAt(at(5))))).toEqual(['final-response-1 kept-late-entry']);
  });

  it('shows that it had been kept: a holding response that went out in time', () => {
    const holding = later('19:00:00.000', held);
    expect(outcomes(run(held48, ...start, holding, answeredAt(at(4))))).toEqual(['final-response-1 kept-late-entry']);
    const tooLate = later('19:00:00.001', held);
    expect(outcomes(run(held48, ...start, tooLate, answeredAt(at(4))))).toEqual(['final-response-1 breached']);
  });

  it('shows that it had been kept: a holding response within a pause, in whichever order they are entered', () => {
    const holding = later('22:00:00.000', held);
    const done = answeredAt(at(4, '18:00:00.000'));
    for (const entries of [
      [asking, coming, holding],
      [holding, asking, coming],
    ]) {
      expect(outcomes(run(held48, ...start, ...entries, done))).toEqual(['final-response-1 kept-late-entry']);
    }
  });

  it('changes nothing when it began after the due instant', () => {
    const after = later('19:00:00.001', requested('r1'));
    expect(outcomes(run(held48, ...start, after, answeredAt(at(3))))).toEqual(['final-response-1 breached']);
  });
});
