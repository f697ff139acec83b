import { isDeepStrictEqual } from 'node:util';
import { type ExceptionName } from './compare';
import { type Entered, type Telling } from './run';
import { owes } from '../../src/case/owes';
import { clocksAt } from '../../src/sla/due-clocks';

/** Of the pairs that were tried: how much they say. */
export interface Counts {
  pairs: number;
  /** Pairs with a late fact that changes a clock or a duty. */
  telling: number;
  /** Facts entered after another that happened later. */
  lateFacts: number;
  /** Late facts that change clocks of a metric. */
  readonly metrics: Record<string, number>;
  /** Pairs with such an exception. */
  readonly exceptions: Partial<Record<ExceptionName, number>>;
}

export const NONE = (): Counts => ({ pairs: 0, telling: 0, lateFacts: 0, metrics: {}, exceptions: {} });

export function counted(counts: Counts, late: Telling, exceptions: Counts['exceptions']): void {
  counts.pairs += 1;
  const entered = late.entered.filter(({ fact, isLate }) => fact !== null && isLate);
  counts.lateFacts += entered.length;
  const changes = entered.map(changed);
  if (changes.some((metrics) => metrics.length > 0)) counts.telling += 1;
  for (const metric of changes.flat()) counts.metrics[metric] = (counts.metrics[metric] ?? 0) + 1;
  for (const name of Object.keys(exceptions) as ExceptionName[]) {
    counts.exceptions[name] = (counts.exceptions[name] ?? 0) + 1;
  }
}

export function shareOfTelling({ telling, pairs }: Counts): number {
  return telling / pairs;
}

/** The metrics whose clocks a late fact changes, and `duty` where it changes what is owed. */
function changed({ before, after, now }: Entered): readonly string[] {
  if (before === null) return [];
  const [old, young] = [before, after].map((state) => clocksAt(state.clocks, now).clocks);
  const of = (clocks: typeof old, metric: string) =>
    clocks!
      .filter((clock) => clock.metric === metric)
      .map(({ status, startedAt, dueAt, endedAt, isOwed }) => [status, startedAt, dueAt, endedAt, isOwed]);
  const metrics = [...new Set([...old!, ...young!].map(({ metric }) => metric))];
  const differ = metrics.filter((metric) => !isDeepStrictEqual(of(old, metric), of(young, metric)));
  return [...differ, ...(isDeepStrictEqual(owes(before), owes(after)) ? [] : ['duty'])];
}
