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

export function statusOf(history: History): Status {
  const lastEnd = history.findLastIndex(isEnd);
  const reopened = history.findLastIndex(is('ComplaintReopened'));
  if (lastEnd > reopened) return history[lastEnd]?.type === 'ComplaintResolved' ? 'resolved' : 'closed';
  if (standingResponse(history) !== null) return 'answered';
  return history.some(is('ComplaintAcknowledged')) ? 'acknowledged' : 'received';
}

export function levelOf(history: History): number {
  return history.findLast(is('ComplaintEscalated', 'ComplaintDeescalated'))?.data.level ?? 1;
}

function wasHandedOver(history: History): boolean {
  const handlers = history.filter(is('ComplaintAcknowledged', 'HandlerAssigned')).map(({ data }) => data.handler.id);
  return new Set(handlers).size > 1;
}

/** Messages that no contact answered which happened when they had come in, or later, entered after them or before. */
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
    if (event.type === 'MessageReceived' && firstAnswer(event, history.slice(0, index)) !== null) return;
    open.push(...came.filter((message) => !later.some((contact) => answers(contact, message))));
  });
  return open;
}

function answers(event: RecordedEvent, message: OpenMessage): boolean {
  return event.type === 'ComplaintMerged' || (isAnswer(event) && !surelyBefore(event, message.since));
}

function isAnswer(event: RecordedEvent): boolean {
  return (
    is('MessageSent', 'ResponseIssued', 'ComplaintWithdrawn', 'ComplaintRejected', 'ComplaintReferred')(event) ||
    (event.type === 'ComplaintFollowedUp' && event.data.with === 'complainant')
  );
}

/** Of what was on record before a message was entered, the first that is dated and sure to have followed it. */
export function firstAnswer(message: RecordedEvent, before: History): RecordedEvent | null {
  const after = before.filter(
    (it) => isAnswer(it) && it.occurredAtPrecision !== 'unknown' && surelyBefore(message, it.occurredAt),
  );
  const first = Math.min(...after.map(({ occurredAt }) => ms(occurredAt)));
  return after.find(({ occurredAt }) => ms(occurredAt) === first) ?? null;
}

const dayIn = (zone: string, instant: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(new Date(instant));

/** Why a case may be resolved, if it may, as its history stands. */
export function satisfactionOf(history: History, zone: string): 'satisfied' | 'no-answer-twice' | null {
  const asked = followUps(history);
  const complainant = asked.filter(({ data }) => data.with === 'complainant');
  const mustAskHandler = history.some(is('ComplaintEscalated')) || wasHandedOver(history);
  if (mustAskHandler && !asked.some(({ data }) => data.with === 'handler')) return null;
  if (unanswered(history).length > 0) return null;
  if (complainant.at(-1)?.data.outcome === 'satisfied') return 'satisfied';
  const silent = complainant.filter(({ data }) => data.outcome === 'no-answer');
  const days = new Set(silent.map(({ occurredAt }) => dayIn(zone, occurredAt)));
  return days.size > 1 ? 'no-answer-twice' : null;
}

type Law<Type extends CaseEventType = CaseEventType> = (event: EventOf<Type>, before: History, zone: string) => boolean;

const MINUTE_MS = 60_000;
const seniors: readonly string[] = ['supervisor', 'admin', 'integration+supervisor', 'import'];
const mayEnterOld: readonly string[] = [...seniors, 'integration', 'system'];

/** What must have been so when an event of a type was decided. */
const laws: { readonly [Type in CaseEventType]?: Law<Type> } = {
  ComplaintReceived: (_event, before) => before.length === 0,
  ComplaintAcknowledged: (_event, before) =>
    statusOf(before) === 'received' && !before.some(is('ComplaintAcknowledged')),
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
    (data.to === 'acknowledged') === before.some(is('ComplaintAcknowledged')),
  ComplaintWithdrawn: (_event, before) => isOpen(before),
  ComplaintRejected: ({ data }, before) =>
    isOpen(before) &&
    (data.ground === 'spam' || data.personal?.text !== undefined) &&
    (data.ground !== 'abuse' || before.some(is('ConductWarningIssued'))),
  ComplaintReferred: (_event, before) => isOpen(before),
  ComplaintMerged: (_event, before) => isOpen(before) && openAcceptances(before).length === 0,
  MergeAccepted: ({ data }, before) => isOpen(before) && !hasTakenOver(data.source, before),
  MergeCompleted: ({ data }, before) => !hasTakenOver(data.source, before),
  MergeAborted: ({ data }, before) => openAcceptances(before).includes(data.mergeId),
  ComplaintClassified: (_event, before) => isOpen(before),
  ContentRedacted: ({ data }, before) =>
    before.some((it) => it.id === data.event && it.data.personal !== undefined) &&
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
    if (law !== undefined && !law(event, history.slice(0, index), zone)) return `${index} ${event.type}`;
    if (!isDated(event, history)) return `${index} ${event.type} is dated ${event.occurredAt}`;
  }
  return null;
}
