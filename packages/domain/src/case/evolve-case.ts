import { NO_CLOCKS } from '../sla/clock-state';
import { withProvenance } from './by-entry';
import {
  type ComplaintAcknowledged,
  type ComplaintReceived,
  type EventContext,
  type HandlerAssigned,
  type LeftToTarget,
  type MergeCompleted,
  type MessageReceived,
  type RecordedEvent,
} from './events';
import { grown } from './growing';
import { isBefore, oldestFirst } from './instants';
import { type Case, type Ending } from './state';
import { NO_FACTS } from './timeline';
import { isOpen, REDACTED, type Status, UNKNOWN } from './vocabulary';

/** The case at its receipt. */
export function received(id: string, event: ComplaintReceived & EventContext): Case {
  const { data } = event;
  // Once the key of a person is destroyed nothing personal is left to read, and the case folds all the same.
  const personal: Partial<typeof data.personal> = data.personal ?? {};
  const start: Case = {
    id,
    revision: event.revision,
    status: 'received',
    statusSince: event.occurredAt,
    ending: null,
    receivedAt: event.occurredAt,
    receivedAtPrecision: event.occurredAtPrecision,
    recordedAt: event.recordedAt,
    updatedAt: event.recordedAt,
    everAcknowledged: false,
    channel: data.channel,
    subject: personal.subject ?? null,
    text: personal.text ?? REDACTED,
    complainant: personal.complainant ?? UNKNOWN,
    category: data.category ?? null,
    product: data.product ?? null,
    severity: data.severity ?? null,
    labels: data.labels ?? [],
    externalRefs: personal.externalRefs ?? [],
    attachments: personal.attachments ?? [],
    handler: null,
    handlerSince: null,
    handedOver: false,
    introductionOwed: false,
    escalationLevel: 1,
    everEscalated: false,
    handlerFollowedUp: false,
    waitingFor: [],
    openMessages: [],
    contactsElsewhere: [],
    finalResponseAt: null,
    followUps: [],
    dissatisfied: false,
    warnings: [],
    links: [],
    endedLinks: [],
    acceptances: [],
    mergedFrom: [],
    mergedInto: null,
    leftToTarget: null,
    contradictions: [],
    confidential: data.confidential ?? false,
    restrictedTo: null,
    recordedBy: { id: event.actor.id, via: event.actor.via ?? null },
    redactableEvents: [],
    redactedEvents: [],
    receiptEvent: event.id,
    promised: data.promised ?? null,
    timeline: NO_FACTS,
    clocks: NO_CLOCKS,
    source: null,
  };
  return withProvenance(start, event);
}

/**
 * The case after one more event, in the order in which things happened, but for its clocks and for what counts by entry.
 * Never throws; ignores what it does not know.
 */
export function happened(state: Case, event: RecordedEvent): Case {
  const after = applied(state, event);
  const contradicted = 'contradicts' in event.data ? (event.data.contradicts ?? []) : [];
  if (contradicted.length === 0) return after;
  const found = contradicted.map((end) => ({ end, by: event.id }));
  return { ...after, contradictions: [...after.contradictions, ...found] };
}

function applied(state: Case, event: RecordedEvent): Case {
  switch (event.type) {
    case 'ComplaintAcknowledged':
      // A response on record implied it, before the acknowledgement itself was entered: that one came first.
      // Where the case turns out to have ended before, it acknowledged nothing.
      if (state.everAcknowledged || !isOpen(state.status)) return state;
      return acknowledged(withHandler(state, event), event);
    case 'HandlerAssigned': {
      const after = withHandler(state, event);
      const isNew = state.handler?.id !== event.data.handler.id;
      return { ...after, introductionOwed: state.introductionOwed || (isNew && state.everAcknowledged) };
    }
    case 'ComplaintEscalated': {
      // A higher level entered late is not lowered by an escalation that followed it.
      const escalationLevel = Math.max(state.escalationLevel, event.data.level);
      return { ...state, escalationLevel, everEscalated: true, handlerFollowedUp: false };
    }
    case 'ComplaintDeescalated':
      return { ...state, escalationLevel: Math.min(state.escalationLevel, event.data.level) };
    case 'MessageReceived':
      return messageReceived(state, event);
    case 'MessageSent':
      return written(acknowledgedBy(state, event), event);
    case 'InformationRequested': {
      const { requestId, from } = event.data;
      if (!isOpen(state.status)) return state;
      return { ...state, waitingFor: grown(state.waitingFor, { requestId, from, since: event.occurredAt }) };
    }
    case 'InformationReceived':
      return { ...state, waitingFor: state.waitingFor.filter((wait) => wait.requestId !== event.data.requestId) };
    case 'ResponseIssued': {
      const responded = written(acknowledgedBy(state, event), event);
      if (event.data.kind !== 'final' || !isOpen(state.status)) return responded;
      return {
        ...responded,
        ...standing('answered', event),
        finalResponseAt: event.occurredAt,
        followUps: [],
        handlerFollowedUp: false,
        dissatisfied: false,
      };
    }
    case 'ComplaintFollowedUp':
      return followedUp(state, event);
    case 'ComplaintResolved':
      return { ...state, ...standing('resolved', event), ending: null, waitingFor: [] };
    case 'ComplaintReopened':
      return {
        ...state,
        ...standing(state.everAcknowledged ? 'acknowledged' : 'received', event),
        ending: null,
        finalResponseAt: null,
        followUps: [],
        handlerFollowedUp: false,
        dissatisfied: false,
      };
    case 'ComplaintWithdrawn':
      return ended(state, event, 'withdrawn');
    case 'ComplaintRejected':
      return ended(state, event, 'rejected');
    case 'ComplaintReferred':
      return ended(state, event, 'referred');
    case 'ComplaintMerged':
      return {
        ...ended(state, event, 'merged'),
        openMessages: [],
        mergedInto: event.data.into,
        leftToTarget: leftBy(event.data),
      };
    case 'MergeCompleted':
      return takenOver(state, event);
    case 'ComplaintClassified': {
      const { category, product, severity, labels } = event.data;
      return {
        ...state,
        category: category === undefined ? state.category : category,
        product: product === undefined ? state.product : product,
        severity: severity === undefined ? state.severity : severity,
        labels: labels ?? state.labels,
      };
    }
    case 'ConductWarningIssued':
      return { ...state, warnings: grown(state.warnings, { event: event.id, at: event.occurredAt }) };
    default:
      // Clocks are folded by themselves; what counts by entry is applied as it comes. A newer version of Redress may have written types that this one does not know.
      return state;
  }
}

function standing(status: Status, event: EventContext): Pick<Case, 'status' | 'statusSince'> {
  return { status, statusSince: event.occurredAt };
}

function acknowledged(state: Case, event: EventContext): Case {
  return { ...state, ...standing('acknowledged', event), everAcknowledged: true, introductionOwed: false };
}

/** What is sent acknowledges a case that turns out to have waited for that: it had been thought of as acknowledged, or ended. */
function acknowledgedBy(state: Case, event: EventContext): Case {
  return state.status === 'received' && state.handler !== null ? acknowledged(state, event) : state;
}

/** Whether it is sure that an event happened before an instant; of one that is dated by the day only it never is. */
function happenedBefore(event: EventContext, instant: string | null): boolean {
  return instant !== null && event.occurredAtPrecision === 'instant' && isBefore(event.occurredAt, instant);
}

/** A message waits for an answer; and the complainant who was asked for something has spoken. */
function messageReceived(state: Case, event: MessageReceived & EventContext): Case {
  const { endsWaits = true } = event.data;
  const waitingFor =
    endsWaits && state.waitingFor.length > 0
      ? state.waitingFor.filter(({ from }) => from !== 'complainant')
      : state.waitingFor;
  if (answeredElsewhere(event, state) !== null) return { ...state, waitingFor };
  const message = { event: event.id, since: event.occurredAt, revision: event.revision };
  return { ...state, waitingFor, openMessages: withMessage(state.openMessages, message) };
}

/**
 * Entered after a merge, a message may have come in before a contact in the merged case: that one answered it. The instant
 * of the contact; null where there is none.
 */
export function answeredElsewhere(event: EventContext, { contactsElsewhere }: Case): string | null {
  const later = contactsElsewhere
    .filter(({ revision }) => revision < event.revision)
    .flatMap(({ contacts }) => contacts.filter(({ at }) => happenedBefore(event, at)));
  return later.map(({ at }) => at).sort()[0] ?? null;
}

/** Oldest first. Only one whose instant is not exact may have come in before the last. */
function withMessage(messages: Case['openMessages'], message: Case['openMessages'][number]): Case['openMessages'] {
  const last = messages.at(-1);
  const isLast = last === undefined || !isBefore(message.since, last.since);
  return isLast ? grown(messages, message) : [...messages, message].sort(oldestFirst);
}

/** A contact answers what had come in by then; one at an unknown instant, what was on record before it. */
function unansweredBy(contact: EventContext, { openMessages }: Case): Case['openMessages'] {
  if (contact.occurredAtPrecision === 'unknown') {
    return openMessages.filter(({ revision }) => revision > contact.revision);
  }
  return openMessages.filter((message) => happenedBefore(contact, message.since));
}

/** The complainant was written to, which answers the open messages and introduces the handler. */
function written(state: Case, event: EventContext): Case {
  const introductionOwed = state.introductionOwed && happenedBefore(event, state.handlerSince);
  return { ...heard(state, event), introductionOwed };
}

/** The complainant heard from us. */
function heard(state: Case, event: EventContext): Case {
  return { ...state, openMessages: unansweredBy(event, state) };
}

type FollowedUp = Extract<RecordedEvent, { readonly type: 'ComplaintFollowedUp' }>;

/** A call that stays unanswered answers no message. */
export function answersMessages({ data }: FollowedUp): boolean {
  return data.with === 'complainant' && (data.outcome !== 'no-answer' || data.answersMessages === true);
}

function followedUp(state: Case, event: FollowedUp): Case {
  const { with: party, outcome } = event.data;
  const contacted = answersMessages(event) ? heard(state, event) : state;
  // It asked about an earlier response than the one that stands now: possible only where neither instant is exact.
  if (!isOpen(state.status) || happenedBefore(event, state.finalResponseAt)) return contacted;
  const precision = event.occurredAtPrecision === 'instant' ? {} : { precision: event.occurredAtPrecision };
  const followUp = { with: party, outcome, at: event.occurredAt, ...precision };
  const asked = { ...contacted, followUps: grown(state.followUps, followUp) };
  if (party === 'handler') return { ...asked, handlerFollowedUp: true };
  if (outcome !== 'dissatisfied') return asked;
  return { ...asked, ...standing('acknowledged', event), finalResponseAt: null, dissatisfied: true };
}

/** Nobody waits any more, and what was sent to the complainant, or the complainant's own wish, answers every message. */
function ended(state: Case, event: EventContext, ending: Ending): Case {
  const openMessages = unansweredBy(event, state);
  return { ...state, ...standing('closed', event), ending, waitingFor: [], openMessages };
}

function withHandler(state: Case, event: (ComplaintAcknowledged | HandlerAssigned) & EventContext): Case {
  const { handler } = event.data;
  if (state.handler?.id === handler.id) return { ...state, handler };
  const isHandedOver = state.handler !== null;
  return {
    ...state,
    handler,
    handlerSince: event.occurredAt,
    handedOver: state.handedOver || isHandedOver,
    handlerFollowedUp: state.handlerFollowedUp && !isHandedOver,
  };
}

function leftBy({ receivedAt, receivedAtPrecision, openMessages, promises, duties }: LeftToTarget): LeftToTarget {
  return {
    receivedAt,
    receivedAtPrecision,
    openMessages,
    ...(promises === undefined ? {} : { promises }),
    ...(duties === undefined ? {} : { duties }),
  };
}

/** What a merged case leaves becomes the target's own: it owes at least what either of the two owed before. */
function takenOver(state: Case, event: MergeCompleted & EventContext): Case {
  const { source, openMessages } = event.data;
  const isEarlier = isBefore(event.data.receivedAt, state.receivedAt);
  // Where the source's receipt is unknown, its instant is only the earliest that it can have been.
  const earlier = isEarlier && event.data.receivedAtPrecision !== 'unknown' ? event.data : state;
  const merged: Case = {
    ...state,
    mergedFrom: [...state.mergedFrom, source],
    receivedAt: earlier.receivedAt,
    receivedAtPrecision: earlier.receivedAtPrecision,
    openMessages: [
      ...state.openMessages,
      ...openMessages.map((message) => ({ ...message, revision: event.revision })),
    ].sort(oldestFirst),
  };
  return withDuties(merged, event);
}

function withDuties(state: Case, event: MergeCompleted & EventContext): Case {
  const { duties } = event.data;
  if (duties === undefined) return state;
  const isHandlerOwed = (duties.everEscalated || duties.handedOver) && !duties.handlerFollowedUp;
  const merged: Case = {
    ...state,
    escalationLevel: Math.max(state.escalationLevel, duties.escalationLevel),
    everEscalated: state.everEscalated || duties.everEscalated,
    handedOver: state.handedOver || duties.handedOver,
    handlerFollowedUp: state.handlerFollowedUp && !isHandlerOwed,
    introductionOwed: state.introductionOwed || duties.introductionOwed,
    warnings: [...state.warnings, ...duties.warnings],
    waitingFor: isOpen(state.status) ? [...state.waitingFor, ...duties.waits] : state.waitingFor,
  };
  return withResponseOwed(merged, event, duties);
}

/** An answered case that takes over a complaint which is not answered has to answer again; one not followed up, to follow up. */
function withResponseOwed(state: Case, event: EventContext, duties: NonNullable<LeftToTarget['duties']>): Case {
  if (!isOpen(state.status)) return state;
  const isResponseOwed = duties.owed['final-response'] !== undefined;
  if (isResponseOwed && state.status === 'answered') {
    const again = { finalResponseAt: null, followUps: [], handlerFollowedUp: false };
    return { ...state, ...standing('acknowledged', event), ...again, dissatisfied: duties.isDissatisfied };
  }
  if (isResponseOwed) return { ...state, dissatisfied: state.dissatisfied || duties.isDissatisfied };
  if (state.status === 'answered' && !duties.isFollowedUp) {
    return { ...state, followUps: state.followUps.filter((followUp) => followUp.with === 'handler') };
  }
  return state;
}
