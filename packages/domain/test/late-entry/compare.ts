import { isDeepStrictEqual } from 'node:util';
import { type RecordedEvent } from '../../src/case/events';
import { foldCase } from '../../src/case/evolve';
import { CASE_ID } from '../../src/testing';
import { type Fact, type Life } from './life';
import { iso, type Telling } from './run';
import { type ClockSeen, type Seen, seen } from './view';

/** What a run that was told late may show differently; the closed table of the law. */
export type ExceptionName = 'kept-late-entry' | 'breach' | 'threshold';

export interface Comparison {
  /** In words; empty: the law holds. */
  readonly differences: readonly string[];
  readonly exceptions: Readonly<Partial<Record<ExceptionName, number>>>;
}

/** Holds what was told late against what was told in time: (a) to (d) of the law. */
export function compared(life: Life, inTime: Telling, late: Telling): Comparison {
  const exceptions: Partial<Record<ExceptionName, number>> = {};
  const count = (name: ExceptionName): void => void (exceptions[name] = (exceptions[name] ?? 0) + 1);
  const differences = [...prefixes(late)];
  const isEscalatedAlike = isDeepStrictEqual(thresholds(inTime), thresholds(late));
  if (!isEscalatedAlike) count('threshold');
  const answers = unlikeAnswers(life, inTime, late);
  // From the first that is answered otherwise the lives differ: what followed was said to another case.
  if (!isEscalatedAlike && answers.some(({ does }) => BY_LEVEL.includes(does.type))) return { differences, exceptions };
  differences.push(
    ...answers.map(({ n }) => `fact ${n} is answered ${late.answers.get(n)}, and in time ${inTime.answers.get(n)}`),
  );
  const ended = seen(late, late.state!, life.end).clocks.filter(({ isBroken }) => isBroken);
  const allowance = { count, isEscalatedAlike, broken: new Set(ended.map(nameOf)) };
  const instants = [...life.facts.map(({ at }) => at), life.end];
  for (const at of instants) {
    const isEnd = at === life.end;
    const [one, other] = [inTime, late].map((told) => (isEnd ? seen(told, told.state!, at) : asOfOccurred(told, at)));
    const where = isEnd ? 'at the end' : `asOfOccurred=${iso(at)}`;
    differences.push(...unlike(one as Seen, other as Seen, allowance).map((it) => `${where}: ${it}`));
  }
  return { differences, exceptions };
}

/** (a) */
function unlikeAnswers({ facts }: Life, inTime: Telling, late: Telling): readonly Fact[] {
  return facts.filter(({ n }) => inTime.answers.get(n) !== late.answers.get(n));
}

/** (c) What had happened by then, in the order in which it was recorded. */
function asOfOccurred(told: Telling, at: number): Seen {
  const until = told.history.filter(({ occurredAt }) => Date.parse(occurredAt) <= at);
  return seen(told, foldCase(CASE_ID, until)!, at);
}

/** (d) The case before each entry is the fold of what was on record then. */
function prefixes({ entered, history }: Telling): readonly string[] {
  return entered.flatMap(({ before, revision, now }) => {
    const folded = foldCase(CASE_ID, history.slice(0, revision));
    const place = firstUnlike(plain(before), plain(folded));
    return place === null ? [] : [`asOf before ${iso(now)} is not what it was: ${place}`];
  });
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** Where two values differ first, and how. */
function firstUnlike(was: unknown, is: unknown, path = ''): string | null {
  if (isDeepStrictEqual(was, is)) return null;
  if (typeof was !== 'object' || typeof is !== 'object' || was === null || is === null) {
    return `${path} was ${text(was)} and is ${text(is)}`;
  }
  const [one, other] = [was, is] as Readonly<Record<string, unknown>>[];
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return (
    names.map((name) => firstUnlike(one![name], other![name], `${path}/${name}`)).find((it) => it !== null) ?? path
  );
}

function thresholds({ history }: Telling): readonly string[] {
  const isOfSystem = (event: RecordedEvent): boolean =>
    event.type === 'ClockThresholdReached' || (event.type === 'ComplaintEscalated' && 'cause' in event.data);
  return history.filter(isOfSystem).map(({ type, occurredAt }) => `${type} ${occurredAt}`);
}

interface Allowance {
  readonly count: (name: ExceptionName) => void;
  /** No threshold was reached in one run alone. */
  readonly isEscalatedAlike: boolean;
  /** The clocks that are broken at the end of what was told late. */
  readonly broken: ReadonlySet<string>;
}

/** A threshold that was reached as far as was known stays reached, and so does the escalation, which owes a follow-up. */
const BY_LEVEL: readonly string[] = ['EscalateComplaint', 'DeescalateComplaint', 'ResolveComplaint'];

function unescalated({ case: state, clocks }: Seen): Seen {
  const duties = (state['owes'] as readonly string[]).filter((duty) => duty !== 'handler-follow-up');
  const possible = (state['possibleCommands'] as readonly string[]).filter((type) => !BY_LEVEL.includes(type));
  return { case: { ...state, escalationLevel: null, owes: duties, possibleCommands: possible }, clocks };
}

const nameOf = ({ metric, kind, start }: ClockSeen): string => `${metric} ${kind} ${start}`;

/** (b) */
function unlike(one: Seen, other: Seen, allowance: Allowance): readonly string[] {
  const fields = Object.keys(one.case).flatMap((name) => {
    const [expected, found] = [one, other].map((it) => (allowance.isEscalatedAlike ? it : unescalated(it)).case[name]);
    return isDeepStrictEqual(expected, found) ? [] : [`${name} is ${text(found)}, and in time ${text(expected)}`];
  });
  return [...fields, ...unlikeClocks(one.clocks, other.clocks, allowance)];
}

function unlikeClocks(
  inTime: readonly ClockSeen[],
  late: readonly ClockSeen[],
  { count, broken }: Allowance,
): readonly string[] {
  const missing = [...inTime];
  const more = late.filter((clock) => {
    const same = missing.findIndex((it) => isDeepStrictEqual(it, clock));
    if (same !== -1) missing.splice(same, 1);
    return same === -1;
  });
  const unforeseen = more.filter((clock) => {
    const exception = exceptionOf(clock, missing, broken);
    if (exception !== null) count(exception);
    return exception === null;
  });
  return [
    ...unforeseen.map((clock) => `there is ${said(clock)}`),
    ...missing.map((clock) => `there is no ${said(clock)}`),
  ];
}

/**
 * A breach on record stays: of a promise that was kept, as it turns out, it is `kept-late-entry`; one that runs longer than
 * was known, or was never owed, stays broken. What it is compared with is taken out of `missing`.
 */
function exceptionOf(clock: ClockSeen, missing: ClockSeen[], broken: ReadonlySet<string>): ExceptionName | null {
  // Before its breach had happened, a promise that was never owed shows as such.
  if (clock.outcome === 'cancelled not-owed' && broken.has(nameOf(clock))) return 'breach';
  if (!clock.isBroken) return null;
  const partner = missing.findIndex(
    ({ metric, kind, start }) => metric === clock.metric && kind === clock.kind && start === clock.start,
  );
  if (partner === -1) return clock.isOwed ? null : 'breach';
  if (missing[partner]!.isBroken) return null;
  const [inTime] = missing.splice(partner, 1) as [ClockSeen];
  if (clock.isOwed !== inTime.isOwed) return null;
  // Kept, or given up before it fell due.
  const isOver = inTime.outcome === 'met' || inTime.outcome.startsWith('cancelled');
  if (clock.outcome === 'kept-late-entry') return isOver ? 'kept-late-entry' : null;
  return clock.outcome === 'breached' ? 'breach' : null;
}

const text = (value: unknown): string => JSON.stringify(value);

function said({ metric, kind, start, due, pauses, outcome, endedAt, isOwed }: ClockSeen): string {
  const parts = [metric, kind === 'milestone' ? kind : '', `from ${start}`, `due ${due}`, outcome];
  const rest = [pauses && `paused ${pauses}`, endedAt && `ended ${endedAt}`, isOwed && 'owed'];
  return [...parts, ...rest].filter(Boolean).join(' ');
}
