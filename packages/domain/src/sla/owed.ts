import { type RecordedEvent } from '../case/events';
import { answersMessages } from '../case/evolve-case';
import { type Case } from '../case/state';
import { isOpen } from '../case/vocabulary';
import { type CancelReason } from './clock-events';
import { type Owed } from './clock-state';
import { type ClockKind, METRICS, type Metric } from './policy';
import { surelyBefore } from './sure-order';

/** What an event of the case does to what is owed. */
export type OwedChange =
  /** It was done, by this event. */
  | { readonly type: 'done'; readonly metric: Metric }
  /** It was not done, and is owed no more. */
  | { readonly type: 'dropped'; readonly metric: Metric; readonly reason: CancelReason }
  /** It is owed from here on, unless a clock runs for it already; null: since an unknown instant. */
  | {
      readonly type: 'owed';
      readonly metric: Metric;
      readonly since: string | null;
      readonly brokenElsewhere?: readonly ClockKind[];
    }
  /** It turns out to have been owed for longer. */
  | { readonly type: 'earlier'; readonly metric: Metric; readonly since: string };

/** A case before and after an event, and what is owed before it. */
export interface Turn {
  readonly event: RecordedEvent;
  /** Null at the receipt. */
  readonly before: Case | null;
  readonly after: Case;
  readonly owed: Owed;
  /** Ids of the messages whose instant is not known, the one of this event too. */
  readonly undated: readonly string[];
}

type EventType = RecordedEvent['type'];

/** What an event means for one metric: whether it is owed from it on, is kept by it, or is dropped, and why. */
interface MetricRow {
  readonly starts: Readonly<Partial<Record<EventType, (turn: Turn) => boolean>>>;
  readonly kept: Readonly<Partial<Record<EventType, (turn: Turn) => boolean>>>;
  readonly dropped: Readonly<Partial<Record<EventType, CancelReason | ((turn: Turn) => CancelReason | null)>>>;
}

const always = (): boolean => true;

const ENDS = {
  ComplaintResolved: 'resolved',
  ComplaintWithdrawn: 'withdrawn',
  ComplaintRejected: 'rejected',
  ComplaintReferred: 'referred',
  ComplaintMerged: 'merged',
} as const satisfies Partial<Record<EventType, CancelReason>>;

const ANY_END = {
  ComplaintResolved: always,
  ComplaintWithdrawn: always,
  ComplaintRejected: always,
  ComplaintReferred: always,
};

/**
 * What starts each promise, what keeps it, and what ends it without either. All clocks, and all that is owed without one, go
 * by this table; the next reply is owed by the oldest open message and stands in {@link replies}. An unknown instant starts
 * nothing, and what is done at one is done, but keeps nothing.
 */
export const METRIC_TABLE: Readonly<Record<Exclude<Metric, 'next-reply'>, MetricRow>> = {
  acknowledgement: {
    starts: {
      ComplaintReceived: isReceipt,
      ComplaintReopened: (turn) => isPromisedAgain(turn) && turn.after.status === 'received',
    },
    kept: { ComplaintAcknowledged: always, MessageSent: isAcknowledging, ResponseIssued: isAcknowledging },
    dropped: ENDS,
  },
  update: {
    starts: {
      ComplaintAcknowledged: (turn) => isWorkedOn(turn) && isAcknowledging(turn),
      MessageSent: isWorkedOn,
      ResponseIssued: isWorkedOn,
      ComplaintFollowedUp: (turn) => isContact(turn) && isWorkedOn(turn),
      ComplaintReopened: (turn) => isPromisedAgain(turn) && isWorkedOn(turn),
    },
    kept: { MessageSent: always, ResponseIssued: always, ComplaintFollowedUp: isContact },
    dropped: { ...ENDS, ResponseIssued: (turn) => (isFinal(turn) ? 'answered' : null) },
  },
  'final-response': {
    starts: { ComplaintReceived: isReceipt, ComplaintReopened: always, ComplaintFollowedUp: isSentBack },
    kept: { ResponseIssued: isFinal },
    dropped: ENDS,
  },
  'follow-up': {
    starts: { ResponseIssued: isFinal },
    kept: { ComplaintFollowedUp: isAboutTheLastResponse },
    dropped: {
      ...ENDS,
      ComplaintReopened: 'reopened',
      ResponseIssued: (turn) => (isFinal(turn) && !keepsFollowUp(turn) ? 'answered-again' : null),
    },
  },
  resolution: {
    starts: { ComplaintReceived: isReceipt, ComplaintReopened: always },
    kept: ANY_END,
    dropped: ENDS,
  },
};

/** A second acknowledgement on record, one that a message implied, acknowledges nothing. */
function isAcknowledging({ before, after }: Turn): boolean {
  return before?.everAcknowledged === false && after.everAcknowledged;
}

/** All that an event changes in what is owed. */
export function owedChanges(turn: Turn): readonly OwedChange[] {
  if (turn.event.type === 'MergeCompleted') return [...takenOver(turn), ...replies(turn)];
  return METRICS.flatMap((metric) => (metric === 'next-reply' ? replies(turn) : changesOf(metric, turn)));
}

function changesOf(metric: Exclude<Metric, 'next-reply'>, turn: Turn): readonly OwedChange[] {
  const { event } = turn;
  const row = METRIC_TABLE[metric];
  const isKept = row.kept[event.type]?.(turn) === true && isDone(metric, turn);
  const ended: readonly OwedChange[] = isKept ? [{ type: 'done', metric }] : dropped(metric, row, turn);
  const isStarted = row.starts[event.type]?.(turn) === true && !isTheSameContact(metric, turn);
  return isStarted ? [...ended, { type: 'owed', metric, since: instantOf(event) }] : ended;
}

function dropped(metric: Metric, row: MetricRow, turn: Turn): readonly OwedChange[] {
  const entry = row.dropped[turn.event.type];
  const reason = typeof entry === 'function' ? entry(turn) : (entry ?? null);
  return reason === null || turn.owed[metric] === undefined ? [] : [{ type: 'dropped', metric, reason }];
}

/** What was surely done before it was owed is not what is owed; nor is an update, at the very instant of the contact before. */
function isDone(metric: Metric, turn: Turn): boolean {
  const since = turn.owed[metric]?.since;
  if (since === undefined) return false;
  return since === null || !(surelyBefore(turn.event, since) || isTheSameContact(metric, turn));
}

/** Each contact starts the time until the next one. One at the very start of it is the same contact. */
function isTheSameContact(metric: Metric, { event, owed }: Turn): boolean {
  const since = owed.update?.since;
  if (metric !== 'update' || event.occurredAtPrecision === 'unknown' || typeof since !== 'string') return false;
  return event.type !== 'ComplaintAcknowledged' && Date.parse(event.occurredAt) <= Date.parse(since);
}

function instantOf({ occurredAt, occurredAtPrecision }: RecordedEvent): string | null {
  return occurredAtPrecision === 'unknown' ? null : occurredAt;
}

function isReceipt({ before }: Turn): boolean {
  return before === null;
}

function isWorkedOn({ after }: Turn): boolean {
  return after.status === 'acknowledged';
}

function isFinal({ event, before }: Turn): boolean {
  return event.type === 'ResponseIssued' && event.data.kind === 'final' && before !== null && isOpen(before.status);
}

function keepsFollowUp({ event }: Turn): boolean {
  return event.type === 'ResponseIssued' && event.data.keepsFollowUp === true;
}

function isPromisedAgain({ event }: Turn): boolean {
  return event.type === 'ComplaintReopened' && event.data.promisesContact !== false;
}

function isContact({ event }: Turn): boolean {
  return event.type === 'ComplaintFollowedUp' && answersMessages(event);
}

/** Where neither instant is exact, it may have asked about an earlier response than the one that stands. */
function isAboutTheLastResponse({ event, before }: Turn): boolean {
  if (event.type !== 'ComplaintFollowedUp' || event.data.with !== 'complainant') return false;
  const response = before?.finalResponseAt ?? null;
  return response === null || !surelyBefore(event, response);
}

function isSentBack(turn: Turn): boolean {
  return isAboutTheLastResponse(turn) && turn.before?.status === 'answered' && turn.after.status === 'acknowledged';
}

/** The next reply is owed since the oldest message that is not answered; another message after it changes nothing. */
function replies(turn: Turn): readonly OwedChange[] {
  const metric = 'next-reply';
  const { event } = turn;
  if (event.type === 'ComplaintMerged') {
    return turn.owed[metric] === undefined ? [] : [{ type: 'dropped', metric, reason: 'merged' }];
  }
  const before = turn.owed[metric]?.since ?? null;
  const since = oldestDated(turn);
  const isEnd = Object.hasOwn(ENDS, event.type);
  if (since === before) return [];
  if (since !== null && before !== null && Date.parse(since) === Date.parse(before)) return [];
  if (since !== null && before !== null && Date.parse(since) < Date.parse(before)) {
    return [{ type: 'earlier', metric, since }];
  }
  const start: readonly OwedChange[] = since === null ? [] : [{ type: 'owed', metric, since }];
  if (before === null) return start;
  const end: OwedChange = isEnd
    ? { type: 'dropped', metric, reason: ENDS[event.type as keyof typeof ENDS] }
    : { type: 'done', metric };
  return [end, ...start];
}

function oldestDated({ after, undated }: Turn): string | null {
  return after.openMessages.find(({ event }) => !undated.includes(event))?.since ?? null;
}

/** What the merged case owed is owed here, since when it was owed there; but for an acknowledgement where this one had one. */
function takenOver({ event, after, owed }: Turn): readonly OwedChange[] {
  if (event.type !== 'MergeCompleted' || event.data.duties === undefined || !isOpen(after.status)) return [];
  const { owed: left, broken } = event.data.duties;
  return METRICS.flatMap((metric): readonly OwedChange[] => {
    const since = left[metric];
    if (since === undefined || metric === 'next-reply' || owed[metric] !== undefined) return [];
    if (metric === 'acknowledgement' && after.everAcknowledged) return [];
    const brokenElsewhere = broken.filter((it) => it.metric === metric).map(({ kind }) => kind);
    return [{ type: 'owed', metric, since, ...(brokenElsewhere.length === 0 ? {} : { brokenElsewhere }) }];
  });
}
