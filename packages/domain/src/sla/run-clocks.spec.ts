import {
  acknowledged,
  answered,
  asked,
  book,
  came,
  dissatisfied,
  clock,
  entered,
  held,
  on,
  outcomes,
  policy,
  promised,
  received,
  requested,
  resolved,
  run,
  target,
  told,
} from '../../test/sla/clock-runs';
import { event } from '../testing';
import { explainClock } from './explain';
import { type Target } from './policy';

const at = (day: number, time = '09:00:00.000') => `2026-03-${String(day).padStart(2, '0')}T${time}Z`;
const receipt = on(at(2), received);
const final = (given: Partial<Target> = {}) => ({
  promised: promised(policy([target('final-response', 72, { pauses: ['complainant'], ...given })])),
});
const pausedAtDay3 = [receipt, on(at(3), requested('a'))];

describe('a pause', () => {
  it('keeps what was left', () => {
    const waiting = run(final(), ...pausedAtDay3);
    expect(waiting.latest).toMatchObject([{ type: 'ClockPaused', data: { pausedAt: at(3) } }]);
    const goesOn = run(final(), ...pausedAtDay3, on(at(6), came('a')));
    expect(goesOn.latest).toMatchObject([
      { type: 'ClockResumed', data: { resumedAt: at(6), dueAt: at(8) }, occurredAt: at(6) },
    ]);
    expect(outcomes(goesOn)).toEqual(['final-response-1 running']);
  });

  it('is no breach, however long it lasts', () => {
    expect(outcomes(run(final(), ...pausedAtDay3, on(at(30), event('NoteAdded'))))).toEqual([
      'final-response-1 paused',
    ]);
  });

  it('and its end at once change nothing', () => {
    const told = run(final(), ...pausedAtDay3, on(at(3), came('a')));
    expect(clock(told, 'final-response-1').dueAt).toBe(at(5));
  });

  it('lasts until the last wait ends', () => {
    const both = [...pausedAtDay3, on(at(4), requested('b')), on(at(6), came('a'))];
    expect(run(final(), ...both).latest).toEqual([]);
    expect(clock(run(final(), ...both, on(at(7), came('b'))), 'final-response-1').dueAt).toBe(at(9));
  });

  it('that lasts beyond what was due before goes on for another wait', () => {
    const day = final({ duration: { n: 24, unit: 'hours', counting: 'elapsed' } });
    const both = [receipt, on(at(2, '10:00:00.000'), requested('a')), on(at(5), requested('b')), on(at(6), came('a'))];
    expect(run(day, ...both).latest).toEqual([]);
    expect(clock(run(day, ...both, on(at(7), came('b'))), 'final-response-1').dueAt).toBe(at(8, '08:00:00.000'));
  });

  it('takes overlapping waits out once, in whatever order their ends are entered', () => {
    const both = [...pausedAtDay3, on(at(4), requested('b')), on(at(6), came('a'))];
    const late = run(final(), ...both, entered(at(7), on(at(5), came('b'))));
    expect(late.latest).toMatchObject([{ type: 'ClockResumed', data: { resumedAt: at(6), dueAt: at(8) } }]);
  });

  it('is only for those whom the policy names', () => {
    const other = run(final({ pauses: ['third-party'] }), ...pausedAtDay3);
    expect(other.latest).toEqual([]);
    const party = on(at(3), requested('a', 'third-party'));
    expect(outcomes(run(final({ pauses: ['third-party'] }), receipt, party))).toEqual(['final-response-1 paused']);
  });

  it('does not keep the promise from being kept', () => {
    const told = run(final(), ...pausedAtDay3, on(at(20), acknowledged, answered));
    expect(outcomes(told)).toEqual(['final-response-1 met']);
  });

  it('ends with the case', () => {
    expect(outcomes(run(final(), ...pausedAtDay3, on(at(20), resolved)))).toEqual([
      'final-response-1 cancelled resolved',
    ]);
  });

  it('stops a clock that starts while somebody is waited for', () => {
    const updates = { promised: promised(policy([target('update', 24, { pauses: ['complainant'] })])) };
    const told = run(updates, ...pausedAtDay3, on(at(4), acknowledged));
    expect(told.latest).toMatchObject([{ type: 'ClockStarted' }, { type: 'ClockPaused', data: { pausedAt: at(4) } }]);
    expect(clock(run(updates, ...pausedAtDay3, on(at(4), acknowledged), on(at(6), came('a'))), 'update-1').dueAt).toBe(
      at(7),
    );
  });

  it('entered after the breach does not undo it', () => {
    const told = run(final(), receipt, entered(at(9), on(at(3), requested('a'))));
    expect(outcomes(told)).toEqual(['final-response-1 breached']);
  });

  it('does not hold up what turns out to have been due before anybody was asked', () => {
    const replies = { promised: promised(policy([target('next-reply', 24, { pauses: ['complainant'] })])) };
    const paused = [receipt, on(at(4), asked), on(at(4, '10:00:00.000'), requested('a'))];
    const told_ = run(replies, ...paused, entered(at(4, '11:00:00.000'), on(at(2, '10:00:00.000'), asked)));
    expect(told(told_.latest)).toEqual([
      'ClockCorrected next-reply-1',
      'ClockRetargeted next-reply-1',
      'ClockBreached next-reply-1',
    ]);
  });

  it('entered after the breach changes how it is explained: it was not due yet', () => {
    const { clocks } = run(final(), receipt, entered(at(9), on(at(3), requested('a'))), on(at(10), came('a')));
    expect(explainClock(clocks, 'final-response-1', book(), 0)).toMatchObject({
      status: 'breached',
      pauses: [{ from: { at: at(3) }, to: { at: at(10) } }],
      dueAt: { at: at(12) },
    });
  });

  it('whose end was entered late leaves a promise that is broken by now, when it was', () => {
    const told = run(final(), ...pausedAtDay3, entered(at(9), on(at(4), came('a'))));
    expect(told.latest).toMatchObject([
      { type: 'ClockResumed', data: { dueAt: at(6) } },
      { type: 'ClockBreached', occurredAt: at(6, '09:00:00.001') },
    ]);
  });

  it('without a known instant is none', () => {
    const told = run(final(), receipt, { ...on(at(3), requested('a')), precision: 'unknown' });
    expect(told.latest).toEqual([]);
  });

  it('adds the local midnights inside it to days, and the closes of business to business days', () => {
    const days = final({ duration: { n: 15, unit: 'days' } });
    expect(clock(run(days, receipt), 'final-response-1').dueAt).toBe(at(17, '23:59:59.999'));
    expect(clock(run(days, ...pausedAtDay3, on(at(6), came('a'))), 'final-response-1').dueAt).toBe(
      at(20, '23:59:59.999'),
    );
    const business = final({ duration: { n: 5, unit: 'businessDays' }, calendar: 'office' });
    expect(clock(run(business, receipt), 'final-response-1').dueAt).toBe(at(9, '17:00:00.000'));
    // The closes of Tuesday to Thursday.
    expect(clock(run(business, ...pausedAtDay3, on(at(6), came('a'))), 'final-response-1').dueAt).toBe(
      at(12, '17:00:00.000'),
    );
  });

  it('stops a milestone only before it was due', () => {
    const milestone = final({ kind: 'milestone' });
    expect(run(milestone, receipt, on(at(9), requested('a'))).latest).toEqual([]);
  });
});

describe('a holding response', () => {
  const holding = final({ holding: { until: { n: 240, unit: 'hours', counting: 'elapsed' } } });

  it('extends the promise, counted from its start', () => {
    const told_ = run(holding, receipt, on(at(4), acknowledged, held));
    expect(told_.latest).toMatchObject([{ type: 'ClockExtended', data: { dueAt: at(12) } }]);
  });

  it('extends it once', () => {
    expect(run(holding, receipt, on(at(4), acknowledged, held), on(at(6), held)).latest).toEqual([]);
  });

  it('extends nothing where the policy does not say so, nor does any other response', () => {
    expect(run(final(), receipt, on(at(4), acknowledged, held)).latest).toEqual([]);
    const interim = event('ResponseIssued', { kind: 'interim' });
    expect(run(holding, receipt, on(at(4), acknowledged, interim)).latest).toEqual([]);
  });

  it('extends no broken promise, not even when it was sent in time and entered late', () => {
    expect(outcomes(run(holding, receipt, on(at(9), acknowledged, held)))).toEqual(['final-response-1 breached']);
    const late = entered(at(9), on(at(4), acknowledged, held));
    expect(outcomes(run(holding, receipt, late))).toEqual(['final-response-1 breached']);
  });

  it('extends nothing that was promised after it', () => {
    const again = [receipt, on(at(3), acknowledged, answered), on(at(4), dissatisfied)];
    const late = entered(at(5), on(at(3, '12:00:00.000'), held));
    expect(run(holding, ...again, late).latest).toEqual([]);
  });

  it('extends nothing when nobody knows when it was sent', () => {
    const told_ = run(holding, receipt, { ...on(at(4), acknowledged, held), precision: 'unknown' });
    expect(told_.latest).toEqual([]);
  });

  it('and pauses add up, before and after it', () => {
    const before = run(holding, ...pausedAtDay3, on(at(4), came('a')), on(at(5), acknowledged, held));
    expect(clock(before, 'final-response-1').dueAt).toBe(at(13));
    const after = run(holding, ...pausedAtDay3, on(at(4), acknowledged, held), on(at(6), came('a')));
    expect(clock(after, 'final-response-1').dueAt).toBe(at(15));
    expect(told(after.latest)).toEqual(['ClockResumed final-response-1']);
  });

  it('never takes time away', () => {
    const shorter = final({ holding: { until: { n: 1, unit: 'minutes' } } });
    expect(clock(run(shorter, receipt, on(at(4), acknowledged, held)), 'final-response-1').dueAt).toBe(at(5));
  });
});
