import { decide } from '../../src/case/decide';
import { owes } from '../../src/case/owes';
import { type Case } from '../../src/case/state';
import { type Clock } from '../../src/sla/clock-state';
import { clocksAt } from '../../src/sla/due-clocks';
import { METRICS } from '../../src/sla/policy';
import { command, system } from '../../src/testing';
import { iso, type Telling } from '../late-entry/run';
import { type Merged, type Pair } from './pair';

/** The laws of a merge by their names; each says in words what breaks it. */
export const laws: Readonly<Record<string, (merged: Merged, pair: Pair) => readonly string[]>> = {
  'what was owed is owed': (merged) => {
    const { source, target } = merged.before;
    const after = owes(merged.target.state!);
    return [...new Set([...owes(source), ...owes(target)])]
      .filter((duty) => !after.includes(duty) && !isExcepted(duty, merged))
      .map((duty) => `${duty} was owed and is owed no more`);
  },

  'due no later than the earlier of the two': (merged, { mergedAt }) => {
    const after = ofMetric(merged.target.state!, mergedAt);
    const { source, target } = merged.before;
    return METRICS.filter((metric) => !isExcepted(metric, merged)).flatMap((metric) => {
      // What is broken was due before, and what stands still has no due instant.
      const before = [source, target].flatMap((state) => ofMetric(state, mergedAt)(metric));
      const [due] = before
        .filter(({ status }) => status === 'running')
        .map(({ dueAt }) => dueAt)
        .sort();
      const now = after(metric).map(({ dueAt }) => dueAt);
      if (due === undefined || now.some((dueAt) => dueAt <= due)) return [];
      return [`${metric} was due ${due} and is ${now.join() || 'not promised'}`];
    });
  },

  'no promise is broken twice': (merged, { end, mergedAt }) => {
    merged.source.wake(end);
    merged.target.wake(end);
    return METRICS.flatMap((metric) => {
      const { source, target } = merged.before;
      const promised = [source, target].flatMap((state) => clocksOf(state, metric));
      const isOwed = promised.some((clock) => clock.isOwed);
      // The target promises what neither had promised: a policy of its own for a message that came over.
      const isNew = !isOwed && clocksOf(merged.target.state!, metric).length > clocksOf(target, metric).length;
      const broken = [merged.source, merged.target].flatMap(({ history }) =>
        history.filter((it) => it.type === 'ClockBreached' && it.data.clock.startsWith(`${metric}-`)),
      );
      const most = promised.length + (isNew ? 1 : 0);
      const alive = promised.filter(({ breachedAt, isOwed: still }) => still && breachedAt === null).length;
      const already = promised.filter(({ breachedAt }) => breachedAt !== null).length;
      const mostNow = Math.min(most, already + Math.min(alive, 1) + (isNew ? 1 : 0));
      if (broken.length <= mostNow) return [];
      return [`${metric} is broken ${broken.length} times, of ${promised.length} promises (merged ${iso(mergedAt)})`];
    });
  },

  'resolved only if both could be': (merged, { mergedAt }) => {
    if (!isResolvable(merged.target, merged.target.state!, mergedAt)) return [];
    const { source, target } = merged.before;
    return [
      ...(isResolvable(merged.source, source, mergedAt)
        ? []
        : ['the source could not be resolved, and the target can']),
      ...(isResolvable(merged.target, target, mergedAt) ? [] : ['the target could not be resolved, and can now']),
    ];
  },

  'at least as restricted': ({ before, target: { state } }) => {
    const unlike = [before.source, before.target].filter(({ confidential, restrictedTo }) => {
      if (confidential && !state!.confidential) return true;
      if (restrictedTo === null) return false;
      return state!.restrictedTo === null || state!.restrictedTo.some((id) => !restrictedTo.includes(id));
    });
    return unlike.map(({ restrictedTo }) => `who may not see it (${restrictedTo}) sees it: ${state!.restrictedTo}`);
  },

  'open waits come over': ({ before, target }, { mergedAt }) =>
    before.source.waitingFor.flatMap(({ requestId }) => {
      const does = command('ReceiveInformation', { requestId });
      try {
        decide(does, target.state, target.contextAt(mergedAt + 1, { caseId: target.id }));
        return [];
      } catch (error) {
        return [`what was asked for under ${requestId} cannot be received: ${(error as Error).message}`];
      }
    }),

  'escalated at least as high, warned as often': ({ before: { source, target }, target: { state } }) => [
    ...(state!.escalationLevel >= Math.max(source.escalationLevel, target.escalationLevel)
      ? []
      : [`level ${state!.escalationLevel} of ${source.escalationLevel} and ${target.escalationLevel}`]),
    ...(state!.warnings.length >= source.warnings.length + target.warnings.length ? [] : ['a warning is lost']),
  ],

  'no threshold is reached twice': ({ before, target }, { end }) => {
    const escalated = thresholdsOf(target);
    target.give({ type: 'EscalateOnRisk' }, system, end, { commandId: 'at-the-end' });
    const known = [before.source, before.target].flatMap(({ clocks: { clocks } }) =>
      clocks.flatMap(({ metric, startedAt, reached }) => reached.map((share) => `${metric} ${startedAt} ${share}`)),
    );
    return thresholdsOf(target)
      .filter((each) => !escalated.includes(each) && known.includes(each))
      .map((each) => `${each} is reached again`);
  },
};

/** An acknowledgement where the target has one; a follow-up, where the answer has to be given first. */
function isExcepted(duty: string, { before: { target }, target: { state } }: Merged): boolean {
  if (duty === 'acknowledgement') return target.everAcknowledged;
  const isToBeAnswered = state!.status === 'received' || state!.status === 'acknowledged';
  return (duty === 'follow-up' || duty === 'handler-follow-up') && isToBeAnswered;
}

function clocksOf({ clocks: { clocks } }: Case, metric: string): readonly Clock[] {
  return clocks.filter((clock) => clock.metric === metric && clock.kind === 'promise');
}

function ofMetric({ clocks }: Case, at: number): (metric: string) => readonly Clock[] {
  const owed = clocksAt(clocks, at).clocks.filter(({ isOwed, kind }) => isOwed && kind === 'promise');
  return (metric) => owed.filter((clock) => clock.metric === metric);
}

function isResolvable(telling: Telling, state: Case, now: number): boolean {
  try {
    decide({ type: 'ResolveComplaint' }, state, telling.contextAt(now));
    return true;
  } catch {
    return false;
  }
}

function thresholdsOf({ history, state }: Telling): readonly string[] {
  return history.flatMap((event) => {
    if (event.type !== 'ClockThresholdReached') return [];
    const { clock, at } = event.data;
    const found = state!.clocks.clocks.find(({ id }) => id === clock);
    return [`${found?.metric} ${found?.startedAt} ${at}`];
  });
}
