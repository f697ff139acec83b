import { type RecordedEvent } from '../../src/case/events';
import { type InformationSource } from '../../src/case/vocabulary';
import { statusOf, unanswered } from '../case-oracle';

/**
 * What becomes of the promises of a case, said a second time: by brute force over the list of events, with nothing of the
 * clocks, of `evolve` or of the calendar. Every duration is elapsed time under a calendar that is always open.
 */
export interface OracleTarget {
  readonly hours: number;
  readonly pauses: readonly InformationSource[];
  readonly holdingHours?: number;
}

/** By severity: what is promised for each metric. */
export type OraclePolicy = (severity: string | null) => Readonly<Record<string, OracleTarget | undefined>>;

/** The events of one command, and when it was given. */
export interface Entry {
  readonly events: readonly RecordedEvent[];
  readonly at: number;
  readonly now: number;
}

export interface OracleClock {
  readonly metric: string;
  start: number;
  target: OracleTarget;
  extended: boolean;
  /** When the promise as it stands came to be. */
  promisedAt: number;
  owed: boolean;
  state: 'live' | 'met' | 'breached' | 'cancelled';
  /** Due, once it is over. */
  due: number;
  endedAt: number | null;
}

type List = readonly RecordedEvent[];

const HOUR = 3_600_000;
const ENDS = ['ComplaintResolved', 'ComplaintWithdrawn', 'ComplaintRejected', 'ComplaintReferred', 'ComplaintMerged'];
const ms = (event: { occurredAt: string }): number => Date.parse(event.occurredAt);
const known = (event: RecordedEvent): boolean => event.occurredAtPrecision !== 'unknown';
const sure = (event: RecordedEvent, at: number): boolean => event.occurredAtPrecision === 'instant' && ms(event) < at;
const isEnd = (event: RecordedEvent): boolean => ENDS.includes(event.type);
const isFinal = (event: RecordedEvent): boolean => event.type === 'ResponseIssued' && event.data.kind === 'final';
const isAsking = (event: RecordedEvent): boolean =>
  event.type === 'ComplaintFollowedUp' && event.data.with === 'complainant';
const isContact = (event: RecordedEvent): boolean =>
  event.type === 'MessageSent' ||
  event.type === 'ResponseIssued' ||
  (event.type === 'ComplaintFollowedUp' && isAsking(event) && event.data.outcome !== 'no-answer');

/** What each metric is kept by. */
const KEPT_BY: Readonly<Record<string, (event: RecordedEvent) => boolean>> = {
  acknowledgement: (event) => event.type === 'ComplaintAcknowledged',
  'next-reply': isContact,
  update: isContact,
  'final-response': isFinal,
  'follow-up': isAsking,
  resolution: (event) => isEnd(event) && event.type !== 'ComplaintMerged',
};

/** Since when something is owed after a list of events: an instant, `unknown`, or nothing is. */
type Since = number | 'unknown' | undefined;

const dated = (event: RecordedEvent): Since => (known(event) ? ms(event) : 'unknown');

/** Whether the complainant's follow-up at the end of a list sent the case back to work. */
function sendsBack(list: List): boolean {
  const event = list.at(-1)!;
  return isAsking(event) && statusOf(list.slice(0, -1)) === 'answered' && statusOf(list) === 'acknowledged';
}

/** The ids of events by which something is owed anew although it was owed already: what was promised for it was broken. */
type Renewed = ReadonlySet<string>;

/** Walks over all beginnings of a list: `open` says whether its last event opens, `close` whether it settles. */
function between(
  list: List,
  renewed: Renewed,
  open: (list: List) => boolean,
  close: (list: List, since: Since) => boolean,
): Since {
  let since: Since;
  list.forEach((event, index) => {
    const upTo = list.slice(0, index + 1);
    if (since !== undefined && close(upTo, since)) since = undefined;
    if (open(upTo) && (typeof since !== 'number' || renewed.has(event.id))) since = dated(event);
  });
  return since;
}

const settles = (event: RecordedEvent, since: Since): boolean => typeof since !== 'number' || !sure(event, since);
const last = (list: List): RecordedEvent => list.at(-1)!;

const OPENS: Readonly<Record<string, (list: List) => boolean>> = {
  'final-response': (list) => ['ComplaintReceived', 'ComplaintReopened'].includes(last(list).type) || sendsBack(list),
  'follow-up': (list) => isFinal(last(list)),
  resolution: (list) => ['ComplaintReceived', 'ComplaintReopened'].includes(last(list).type),
};

/** When the final response that a follow-up is about was given: of a case that is answered, the last one. */
function responseBefore(list: List): number {
  return ms(list.slice(0, -1).findLast(isFinal)!);
}

/** What sets the case to work, beside contacts. */
const BEGINS = ['ComplaintAcknowledged', 'ComplaintReopened'];

const OWED: Readonly<Record<string, (list: List, renewed: Renewed) => Since>> = {
  acknowledgement(list) {
    if (list.some((event) => event.type === 'ComplaintAcknowledged')) return undefined;
    const reopened = list.findLastIndex((event) => event.type === 'ComplaintReopened');
    return list.findLastIndex(isEnd) > reopened ? undefined : dated(list[Math.max(reopened, 0)]!);
  },
  'next-reply'(list) {
    const undated = list.filter((event) => !known(event)).map(({ id }) => id);
    const open = unanswered(list).filter(({ event }) => !undated.includes(event));
    return open.length === 0 ? undefined : Math.min(...open.map(({ since }) => Date.parse(since)));
  },
  update(list) {
    if (statusOf(list) !== 'acknowledged') return undefined;
    const began = list.findLastIndex(
      (_event, index) => index === 0 || statusOf(list.slice(0, index)) !== 'acknowledged',
    );
    const contacts = list.slice(began).filter((it) => BEGINS.includes(it.type) || isContact(it));
    const since = contacts.slice(contacts.findLastIndex((it) => !known(it)) + 1).map(ms);
    if (since.length > 0) return Math.max(...since);
    return contacts.length > 0 ? 'unknown' : undefined;
  },
  'final-response': (list, renewed) =>
    between(list, renewed, OPENS['final-response']!, (upTo, since) => {
      const event = last(upTo);
      return isEnd(event) || (isFinal(event) && settles(event, since));
    }),
  'follow-up': (list, renewed) =>
    between(list, renewed, OPENS['follow-up']!, (upTo, since) => {
      const event = last(upTo);
      // Each final response is followed up by itself.
      if (isFinal(event)) return true;
      if (isEnd(event) || event.type === 'ComplaintReopened') return true;
      return isAsking(event) && settles(event, since) && !sure(event, responseBefore(upTo));
    }),
  resolution: (list, renewed) => between(list, renewed, OPENS['resolution']!, (upTo) => isEnd(last(upTo))),
};

export const ORACLE_METRICS = Object.keys(OWED);

interface Waiting {
  readonly from: InformationSource;
  readonly since: number;
  readonly until: number;
}

/** Everything somebody was asked for; `until` is infinite while it lasts. */
function waits(list: List): readonly Waiting[] {
  return list.flatMap((event, index) => {
    if (event.type !== 'InformationRequested' || !known(event)) return [];
    const ends = list
      .slice(index + 1)
      .find(
        (it) =>
          isEnd(it) ||
          (it.type === 'MessageReceived' && event.data.from === 'complainant') ||
          (it.type === 'InformationReceived' && it.data.requestId === event.data.requestId),
      );
    const since = ms(event);
    return [{ from: event.data.from, since, until: ends === undefined ? Infinity : Math.max(since, ms(ends)) }];
  });
}

/** Infinite while it stands still. */
function dueOf(clock: OracleClock, list: List): number {
  const pausing = waits(list)
    .filter(({ from }) => clock.target.pauses.includes(from))
    .map(({ since, until }) => ({ since: Math.max(since, clock.start), until }))
    .filter(({ since, until }) => until > since);
  const hours = clock.extended ? Math.max(clock.target.holdingHours ?? 0, clock.target.hours) : clock.target.hours;
  let due = clock.start + hours * HOUR;
  // Each pause that begins by then adds what it covers and none before it covered; until none is left.
  for (let before = -1; before !== due && due < Infinity;) {
    before = due;
    due = clock.start + hours * HOUR + covered(pausing.filter(({ since }) => since <= before));
  }
  return due;
}

/** How much time lies in at least one of the stretches: from one boundary to the next, if any covers it. */
function covered(stretches: readonly { readonly since: number; readonly until: number }[]): number {
  const bounds = [...new Set(stretches.flatMap(({ since, until }) => [since, until]))].sort((a, b) => a - b);
  return bounds.slice(1).reduce((sum, to, index) => {
    const from = bounds[index]!;
    return stretches.some(({ since, until }) => since <= from && until >= to) ? sum + (to - from) : sum;
  }, 0);
}

/** The clocks that a case has after a list of entries, in the order in which those of each metric began. */
export function clocksOf(entries: readonly Entry[], policy: OraclePolicy): readonly OracleClock[] {
  const clocks: OracleClock[] = [];
  const live = () => clocks.filter(({ state }) => state === 'live');
  const renewed = new Map(ORACLE_METRICS.map((metric) => [metric, new Set<string>()]));
  let list: RecordedEvent[] = [];
  const breakDue = (now: number) => {
    for (const clock of live()) {
      const due = dueOf(clock, list);
      const broken = Math.max(due + 1, clock.promisedAt);
      if (broken <= now) Object.assign(clock, { state: 'breached', due });
    }
  };
  for (const { events, at, now } of entries) {
    breakDue(now);
    for (const event of events) {
      const before = list;
      list = [...list, event];
      for (const metric of ORACLE_METRICS) settle(clocks, metric, event, before, list, renewed.get(metric)!);
      if (isHolding(event)) {
        live().forEach((clock) => hold(clock, event, before));
      }
    }
    const promise = policy(severityOf(list));
    if (events.some(({ type }) => type === 'ComplaintClassified')) {
      for (const clock of live()) {
        const target = promise[clock.metric];
        if (target === undefined) Object.assign(clock, { state: 'cancelled', owed: false });
        else if (target !== clock.target) Object.assign(clock, { target, promisedAt: Math.max(at, clock.start) });
      }
    }
    for (const metric of ORACLE_METRICS) {
      const since = OWED[metric]!(list, renewed.get(metric)!);
      const target = promise[metric];
      if (typeof since !== 'number') continue;
      const mine = clocks.filter((clock) => clock.metric === metric && clock.owed);
      const moved =
        metric === 'next-reply' ? mine.filter((clock) => clock.state === 'live' && clock.start > since) : [];
      moved.forEach((clock) => Object.assign(clock, { start: since, promisedAt: Math.max(at, since) }));
      if (mine.length > 0 || target === undefined) continue;
      const promisedAt = Math.max(at, since);
      const clock: OracleClock = {
        metric,
        start: since,
        target,
        extended: false,
        promisedAt,
        owed: true,
        state: 'live',
        due: 0,
        endedAt: null,
      };
      // What held up the promise before this one, for the same, holds this one up too.
      const due = dueOf(clock, list);
      const isHeldBy = (it: RecordedEvent) => isHolding(it) && ms(it) > since && ms(it) <= due;
      clock.extended = target.holdingHours !== undefined && list.some(isHeldBy);
      clocks.push(clock);
    }
    breakDue(now);
  }
  for (const clock of live()) clock.due = dueOf(clock, list);
  return clocks;
}

function settle(
  clocks: readonly OracleClock[],
  metric: string,
  event: RecordedEvent,
  before: List,
  after: List,
  renewed: Set<string>,
): void {
  const owedBefore = before.length === 0 ? undefined : OWED[metric]!(before, renewed);
  const owedAfter = OWED[metric]!(after, renewed);
  const at = ms(event);
  const isSettled =
    owedBefore !== undefined &&
    (owedAfter === undefined ||
      ((KEPT_BY[metric]!(event) || (metric === 'next-reply' && isEnd(event))) &&
        owedAfter !== owedBefore &&
        !(metric !== 'update' && Number(owedAfter) < Number(owedBefore))));
  const mine = clocks.filter((it) => it.metric === metric && it.owed);
  if (isSettled) {
    const isKept = KEPT_BY[metric]!(event) && (typeof owedBefore !== 'number' || !sure(event, owedBefore));
    // The latest contact before it was at the very instant: nothing more was done.
    const isSame = metric === 'update' && typeof owedBefore === 'number' && at <= owedBefore && known(event);
    for (const clock of mine) {
      clock.owed = false;
      if (clock.state !== 'live') {
        clock.endedAt = isKept && known(event) && !isSame ? at : null;
        continue;
      }
      clock.due = dueOf(clock, before);
      if (isKept && known(event) && !isSame) Object.assign(clock, { state: 'met', endedAt: Math.max(at, clock.start) });
      else Object.assign(clock, { state: 'cancelled' });
    }
    return;
  }
  if (metric === 'follow-up' && isFinal(event) && owedBefore !== undefined) {
    for (const clock of mine)
      Object.assign(clock, { owed: false }, clock.state === 'live' ? { state: 'cancelled' } : {});
    return;
  }
  if (metric === 'acknowledgement' && event.type === 'ComplaintReopened' && owedAfter !== undefined) {
    const broken = clocks.findLast((it) => it.metric === metric && it.state === 'breached' && it.endedAt === null);
    if (broken !== undefined) broken.owed = true;
    return;
  }
  const opens = OPENS[metric];
  if (opens?.(after) === true && known(event) && mine.some(({ state, start }) => state === 'breached' && at > start)) {
    mine.forEach((clock) => Object.assign(clock, { owed: false, endedAt: null }));
    renewed.add(event.id);
  }
}

const isHolding = (event: RecordedEvent): boolean =>
  event.type === 'ResponseIssued' && event.data.kind === 'holding' && known(event);

function hold(clock: OracleClock, event: RecordedEvent, before: List): void {
  if (clock.target.holdingHours === undefined || !known(event) || sure(event, clock.start)) return;
  if (ms(event) <= dueOf(clock, before)) clock.extended = true;
}

function severityOf(list: List): string | null {
  const said = list.findLast(
    (event) =>
      (event.type === 'ComplaintClassified' || event.type === 'ComplaintReceived') && event.data.severity !== undefined,
  );
  return said?.type === 'ComplaintClassified' || said?.type === 'ComplaintReceived'
    ? (said.data.severity ?? null)
    : null;
}
