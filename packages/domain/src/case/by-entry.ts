import { type ComplainantChanges } from './commands';
import { eventTypes, type RecordedEvent } from './events';
import { grown } from './growing';
import { sourceAfter } from './source-rows';
import { type Case } from './state';
import { type Complainant, REDACTED, UNKNOWN, type Unknown } from './vocabulary';

/** What counts from when it was entered: a fold anew in the order of what happened leaves it as it is. */
const BY_ENTRY = [
  'revision',
  'recordedAt',
  'updatedAt',
  'subject',
  'text',
  'complainant',
  'externalRefs',
  'attachments',
  'links',
  'endedLinks',
  'acceptances',
  'contactsElsewhere',
  'confidential',
  'restrictedTo',
  'recordedBy',
  'redactableEvents',
  'redactedEvents',
  'source',
] as const satisfies readonly (keyof Case)[];

/** A case with all that counts by entry taken from another. */
export function withByEntry(state: Case, from: Case): Case {
  const taken = Object.fromEntries(BY_ENTRY.map((field) => [field, from[field]])) as unknown as Pick<
    Case,
    (typeof BY_ENTRY)[number]
  >;
  return { ...state, ...taken };
}

/** The case after what an event says that counts by entry: its revision, texts, links, access, and the row it came from. */
export function entered(state: Case, event: RecordedEvent): Case {
  return withProvenance(changed(state, event), event);
}

/** What every event leaves behind, whatever it says. */
export function withProvenance(state: Case, event: RecordedEvent): Case {
  return {
    ...state,
    revision: event.revision,
    updatedAt: event.recordedAt,
    redactableEvents: isRedactable(event) ? grown(state.redactableEvents, event.id) : state.redactableEvents,
    source: sourceAfter(state.source, event),
  };
}

function isRedactable(event: RecordedEvent): boolean {
  // A type that this version does not know may bear the name of something that every object has.
  if (!Object.hasOwn(eventTypes, event.type)) return false;
  const personal = event.data.personal ?? {};
  return [...eventTypes[event.type].redactable, 'lateReason'].some((field) => field in personal);
}

function changed(state: Case, event: RecordedEvent): Case {
  switch (event.type) {
    case 'MergeAccepted': {
      const { mergeId, source } = event.data;
      return { ...state, acceptances: [...state.acceptances, { mergeId, source, since: event.recordedAt }] };
    }
    case 'MergeAborted':
      return {
        ...state,
        acceptances: state.acceptances.filter((acceptance) => acceptance.mergeId !== event.data.mergeId),
      };
    case 'MergeCompleted': {
      const { source, duties } = event.data;
      // A case is merged once, so whatever else was accepted of this source is settled too.
      const acceptances = state.acceptances.filter((acceptance) => acceptance.source !== source);
      if (duties === undefined) return { ...state, acceptances };
      const { contacts } = duties;
      const elsewhere = contacts.length === 0 ? [] : [{ revision: event.revision, contacts }];
      return {
        ...state,
        acceptances,
        contactsElsewhere: [...state.contactsElsewhere, ...elsewhere],
        ...asRestrictedAs(state, duties),
      };
    }
    case 'CasesLinked': {
      const { linkId, relation, case: other } = event.data;
      if (state.endedLinks.includes(linkId)) return state;
      return { ...state, links: grown(state.links, { linkId, case: other, relation }) };
    }
    case 'CasesUnlinked':
      return {
        ...state,
        links: state.links.filter((link) => link.linkId !== event.data.linkId),
        endedLinks: [...state.endedLinks, event.data.linkId],
      };
    case 'ComplainantCorrected':
      return { ...state, complainant: corrected(state.complainant, event.data.personal?.changes ?? {}) };
    case 'ContentRedacted': {
      const after = { ...state, redactedEvents: grown(state.redactedEvents, event.data.event) };
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
      return state;
  }
}

type Access = Pick<Case, 'confidential' | 'restrictedTo'>;

/** The target of a merge is seen by nobody who may not have seen the source. */
function asRestrictedAs(state: Access, source: Access): Access {
  const { restrictedTo: mine } = state;
  const { restrictedTo: theirs } = source;
  const restrictedTo = mine === null || theirs === null ? (mine ?? theirs) : mine.filter((id) => theirs.includes(id));
  return { confidential: state.confidential || source.confidential, restrictedTo };
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
