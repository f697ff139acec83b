import { clock, entered, on, policy, promised, received, requested, run, target } from '../../test/sla/clock-runs';
import { event } from '../testing';
import { atRiskAt, breachesDue, clocksAt, escalationsDue, nextDueInstant } from './due-clocks';
import { withClockEvent } from './apply-clock-event';
import { foldWithClocks } from '../../test/sla/fold-with-clocks';

const at = (day: number, time = '09:00:00.000') => `2026-03-${String(day).padStart(2, '0')}T${time}Z`;
const ms = (instant: string) => Date.parse(instant);
const receipt = on(at(2), received);
const escalate = [
  { at: 0.5, level: 2, addressee: 'Head of desk' },
  { at: 1, level: 3, addressee: 'Director' },
];
const options = {
  promised: promised(
    policy([
      target('acknowledgement', 24, { atRisk: 0.75, escalate }),
      target('resolution', 12, { kind: 'milestone' }),
      target('final-response', 12, { pauses: ['complainant'] }),
    ]),
  ),
};

describe('breachesDue', () => {
  it('is nothing at the due instant, and the breach one millisecond later', () => {
    const { clocks } = run(options, receipt);
    expect(breachesDue(clocks, ms(at(2, '21:00:00.000')))).toEqual([]);
    expect(breachesDue(clocks, ms(at(2, '21:00:00.001')))).toEqual([
      {
        type: 'ClockBreached',
        data: { clock: 'final-response-1', dueAt: at(2, '21:00:00.000') },
        occurredAt: at(2, '21:00:00.001'),
        occurredAtPrecision: 'instant',
      },
    ]);
  });

  it('has the earliest first, and no milestone', () => {
    const { clocks } = run(options, receipt);
    const broken = breachesDue(clocks, ms(at(9))).map(({ data }) => data.clock);
    expect(broken).toEqual(['final-response-1', 'acknowledgement-1']);
  });

  it('passes over what stands still, and what is on record already', () => {
    const paused = run(options, receipt, on(at(2, '10:00:00.000'), requested('a')));
    expect(breachesDue(paused.clocks, ms(at(9))).map(({ data }) => data.clock)).toEqual(['acknowledgement-1']);
    expect(breachesDue(run(options, receipt, on(at(9), event('NoteAdded'))).clocks, ms(at(9)))).toEqual([]);
  });
});

describe('clocksAt', () => {
  const kept = on(at(2, '20:00:00.000'), event('ComplaintAcknowledged'), event('ResponseIssued'));

  it('is how they stand, recorded or not', () => {
    const { clocks } = run(options, receipt);
    expect(clocksAt(clocks, ms(at(2, '21:00:00.000')))).toEqual(clocks);
    const later = clocksAt(clocks, ms(at(9)));
    expect(later).toEqual(run(options, receipt, on(at(9), event('NoteAdded'))).clocks);
  });

  it('of what had happened by an instant, a late entry too, is how it was then', () => {
    const { stream, case: state } = run(options, receipt, entered(at(9), kept));
    const by = (instant: string) => {
      const happened = stream.filter(({ occurredAt }) => ms(occurredAt) <= ms(instant));
      return clocksAt(foldWithClocks(state?.id ?? '', happened).clocks, ms(instant)).clocks.map(({ status }) => status);
    };
    expect(by(at(2, '19:00:00.000'))).toEqual(['running', 'running', 'running']);
    expect(by(at(2, '20:30:00.000'))).toEqual(['met', 'met', 'running']);
    expect(by(at(9))).toEqual(['kept-late-entry', 'kept-late-entry', 'running']);
  });
});

describe('atRiskAt', () => {
  it('is the share of the time, from the start', () => {
    expect(atRiskAt(clock(run(options, receipt), 'acknowledgement-1'))).toBe(at(3, '03:00:00.000'));
  });

  it('is the share of the working time where working time was promised', () => {
    const working = target('final-response', 0, {
      duration: { n: 16, unit: 'hours' },
      calendar: 'office',
      atRisk: 0.75,
    });
    const told = run({ promised: promised(policy([working])) }, receipt);
    expect(clock(told, 'final-response-1')).toMatchObject({
      dueAt: at(3, '17:00:00.000'),
      atRiskAt: at(3, '13:00:00.000'),
    });
  });

  it('is none without a threshold, and none while the clock stands still', () => {
    expect(atRiskAt(clock(run(options, receipt), 'final-response-1'))).toBeNull();
    const pausing = target('final-response', 12, { pauses: ['complainant'], atRisk: 0.5 });
    const paused = run({ promised: promised(policy([pausing])) }, receipt, on(at(2, '10:00:00.000'), requested('a')));
    expect(atRiskAt(clock(paused, 'final-response-1'))).toBeNull();
  });
});

describe('escalationsDue', () => {
  it('is each threshold from its instant on', () => {
    const { clocks } = run(options, receipt);
    expect(escalationsDue(clocks, ms(at(2, '20:59:59.999')))).toEqual([]);
    expect(escalationsDue(clocks, ms(at(2, '21:00:00.000')))).toEqual([
      { clock: 'acknowledgement-1', at: 0.5, level: 2, addressee: 'Head of desk', since: at(2, '21:00:00.000') },
    ]);
    expect(escalationsDue(clocks, ms(at(3))).map(({ level }) => level)).toEqual([2, 3]);
  });

  it('is each once', () => {
    const { clocks } = run(options, receipt);
    const marked = withClockEvent(clocks, {
      type: 'ClockThresholdReached',
      data: { clock: 'acknowledgement-1', at: 0.5, level: 2, escalated: true },
      occurredAt: at(3),
      occurredAtPrecision: 'instant',
    });
    expect(escalationsDue(marked, ms(at(9))).map(({ level }) => level)).toEqual([3]);
  });

  it('is due of a broken promise too, as long as it is owed', () => {
    const broken = run(options, receipt, on(at(9), event('NoteAdded')));
    expect(escalationsDue(broken.clocks, ms(at(9)))).toHaveLength(2);
    const done = run(options, receipt, on(at(9), event('ComplaintAcknowledged')));
    expect(escalationsDue(done.clocks, ms(at(9)))).toEqual([]);
  });
});

describe('nextDueInstant', () => {
  it('is that of the earliest breach or escalation', () => {
    expect(nextDueInstant(run(options, receipt).clocks)).toBe(at(2, '21:00:00.000'));
    const broken = run(options, receipt, on(at(9), event('NoteAdded')));
    expect(nextDueInstant(broken.clocks)).toBeNull();
  });
});
