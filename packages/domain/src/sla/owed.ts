import { type RecordedEvent } from '../case/events';
import { type Case } from '../case/state';
import { type CancelReason } from './clock-events';
import { type Owed } from './clock-state';
import { METRICS, type Metric } from './policy';
import { surelyBefore } from './sure-order';

/** What an event of the case does to what is owed. */
export type OwedChange =
  /** It was done, by this event. */
  | { readonly type: 'done'; readonly metric: Metric }
  /** It was not done, and is owed no more. */
  | { readonly type: 'dropped'; readonly metric: Metric; readonly reason: CancelReason }
  /** It is owed from here on, unless a clock runs for it already; null when nobody knows since when. */
  | { readonly type: 'owed'; readonly metric: Metric; readonly since: string | null }
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

/**
 * The table of section 5: what starts each clock, and what keeps it. An unknown instant starts nothing, and what is done at
 * one is done, but keeps nothing.
 */
export function owedChanges(turn: Turn): readonly OwedChange[] {
  const { event, before, after } = turn;
  switch (event.type) {
    case 'ComplaintReceived':
      return before === null
        ? [owe('acknowledgement', turn), owe('final-response', turn), owe('resolution', turn)]
        : [];
    case 'ComplaintAcknowledged':
      return [...done('acknowledgement', turn), ...(after.status === 'acknowledged' ? [owe('update', turn)] : [])];
    case 'MessageReceived':
    case 'MergeCompleted':
      return replies(turn, null);
    case 'MessageSent':
      return contact(turn);
    case 'ResponseIssued':
      return event.data.kind === 'final' ? [...contact(turn), ...answered(turn)] : contact(turn);
    case 'ComplaintFollowedUp':
      return event.data.with === 'complainant' ? followedUp(turn) : [];
    case 'ComplaintReopened':
      return [...dropped('follow-up', 'reopened', turn), owe('final-response', turn), owe('resolution', turn)];
    case 'ComplaintResolved':
      return ended(turn, 'resolved');
    case 'ComplaintWithdrawn':
      return ended(turn, 'withdrawn');
    case 'ComplaintRejected':
      return ended(turn, 'rejected');
    case 'ComplaintReferred':
      return ended(turn, 'referred');
    case 'ComplaintMerged':
      // Nothing was kept: what was promised goes on in the case it was merged into.
      return METRICS.flatMap((metric) => dropped(metric, 'merged', turn));
    default:
      return [];
  }
}

/** Which promises an event can show to have been kept, if it happened in time. */
export function keeps(event: RecordedEvent): readonly Metric[] {
  switch (event.type) {
    case 'ComplaintAcknowledged':
      return ['acknowledgement'];
    case 'MessageSent':
      return ['next-reply', 'update'];
    case 'ResponseIssued':
      return event.data.kind === 'final' ? ['next-reply', 'update', 'final-response'] : ['next-reply', 'update'];
    case 'ComplaintFollowedUp':
      return event.data.with === 'complainant' ? ['next-reply', 'update', 'follow-up'] : [];
    case 'ComplaintResolved':
    case 'ComplaintWithdrawn':
    case 'ComplaintRejected':
    case 'ComplaintReferred':
      return ['resolution'];
    default:
      return [];
  }
}

function owe(metric: Metric, { event }: Turn): OwedChange {
  return { type: 'owed', metric, since: event.occurredAtPrecision === 'unknown' ? null : event.occurredAt };
}

/** What was surely done before it was owed is not what is owed. */
function done(metric: Metric, { event, owed }: Turn): readonly OwedChange[] {
  const since = owed[metric]?.since;
  if (since === undefined || (since !== null && surelyBefore(event, since))) return [];
  return [{ type: 'done', metric }];
}

function dropped(metric: Metric, reason: CancelReason, { owed }: Turn): readonly OwedChange[] {
  return owed[metric] === undefined ? [] : [{ type: 'dropped', metric, reason }];
}

/** The complainant heard from us. */
function contact(turn: Turn): readonly OwedChange[] {
  return [...replies(turn, 'done'), ...updates(turn)];
}

/** The next reply is owed since the oldest message that nobody answered; another message after it changes nothing. */
function replies(turn: Turn, ifAnswered: 'done' | CancelReason | null): readonly OwedChange[] {
  const metric = 'next-reply';
  const before = turn.owed[metric]?.since ?? null;
  const since = oldestDated(turn);
  const start: readonly OwedChange[] = since === null ? [] : [{ type: 'owed', metric, since }];
  if (before === null) return start;
  if (since !== null && Date.parse(since) === Date.parse(before)) return [];
  if (since !== null && Date.parse(since) < Date.parse(before)) return [{ type: 'earlier', metric, since }];
  if (ifAnswered === null) return [];
  const end: OwedChange =
    ifAnswered === 'done' ? { type: 'done', metric } : { type: 'dropped', metric, reason: ifAnswered };
  return [end, ...start];
}

function oldestDated({ after, undated }: Turn): string | null {
  return after.openMessages.find(({ event }) => !undated.includes(event))?.since ?? null;
}

/** Each contact starts the time until the next one, while the case is worked on. One at the very start of it is the same contact. */
function updates(turn: Turn): readonly OwedChange[] {
  const { event, after, owed } = turn;
  const since = owed.update?.since;
  const known = event.occurredAtPrecision !== 'unknown';
  if (known && typeof since === 'string' && Date.parse(event.occurredAt) <= Date.parse(since)) return [];
  const kept: readonly OwedChange[] = since === undefined ? [] : [{ type: 'done', metric: 'update' }];
  return after.status === 'acknowledged' ? [...kept, owe('update', turn)] : kept;
}

function answered(turn: Turn): readonly OwedChange[] {
  // A final response is a contact too, and keeps the promise of one where it can.
  const update = updates(turn).length > 0 ? [] : dropped('update', 'answered', turn);
  return [...done('final-response', turn), ...update, owe('follow-up', turn)];
}

function followedUp(turn: Turn): readonly OwedChange[] {
  const { event, before, after } = turn;
  // Entered late, it asked about an earlier response than the one that stands.
  const response = before?.finalResponseAt ?? null;
  const isAboutThis = response === null || !surelyBefore(event, response);
  const isSentBack = isAboutThis && before?.status === 'answered' && after.status === 'acknowledged';
  return [
    ...contact(turn),
    ...(isAboutThis ? done('follow-up', turn) : []),
    ...(isSentBack ? [owe('final-response', turn)] : []),
  ];
}

function ended(turn: Turn, reason: CancelReason): readonly OwedChange[] {
  const kept = done('resolution', turn);
  const others = METRICS.filter((metric) => metric !== 'next-reply' && (metric !== 'resolution' || kept.length === 0));
  // A message that is still open when the case has ended goes on waiting for its answer.
  return [...kept, ...others.flatMap((metric) => dropped(metric, reason, turn)), ...replies(turn, reason)];
}
