import {
  acknowledged,
  answered,
  book,
  came,
  clock,
  entered,
  held,
  mergedFrom,
  on,
  outcomes,
  policy,
  promised,
  received,
  asked,
  requested,
  run,
  target,
  told,
} from '../../test/sla/clock-runs';
import { event } from '../testing';
import { explainClock } from './explain';
import { promisesLeft } from './merge-clocks';

const at = (day: number, time = '09:00:00.000') => `2026-03-${String(day).padStart(2, '0')}T${time}Z`;
const receipt = on(at(2), received);
const classified = (day: number, severity: 'high' | 'low') => on(at(day), event('ComplaintClassified', { severity }));

describe('a classification', () => {
  const urgent = policy([target('final-response', 48), target('update', 24), target('acknowledgement', 24)], {
    name: 'urgent',
    priority: 1,
    when: { severity: 'high' },
  });
  const desk = policy([target('final-response', 240, { pauses: ['complainant'] }), target('resolution', 480)]);
  const options = { promised: promised(desk, urgent) };

  it('re-targets from the original start, cancels what is not promised any more, starts what is promised now', () => {
    const { latest, ...after } = run(options, receipt, classified(3, 'high'));
    expect(latest).toMatchObject([
      {
        type: 'ClockRetargeted',
        data: {
          clock: 'final-response-1',
          because: 'classified',
          policy: { name: 'urgent', version: 1 },
          startedAt: at(2),
          dueAt: at(4),
        },
        occurredAt: at(3),
      },
      { type: 'ClockCancelled', data: { clock: 'resolution-1', reason: 'not-promised' } },
      { type: 'ClockStarted', data: { clock: 'acknowledgement-1', startedAt: at(2), dueAt: at(3) }, occurredAt: at(3) },
    ]);
    expect(clock(after, 'final-response-1').promisedAt).toBe(at(3));
  });

  it('that makes it due in the past is broken at the change, when the promise came to be', () => {
    const { latest } = run(options, receipt, classified(6, 'high'));
    expect(latest.filter(({ type }) => type === 'ClockBreached')).toMatchObject([
      { data: { clock: 'final-response-1', dueAt: at(4) }, occurredAt: at(6) },
      { data: { clock: 'acknowledgement-1', dueAt: at(3) }, occurredAt: at(6) },
    ]);
  });

  it('leaves what is kept or broken as it is', () => {
    const broken = run(options, receipt, on(at(20), classifiedNow('low')), classified(21, 'high'));
    expect(clock(broken, 'final-response-1')).toMatchObject({
      status: 'breached',
      dueAt: at(12),
      policy: { name: 'desk' },
    });
    const kept = run(options, receipt, on(at(3), acknowledged, answered), classified(4, 'high'));
    expect(told(kept.latest)).toEqual(['ClockCancelled resolution-1']);
  });

  it('under the same policy and terms changes nothing', () => {
    expect(run(options, receipt, classified(3, 'low')).latest).toEqual([]);
  });

  it('back again counts from the original start too', () => {
    const back = run(options, receipt, classified(3, 'high'), classified(3, 'low'));
    expect(outcomes(back)).toEqual([
      'final-response-1 running',
      'resolution-1 cancelled not-promised',
      'acknowledgement-1 cancelled not-promised',
      'resolution-2 running',
    ]);
    expect(clock(back, 'final-response-1').dueAt).toBe(at(12));
    expect(clock(back, 'resolution-2')).toMatchObject({ startedAt: at(2), dueAt: at(22) });
  });

  it('takes the pauses of the new terms, as if they had applied from the start', () => {
    const waited = [receipt, on(at(3), requested('a')), on(at(5), came('a'))];
    const slow = { promised: promised(desk, urgent), calendars: {} };
    // Ten days and the two of the pause; then two days without any.
    expect(clock(run(slow, ...waited), 'final-response-1').dueAt).toBe(at(14));
    expect(clock(run(slow, ...waited, classified(6, 'high')), 'final-response-1').dueAt).toBe(at(4));
    expect(clock(run(slow, ...waited, classified(3, 'high'), classified(6, 'low')), 'final-response-1')).toMatchObject({
      status: 'breached',
    });
  });

  it('while paused goes on under terms that do not pause', () => {
    const paused = [receipt, on(at(3), requested('a'))];
    const { latest } = run(options, ...paused, on(at(3, '12:00:00.000'), classifiedNow('high')));
    expect(latest).toContainEqual(expect.objectContaining({ type: 'ClockResumed', occurredAt: at(3, '12:00:00.000') }));
  });

  it('entered late is dated when it happened', () => {
    const { latest } = run(options, receipt, entered(at(7), on(at(5), classifiedNow('high'))));
    expect(latest.find(({ type }) => type === 'ClockBreached')).toMatchObject({ occurredAt: at(5) });
  });

  function classifiedNow(severity: 'high' | 'low') {
    return event('ComplaintClassified', { severity });
  }
});

describe('a merge', () => {
  const options = { promised: promised(policy([target('final-response', 240, { pauses: ['complainant'] })])) };
  const fast = {
    promised: promised(policy([target('final-response', 96), target('next-reply', 24)], { name: 'fast' })),
  };
  const leave = (source: ReturnType<typeof run>, day: number) => ({
    receivedAt: source.case?.receivedAt ?? '',
    openMessages: source.case?.openMessages ?? [],
    promises: promisesLeft(source.clocks, at(day), book()),
  });

  it('cancels the clocks of the source: nothing was kept, and they go on elsewhere', () => {
    const source = run(fast, receipt, on(at(3), asked), on(at(5), event('ComplaintMerged')));
    expect(outcomes(source)).toEqual(['final-response-1 cancelled merged', 'next-reply-1 breached']);
  });

  it('takes no extension over from the promise that it replaces, and brings along its own', () => {
    const holding = {
      pauses: ['complainant'] as const,
      holding: { until: { n: 480, unit: 'hours', counting: 'elapsed' } as const },
    };
    const made = { promised: promised(policy([target('final-response', 96, holding)])) };
    const due = (isTargetHeld: boolean, isSourceHeld: boolean) => {
      const source = run(made, on(at(2), received), ...(isSourceHeld ? [on(at(3), held)] : []));
      const steps = [on(at(4), mergedFrom(leave(source, 4))), on(at(5), requested('a')), on(at(6), came('a'))];
      const target_ = run(made, on(at(1), received), ...(isTargetHeld ? [on(at(2), held)] : []), ...steps);
      return clock(target_, 'final-response-1').dueAt;
    };
    // Received on days 1 and 2: four days, or twenty with a holding response; a day of waiting after the merge.
    expect(due(true, false)).toBe(at(7));
    expect(due(false, true)).toBe(at(6));
    expect(due(true, true)).toBe(at(22));
    expect(due(false, false)).toBe(at(6));
    const earlier = run(made, on(at(1), received), on(at(3), held));
    const later = run(
      made,
      on(at(2), received),
      on(at(3), held),
      on(at(4), mergedFrom(leave(earlier, 4))),
      on(at(5), requested('a')),
      on(at(6), came('a')),
    );
    expect(clock(later, 'final-response-1').dueAt).toBe(at(22));
  });

  it('gives the target the earlier of two due times, with the start and the terms that gave it', () => {
    const source = run(fast, on(at(1), received), on(at(2), asked));
    const target_ = run(options, receipt, on(at(3, '08:00:00.000'), mergedFrom(leave(source, 3))));
    expect(target_.latest).toMatchObject([
      {
        type: 'ClockRetargeted',
        data: {
          clock: 'final-response-1',
          because: 'merged',
          startedAt: at(1),
          dueAt: at(5),
          policy: { name: 'fast' },
        },
      },
      {
        type: 'ClockStarted',
        data: { clock: 'next-reply-1', startedAt: at(2), dueAt: at(3), policy: { name: 'fast' } },
      },
    ]);
  });

  it('leaves an earlier due time of the target alone', () => {
    const source = run(options, on(at(1), received));
    const merged = run(fast, receipt, on(at(3), mergedFrom(leave(source, 3))));
    expect(merged.latest).toEqual([]);
  });

  it('brings no promise that the target does not owe, and none that was broken or kept', () => {
    const source = run(fast, on(at(1), received));
    const done = run(options, receipt, on(at(3), acknowledged, answered), on(at(4), mergedFrom(leave(source, 4))));
    expect(done.latest).toEqual([]);
    const broken = run(fast, on(at(1), received), on(at(9), event('NoteAdded')));
    expect(leave(broken, 9).promises.clocks).toEqual([]);
  });

  it('lets what was paused go on from the merge, with its pauses, and counts those of the target from then on', () => {
    const slow = { promised: promised(policy([target('final-response', 48, { pauses: ['complainant'] })])) };
    const source = run(slow, on(at(1), received), on(at(2), requested('theirs')));
    const merged = [receipt, on(at(4), mergedFrom(leave(source, 4)))];
    expect(clock(run(options, ...merged), 'final-response-1')).toMatchObject({ startedAt: at(1), dueAt: at(5) });
    const paused = [...merged, on(at(4, '10:00:00.000'), requested('ours')), on(at(6, '10:00:00.000'), came('ours'))];
    expect(clock(run(options, ...paused), 'final-response-1').dueAt).toBe(at(7));
  });

  it('that happens while the target waits takes its wait out from the merge on', () => {
    const slow = { promised: promised(policy([target('final-response', 96, { pauses: ['complainant'] })])) };
    const source = run(slow, on(at(1), received));
    const waiting = [receipt, on(at(3), requested('ours')), on(at(4), mergedFrom(leave(source, 4)))];
    expect(clock(run(options, ...waiting), 'final-response-1')).toMatchObject({ status: 'paused', startedAt: at(1) });
    expect(clock(run(options, ...waiting, on(at(6), came('ours'))), 'final-response-1').dueAt).toBe(at(7));
  });

  it('leaves a due time that it brought alone, although the case has owed the same for longer', () => {
    const slow = { promised: promised(policy([target('next-reply', 240)])) };
    const source = run(fast, on(at(1), received), on(at(4), asked));
    const merged = [receipt, on(at(3), asked), on(at(4), mergedFrom(leave(source, 4)))];
    expect(clock(run(slow, ...merged), 'next-reply-1')).toMatchObject({ startedAt: at(4), dueAt: at(5) });
    const later = run(slow, ...merged, on(at(4, '10:00:00.000'), event('NoteAdded')));
    expect(later.latest).toEqual([]);
    expect(later.clocks.owed).toMatchObject({ 'next-reply': { since: at(3) } });
  });

  it('takes over messages, which start a clock from the oldest', () => {
    const replies = { promised: promised(policy([target('next-reply', 24)])) };
    const openMessages = [{ event: 'theirs', since: at(3) }];
    const merged = run(replies, receipt, on(at(4, '08:00:00.000'), mergedFrom({ openMessages })));
    expect(clock(merged, 'next-reply-1')).toMatchObject({ startedAt: at(3), dueAt: at(4) });
    const undated = { clocks: [], undated: ['theirs'] };
    expect(run(replies, receipt, on(at(4), mergedFrom({ openMessages, promises: undated }))).latest).toEqual([]);
  });

  it('keeps the earlier due time of the source although the target, due earlier once, has waited since', () => {
    const slow = { promised: promised(policy([target('final-response', 96, { pauses: ['complainant'] })])) };
    const source = run(slow, on(at(2), received));
    expect(clock(source, 'final-response-1').dueAt).toBe(at(6));
    // Due on day 5, and for two days of waiting on day 7: the source has promised day 6.
    const waiting = [on(at(1), received), on(at(2), requested('ours')), on(at(4), mergedFrom(leave(source, 4)))];
    expect(clock(run(slow, ...waiting, on(at(4), came('ours'))), 'final-response-1').dueAt).toBe(at(6));
  });

  it('lets what was promised elsewhere stand still from the merge only, where the target has waited for longer', () => {
    const slow = { promised: promised(policy([target('final-response', 96, { pauses: ['complainant'] })])) };
    const source = run(slow, on(at(2), received));
    const merged = run(
      slow,
      on(at(1), received),
      on(at(2), requested('ours')),
      on(at(4), mergedFrom(leave(source, 4))),
    );
    expect(clock(merged, 'final-response-1')).toMatchObject({ status: 'paused', startedAt: at(2), pausedAt: at(4) });
    const { used } = explainClock(merged.clocks, 'final-response-1', book(), Date.parse(at(5)));
    expect(used.elapsedMs).toBe(48 * 3_600_000);
  });

  it('does not take what the target has waited before the merge out of a reply that the source promised', () => {
    const replies = { promised: promised(policy([target('next-reply', 96, { pauses: ['complainant'] })])) };
    const source = run(replies, on(at(1), received), on(at(1), asked));
    expect(clock(source, 'next-reply-1').dueAt).toBe(at(5));
    const waiting = [on(at(1), received), on(at(2), requested('ours')), on(at(4), mergedFrom(leave(source, 4)))];
    expect(clock(run(replies, ...waiting, on(at(4), came('ours'))), 'next-reply-1').dueAt).toBe(at(5));
  });
});
