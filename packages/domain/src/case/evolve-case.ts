import { NO_CLOCKS } from '../sla/clock-state';
import { type ComplainantChanges } from './commands';
import { withContact } from './contacts';
import {
  type ComplaintAcknowledged,
  type ComplaintReceived,
  eventTypes,
  type EventContext,
  type HandlerAssigned,
  type LeftToTarget,
  type RecordedEvent,
} from './events';
import { isBefore, oldestFirst } from './instants';
import { sourceAfter } from './source-rows';
import { type Case, type Ending } from './state';
import { type Complainant, REDACTED, type Status, UNKNOWN, type Unknown } from './vocabulary';

/**
 * The case after one more event, but for its clocks: see `evolve`. Never throws; ignores what it does not know and
 * whatever comes before the receipt.
 * @param id the case's id, which stands in the stream's name and not in the events
 */
export function evolveCase(id: string, state: Case | null, event: RecordedEvent): Case | null {
  if (state === null) return event.type === 'ComplaintReceived' ? received(id, event) : null;
  return withProvenance(applied(state, event), event);
}

function received(id: string, event: ComplaintReceived & EventContext): Case {
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
    waitingFor: [],
    openMessages: [],
    contacts: [],
    lastContactAt: null,
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
    confidential: data.confidential ?? false,
    restrictedTo: null,
    recordedBy: { id: event.actor.id, via: event.actor.via ?? null },
    redactableEvents: [],
    redactedEvents: [],
    receiptEvent: event.id,
    promised: data.promised ?? null,
    clocks: NO_CLOCKS,
    source: null,
  };
  return withProvenance(start, event);
}

/** What every event leaves behind, whatever it says. */
function withProvenance(state: Case, event: RecordedEvent): Case {
  return {
    ...state,
    revision: event.revision,
    updatedAt: event.recordedAt,
    redactableEvents: isRedactable(event) ? [...state.redactableEvents, event.id] : state.redactableEvents,
    source: sourceAfter(state.source, event),
  };
}

function isRedactable(event: RecordedEvent): boolean {
  // A type that this version does not know may bear the name of something that every object has.
  if (!Object.hasOwn(eventTypes, event.type)) return false;
  const personal = event.data.personal ?? {};
  return [...eventTypes[event.type].redactable, 'lateReason'].some((field) => field in personal);
}

function applied(state: Case, event: RecordedEvent): Case {
  switch (event.type) {
    case 'ComplaintReceived':
      return state;
    case 'ComplaintAcknowledged':
      return {
        ...withHandler(state, event),
        ...standing('acknowledged', event),
        everAcknowledged: true,
        introductionOwed: false,
      };
    case 'HandlerAssigned': {
      const after = withHandler(state, event);
      const isNew = state.handler?.id !== event.data.handler.id;
      return { ...after, introductionOwed: state.introductionOwed || (isNew && state.everAcknowledged) };
    }
    case 'ComplaintEscalated':
      return { ...state, escalationLevel: event.data.level, everEscalated: true };
    case 'ComplaintDeescalated':
      return { ...state, escalationLevel: event.data.level };
    case 'MessageReceived':
      // Typed in after the contact that followed it, it waits for nothing.
      if (happenedBefore(event, state.lastContactAt)) return state;
      return {
        ...state,
        openMessages: [...state.openMessages, { event: event.id, since: event.occurredAt }].sort(oldestFirst),
      };
    case 'MessageSent':
      return written(state, event);
    case 'InformationRequested': {
      const { requestId, from } = event.data;
      return { ...state, waitingFor: [...state.waitingFor, { requestId, from, since: event.occurredAt }] };
    }
    case 'InformationReceived':
      return { ...state, waitingFor: state.waitingFor.filter((wait) => wait.requestId !== event.data.requestId) };
    case 'ResponseIssued': {
      const responded = written(state, event);
      if (event.data.kind !== 'final') return responded;
      return {
        ...responded,
        ...standing('answered', event),
        finalResponseAt: event.occurredAt,
        followUps: [],
        dissatisfied: false,
      };
    }
    case 'ComplaintFollowedUp': {
      const { with: party, outcome } = event.data;
      const contacted = party === 'complainant' ? heard(state, event) : state;
      // Entered late, it asked about an earlier response than the one that stands now.
      if (happenedBefore(event, state.finalResponseAt)) return contacted;
      const asked = { ...contacted, followUps: [...state.followUps, { with: party, outcome, at: event.occurredAt }] };
      if (party === 'handler' || outcome !== 'dissatisfied') return asked;
      return { ...asked, ...standing('acknowledged', event), finalResponseAt: null, dissatisfied: true };
    }
    case 'ComplaintResolved':
      return { ...state, ...standing('resolved', event), waitingFor: [] };
    case 'ComplaintReopened':
      return {
        ...state,
        ...standing(event.data.to, event),
        ending: null,
        finalResponseAt: null,
        followUps: [],
        dissatisfied: false,
      };
    case 'ComplaintWithdrawn':
      return ended(state, event, 'withdrawn');
    case 'ComplaintRejected':
      return ended(state, event, 'rejected');
    case 'ComplaintReferred':
      return ended(state, event, 'referred');
    case 'MergeAccepted': {
      const { mergeId, source } = event.data;
      return { ...state, acceptances: [...state.acceptances, { mergeId, source, since: event.recordedAt }] };
    }
    case 'ComplaintMerged':
      return {
        ...ended(state, event, 'merged'),
        openMessages: [],
        mergedInto: event.data.into,
        leftToTarget: leftBy(event.data),
      };
    case 'MergeCompleted': {
      const { source, openMessages } = event.data;
      const isEarlier = isBefore(event.data.receivedAt, state.receivedAt);
      // Where the source's receipt is unknown, its instant is only the earliest that it can have been.
      const earlier = isEarlier && event.data.receivedAtPrecision !== 'unknown' ? event.data : state;
      return {
        ...state,
        // A case is merged once, so whatever else was accepted of this source is settled too.
        acceptances: state.acceptances.filter((acceptance) => acceptance.source !== source),
        mergedFrom: [...state.mergedFrom, source],
        receivedAt: earlier.receivedAt,
        receivedAtPrecision: earlier.receivedAtPrecision,
        openMessages: [...state.openMessages, ...openMessages].sort(oldestFirst),
      };
    }
    case 'MergeAborted':
      return {
        ...state,
        acceptances: state.acceptances.filter((acceptance) => acceptance.mergeId !== event.data.mergeId),
      };
    case 'CasesLinked': {
      const { linkId, relation, case: other } = event.data;
      if (state.endedLinks.includes(linkId)) return state;
      return { ...state, links: [...state.links, { linkId, case: other, relation }] };
    }
    case 'CasesUnlinked':
      return {
        ...state,
        links: state.links.filter((link) => link.linkId !== event.data.linkId),
        endedLinks: [...state.endedLinks, event.data.linkId],
      };
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
    case 'ComplainantCorrected':
      return { ...state, complainant: corrected(state.complainant, event.data.personal?.changes ?? {}) };
    case 'ConductWarningIssued':
      return { ...state, warnings: [...state.warnings, { event: event.id, at: event.occurredAt }] };
    case 'ContentRedacted': {
      const after = { ...state, redactedEvents: [...state.redactedEvents, event.data.event] };
      if (event.data.event !== state.receiptEvent) return after;
      return {
        ...after,
        text: REDACTED,
        subject: state.subject === null ? null : REDACTED,
        attachments: Array.isArray(state.attachments) && state.attachments.length === 0 ? [] : REDACTED,
      };
    }
    case 'AccessRestricted':
      return { ...state, confidential: true, restrictedTo: event.data.to };
    case 'AccessUnrestricted':
      return { ...state, confidential: false, restrictedTo: null };
    default:
      // Clocks are folded by themselves; a note and a row change nothing. A newer version of Redress may have written types that this one does not know.
      return state;
  }
}

function leftBy({ receivedAt, receivedAtPrecision, openMessages, promises }: LeftToTarget): LeftToTarget {
  return { receivedAt, receivedAtPrecision, openMessages, ...(promises === undefined ? {} : { promises }) };
}

function standing(status: Status, event: EventContext): Pick<Case, 'status' | 'statusSince'> {
  return { status, statusSince: event.occurredAt };
}

/** Whether it is sure that an event happened before an instant; of one that is dated by the day only it never is. */
function happenedBefore(event: EventContext, instant: string | null): boolean {
  return instant !== null && event.occurredAtPrecision === 'instant' && isBefore(event.occurredAt, instant);
}

/** A contact answers what had come in by then. Entered late, it answers nothing that came after it. */
function unansweredBy(contact: EventContext, { openMessages }: Case): Case['openMessages'] {
  return openMessages.filter((message) => happenedBefore(contact, message.since));
}

/** The complainant was written to, which answers the open messages and introduces the handler. */
function written(state: Case, event: EventContext): Case {
  const introductionOwed = state.introductionOwed && happenedBefore(event, state.handlerSince);
  return { ...heard(state, event), introductionOwed };
}

/** The complainant heard from us. */
function heard(state: Case, event: EventContext): Case {
  return { ...state, openMessages: unansweredBy(event, state), ...withContact(state, event) };
}

/** Nobody waits any more, and what was sent to the complainant, or the complainant's own wish, answers every message. */
function ended(state: Case, event: EventContext, ending: Ending): Case {
  const openMessages = unansweredBy(event, state);
  // A merge answers nothing: what is open goes on in the other case.
  const contacts = ending === 'merged' ? {} : withContact(state, event, ending);
  return { ...state, ...standing('closed', event), ending, waitingFor: [], openMessages, ...contacts };
}

function withHandler(state: Case, event: (ComplaintAcknowledged | HandlerAssigned) & EventContext): Case {
  const { handler } = event.data;
  if (state.handler?.id === handler.id) return { ...state, handler };
  return { ...state, handler, handlerSince: event.occurredAt, handedOver: state.handedOver || state.handler !== null };
}

/** The complainant after a correction. */
export function corrected(complainant: Complainant | Unknown, changes: ComplainantChanges): Complainant | Unknown {
  const before: Partial<Complainant> = 'unknown' in complainant ? {} : complainant;
  const after: Record<string, string> = {};
  for (const field of ['name', 'email', 'phone', 'handle', 'externalId'] as const) {
    const value = changes[field] === undefined ? before[field] : changes[field];
    if (value !== undefined && value !== null) after[field] = value;
  }
  return after['name'] === undefined ? UNKNOWN : (after as unknown as Complainant);
}
