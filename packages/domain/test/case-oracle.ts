import { type CaseEventType, type OpenMessage, type RecordedEvent } from '../src/case/events';
import { type Status } from '../src/case/vocabulary';

/**
 * What must hold of any history, said a second time: every function here looks at the list of events alone and uses
 * nothing of `evolve` or `decide`, so that a mistake there does not find its twin here.
 */
type History = readonly RecordedEvent[];
type EventOf<Type extends CaseEventType> = Extract<RecordedEvent, { type: Type }>;

const ms = (instant: string): number => Date.parse(instant);

/** Whether it is sure that the event happened before the instant. */
const surelyBefore = (event: RecordedEvent, instant: string): boolean =>
  event.occurredAtPrecision === 'instant' && ms(event.occurredAt) < ms(instant);

function is<Type extends CaseEventType>(...types: readonly Type[]) {
  return (event: RecordedEvent): event is EventOf<Type> => (types as readonly string[]).includes(event.type);
}

const isEnd = is(
  'ComplaintResolved',
  'ComplaintWithdrawn',
  'ComplaintRejected',
  'ComplaintReferred',
  'ComplaintMerged',
);
const isFinal = (event: RecordedEvent): boolean => event.type === 'ResponseIssued' && event.data.kind === 'final';

const byEntry = is(
  'NoteAdded',
  'CasesLinked',
  'CasesUnlinked',
  'ComplainantCorrected',
  'ContentRedacted',
  'AccessRestricted',
  'AccessUnrestricted',
  'SourceRowNoted',
  'MergeAccepted',
  'MergeAborted',
);
const asEntered = is('ComplaintMerged', 'MergeCompleted');
const DAY = 24 * 60 * 60 * 1000;

/** How late an event can have happened, as far as is known. */
const latest = (event: RecordedEvent): number => {
  if (event.occurredAtPrecision === 'unknown' || asEntered(event)) return Infinity;
  return ms(event.occurredAt) + (event.occurredAtPrecision === 'day' ? DAY - 1 : 0);
};

/** What happened, in its order: each comes after all that was entered before it and did not surely happen later. */
export function inOrder(history: History): History {
  const ordered: { event: RecordedEvent; at: number }[] = [];
  for (const event of history.filter((it) => !byEntry(it))) {
    const last = ordered.at(-1)?.at ?? -Infinity;
    const at = Math.min(Math.max(last, ms(event.occurredAt)), latest(event));
    const later = ordered.findIndex((other, index) => index > 0 && other.at > at);
    ordered.splice(later === -1 ? ordered.length : later, 0, { event, at });
  }
  return ordered.map(({ event }) => event);
}

/** The final response that stands: none after it, no end, no reopening, no dissatisfaction about it. */
function standingResponse(history: History): { readonly event: RecordedEvent; readonly index: number } | null {
  const index = history.findLastIndex(isFinal);
  const event = history[index];
  if (event === undefined) return null;
  const since = history.slice(index + 1);
  const undone = since.some(
    (it) => it.type === 'ComplaintReopened' || isEnd(it) || (isDissatisfied(it) && !surelyBefore(it, event.occurredAt)),
  );
  return undone ? null : { event, index };
}

function isDissatisfied(event: RecordedEvent): boolean {
  const asked = event.type === 'ComplaintFollowedUp' && event.data.with === 'complainant';
  return asked && event.data.outcome === 'dissatisfied';
}

/** The follow-ups about the final response that stands. */
function followUps(history: History): readonly EventOf<'ComplaintFollowedUp'>[] {
  const response = standingResponse(history);
  if (response === null) return [];
  return history
    .slice(response.index + 1)
    .filter(is('ComplaintFollowedUp'))
    .filter((event) => !surelyBefore(event, response.event.occurredAt));
}

/**
 * Acknowledged while it was open: by an acknowledgement, or where one on record turned out to have happened after an end, by
 * what was written next.
 */
function isAcknowledged(history: History): boolean {
  let isEnded = false;
  let hasHandler = false;
  return history.some((event) => {
    if (isEnd(event)) isEnded = true;
    if (event.type === 'ComplaintReopened') isEnded = false;
    if (event.type === 'HandlerAssigned') hasHandler = true;
    if (event.type === 'ComplaintAcknowledged') return !isEnded;
    return is('MessageSent', 'ResponseIssued')(event) && hasHandler && !isEnded;
  });
}

export function statusOf(history: History): Status {
  const lastEnd = history.findLastIndex(isEnd);
  const reopened = history.findLastIndex(is('ComplaintReopened'));
  if (lastEnd > reopened) return history[lastEnd]?.type === 'ComplaintResolved' ? 'resolved' : 'closed';
  if (standingResponse(history) !== null) return 'answered';
  return isAcknowledged(history) ? 'acknowledged' : 'received';
}

/** What was entered late goes with what followed it: an escalation never lowers, a de-escalation never raises. */
export function levelOf(history: History): number {
  return history.reduce((level, event) => {
    if (event.type === 'ComplaintEscalated') return Math.max(level, event.data.level);
    return event.type === 'ComplaintDeescalated' ? Math.min(level, event.data.level) : level;
  }, 1);
}

/** When the handler was last changed, after there had been one; -1: never. An acknowledgement on record twice counts once. */
function lastHandOver(history: History): number {
  let handler: string | null = null;
  let last = -1;
  history.forEach((event, index) => {
    if (!is('ComplaintAcknowledged', 'HandlerAssigned')(event)) return;
    const before = history.slice(0, index);
    if (event.type === 'ComplaintAcknowledged' && (isAcknowledged(before) || !isOpen(before))) return;
    if (handler !== null && event.data.handler.id !== handler) last = index;
    handler = event.data.handler.id;
  });
  return last;
}

/** Messages that no contact answered which happened when they had come in, or later. */
export function unanswered(history: History): readonly OpenMessage[] {
  const open: OpenMessage[] = [];
  history.forEach((event, index) => {
    const came: readonly OpenMessage[] =
      event.type === 'MessageReceived'
        ? [{ event: event.id, since: event.occurredAt }]
        : event.type === 'MergeCompleted'
          ? event.data.openMessages
          : [];
    const later = history.slice(index + 1);
    open.push(...came.filter((message) => !later.some((contact) => answers(contact, message, event.revision))));
  });
  return open;
}

function answers(event: RecordedEvent, message: OpenMessage, entered: number): boolean {
  if (event.type === 'ComplaintMerged') return true;
  if (event.occurredAtPrecision === 'unknown') return isAnswer(event) && event.revision > entered;
  return isAnswer(event) && !surelyBefore(event, message.since);
}

function isAnswer(event: RecordedEvent): boolean {
  return (
    is('MessageSent', 'ResponseIssued', 'ComplaintWithdrawn', 'ComplaintRejected', 'ComplaintReferred')(event) ||
    (event.type === 'ComplaintFollowedUp' && event.data.with === 'complainant' && event.data.outcome !== 'no-answer')
  );
}

const dayIn = (zone: string, instant: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(new Date(instant));

/** Why a case may be resolved, if it may, as its history stands. */
export function satisfactionOf(history: History, zone: string): 'satisfied' | 'no-answer-twice' | null {
  const asked = followUps(history);
  const complainant = asked.filter(({ data }) => data.with === 'complainant');
  const handedUp = Math.max(history.findLastIndex(is('ComplaintEscalated')), lastHandOver(history));
  const askedHandler = asked.findLast(({ data }) => data.with === 'handler');
  if (handedUp !== -1 && (askedHandler === undefined || history.indexOf(askedHandler) < handedUp)) return null;
  if (unanswered(history).length > 0) return null;
  if (complainant.at(-1)?.data.outcome === 'satisfied') return 'satisfied';
  const silent = complainant.filter(
    ({ data, occurredAtPrecision }) => data.outcome === 'no-answer' && occurredAtPrecision !== 'unknown',
  );
  const days = new Set(silent.map(({ occurredAt }) => dayIn(zone, occurredAt)));
  return days.size > 1 ? 'no-answer-twice' : null;
}

type Law<Type extends CaseEventType = CaseEventType> = (
  event: EventOf<Type>,
  /** What had happened by then, in its order. */
  before: History,
  zone: string,
  /** All that was on record. */
  entered: History,
) => boolean;

const MINUTE_MS = 60_000;
const seniors: readonly string[] = ['supervisor', 'admin', 'integration+supervisor', 'import'];
const mayEnterOld: readonly string[] = [...seniors, 'integration', 'system'];

/** What must have been so when an event of a type was decided. */
const laws: { readonly [Type in CaseEventType]?: Law<Type> } = {
  ComplaintReceived: (_event, before) => before.length === 0,
  ComplaintAcknowledged: (_event, before) => statusOf(before) === 'received' && !isAcknowledged(before),
  ComplaintEscalated: ({ data }, before) => data.from === levelOf(before) && data.level > data.from && isOpen(before),
  ComplaintDeescalated: ({ data }, before) =>
    data.from === levelOf(before) && data.level < data.from && data.level >= 1 && isOpen(before),
  HandlerAssigned: (_event, before) => isOpen(before),
  MessageSent: (_event, before) => !isOpen(before) || before.some(is('ComplaintAcknowledged')),
  ResponseIssued: (event, before) =>
    isOpen(before) &&
    before.some(is('ComplaintAcknowledged')) &&
    (event.data.kind !== 'holding' || event.data.personal.reason !== undefined) &&
    (event.data.kind !== 'final') === (event.data.outcome === undefined),
  InformationRequested: (_event, before) => isOpen(before),
  InformationReceived: ({ data }, before) => {
    const asked = before.filter(is('InformationRequested')).some((it) => it.data.requestId === data.requestId);
    const came = before.filter(is('InformationReceived')).some((it) => it.data.requestId === data.requestId);
    return asked && !came && isOpen(before);
  },
  ComplaintFollowedUp: (_event, before) => statusOf(before) === 'answered',
  ComplaintResolved: ({ data, actor }, before, zone) => {
    if (!isOpen(before)) return false;
    if (data.by === 'closed-in-source') return actor.kind === 'import';
    if (data.by === 'waiver') return seniors.includes(actor.role) && data.personal?.reason !== undefined;
    return data.by === satisfactionOf(before, zone);
  },
  ComplaintReopened: ({ data }, before) =>
    !before.some(is('ComplaintMerged')) &&
    ['answered', 'resolved', 'closed'].includes(statusOf(before)) &&
    data.from === statusOf(before) &&
    (data.to === 'acknowledged') === isAcknowledged(before),
  ComplaintWithdrawn: (_event, before) => isOpen(before),
  ComplaintRejected: ({ data }, before) =>
    isOpen(before) &&
    (data.ground === 'spam' || data.personal?.text !== undefined) &&
    (data.ground !== 'abuse' || before.some(is('ConductWarningIssued'))),
  ComplaintReferred: (_event, before) => isOpen(before),
  ComplaintMerged: (_event, before, _zone, entered) => isOpen(before) && openAcceptances(entered).length === 0,
  MergeAccepted: ({ data }, before) => isOpen(before) && !hasTakenOver(data.source, before),
  MergeCompleted: ({ data }, before) => !hasTakenOver(data.source, before),
  MergeAborted: ({ data }, _before, _zone, entered) => openAcceptances(entered).includes(data.mergeId),
  ComplaintClassified: (_event, before) => isOpen(before),
  ContentRedacted: ({ data }, before, _zone, entered) =>
    entered.some((it) => it.id === data.event && it.data.personal !== undefined) &&
    (data.ground === 'legal' || before.some(is('ConductWarningIssued'))),
};

function isOpen(history: History): boolean {
  return !['resolved', 'closed'].includes(statusOf(history));
}

function hasTakenOver(source: string, history: History): boolean {
  return history.filter(is('MergeCompleted')).some(({ data }) => data.source === source);
}

function openAcceptances(history: History): readonly string[] {
  return history.flatMap((event, index) => {
    if (event.type !== 'MergeAccepted') return [];
    const { mergeId, source } = event.data;
    const isSettled = history
      .slice(index + 1)
      .some(
        (it) =>
          (it.type === 'MergeAborted' && it.data.mergeId === mergeId) ||
          (it.type === 'MergeCompleted' && it.data.source === source),
      );
    return isSettled ? [] : [mergeId];
  });
}

/** Every event is dated between the receipt and its record, and what is entered late says why, by whom it may be entered. */
function isDated(event: RecordedEvent, history: History): boolean {
  const receipts = [
    history[0]?.occurredAt ?? '',
    ...history.filter(is('MergeCompleted')).map((it) => it.data.receivedAt),
  ];
  const late = ms(event.recordedAt) - ms(event.occurredAt);
  if (late < 0 || ms(event.occurredAt) < Math.min(...receipts.map(ms))) return false;
  if (event.actor.kind !== 'person') return true;
  if (late > 24 * 60 * MINUTE_MS && !mayEnterOld.includes(event.actor.role)) return false;
  return (
    late <= 15 * MINUTE_MS || (event.data.personal as { lateReason?: string } | undefined)?.lateReason !== undefined
  );
}

/** The first event that breaks a law, said so that a failing run can be read; null when none does. */
export function firstBreach(history: History, zone: string): string | null {
  for (const [index, event] of history.entries()) {
    const law = laws[event.type] as Law | undefined;
    const entered = history.slice(0, index);
    if (law !== undefined && !law(event, hadHappened(event, entered), zone, entered)) return `${index} ${event.type}`;
    if (!isDated(event, history)) return `${index} ${event.type} is dated ${event.occurredAt}`;
  }
  return null;
}

/** What had happened when an event did, as far as was on record; all of it, for what counts by entry. */
function hadHappened(event: RecordedEvent, entered: History): History {
  const ordered = inOrder(entered);
  if (byEntry(event) || asEntered(event)) return ordered;
  const withIt = inOrder([...entered, event]);
  return withIt.slice(0, withIt.indexOf(event)).filter((it) => it.revision < event.revision);
}
