import {
  type Case,
  foldCase,
  maySee,
  owes,
  type RecordedEvent,
  redactedEventIds,
  sameComplainant,
  SEVERITIES,
  withhold,
} from '@redress/domain';
import { caseIdOf, type Moment, recordedEvent } from '@redress/application';
import { openEnvelope, type StoredEvent } from '@redress/event-store';
import { type CaseListQuery, type ComplainantIdentity } from '../src/case-list/case-list-query';
import { type CaseRow, caseRow } from '../src/case-list/case-row';
import { LATEST, pastPoint } from '../src/case-list/moment';
import { searchTexts } from '../src/case-list/search-texts';
import { type CaseSort } from '../src/case-list/sort';

interface Found {
  readonly state: Case;
  readonly events: readonly RecordedEvent[];
}

/** What a list has to hold, folded anew from every event of the log. */
export function bruteForce(log: readonly StoredEvent[], query: CaseListQuery, sort: CaseSort): readonly Case[] {
  const found = [...byCase(log)].flatMap(([id, events]): Found[] => {
    const present = foldCase(id, events);
    if (present === null || !maySee(present, query.viewer)) return [];
    const then = events.filter((event) => isWithin(event, query));
    const state = foldCase(id, then);
    return state === null ? [] : [{ state, events: then }];
  });
  const states = found.filter((each) => matches(each, query)).map(({ state }) => state);
  const direction = sort.startsWith('-') ? -1 : 1;
  return states.sort((a, b) => direction * (compared(key(a, sort), key(b, sort)) || compared(a.id, b.id)));
}

/** These cases as a list shows them. */
export function rowsOf(states: readonly Case[], query: Moment): readonly CaseRow[] {
  return states.map((state) => caseRow(state, pastPoint(query)?.occurred ?? LATEST));
}

/** Who may not see a case is not told of it, and of the others every withheld text is gone, whatever instant is asked for. */
function byCase(log: readonly StoredEvent[]): ReadonlyMap<string, readonly RecordedEvent[]> {
  const streams = Map.groupBy(log.map(openEnvelope), ({ stream }) => stream);
  return new Map(
    [...streams].map(([stream, envelopes]) => {
      const redacted = redactedEventIds(envelopes);
      return [caseIdOf(stream), envelopes.map((envelope) => recordedEvent(withhold(envelope, redacted)))];
    }),
  );
}

function isWithin(event: RecordedEvent, { asOf, asOfOccurred }: CaseListQuery): boolean {
  return (
    (asOf === undefined || event.recordedAt <= asOf) && (asOfOccurred === undefined || event.occurredAt <= asOfOccurred)
  );
}

/** Whether a case of the one who is asked for would be a case of the same complainant. */
function isOf(state: Case, { kind, value }: ComplainantIdentity): boolean {
  return sameComplainant(state, { ...state, complainant: { name: '', [kind]: value } });
}

function matches({ state, events }: Found, query: CaseListQuery): boolean {
  const { status, handler, label, complainant, q } = query;
  return (
    (status === undefined || status.includes(state.status)) &&
    (handler === undefined || state.handler?.id === handler) &&
    (label === undefined || state.labels.includes(label)) &&
    (query.channel === undefined || state.channel === query.channel) &&
    (query.severity === undefined || state.severity === query.severity) &&
    (query.escalationLevel === undefined || state.escalationLevel === query.escalationLevel) &&
    (query.owes === undefined || owes(state).includes(query.owes)) &&
    (complainant === undefined || isOf(state, complainant)) &&
    (query.receivedFrom === undefined || state.receivedAt >= query.receivedFrom) &&
    (query.receivedTo === undefined || state.receivedAt < query.receivedTo) &&
    (q === undefined || q.split(' ').every((word) => textsOf(state, events).has(word)))
  );
}

function textsOf(state: Case, events: readonly RecordedEvent[]): ReadonlySet<string> {
  const written = events.map((event) => searchTexts(event).written ?? '').flatMap((text) => text.split(/\W+/));
  const name = 'unknown' in state.complainant ? [] : [state.complainant.name];
  return new Set([...written, ...name]);
}

function key(state: Case, sort: CaseSort): string | number {
  switch (sort.replace('-', '')) {
    case 'updatedAt':
      return state.updatedAt;
    case 'statusSince':
      return state.statusSince;
    case 'escalationLevel':
      return state.escalationLevel;
    case 'severity':
      return state.severity === null ? -1 : SEVERITIES.indexOf(state.severity);
    default:
      return state.receivedAt;
  }
}

function compared(a: string | number, b: string | number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
