import { type Actor } from '../actor';
import { type Calendar } from '../calendar/calendar';
import { type Policy } from '../sla/policy';

interface Event<Type extends string, Data> {
  readonly type: Type;
  readonly data: Data;
}

/** A version that never changes from now on; a retired policy is current again. */
export type PolicyPublished = Event<'PolicyPublished', { readonly version: number; readonly policy: Policy }>;
/** No case is promised it any more; what was promised stays. */
export type PolicyRetired = Event<'PolicyRetired', Readonly<Record<string, never>>>;
/** A version that never changes from now on; a retired calendar is current again. */
export type CalendarPublished = Event<'CalendarPublished', { readonly version: number; readonly calendar: Calendar }>;
/** No policy can name it any more; what is counted by it stays so. */
export type CalendarRetired = Event<'CalendarRetired', Readonly<Record<string, never>>>;

/** What happens to a policy on the stream `policy-<name>`. */
export type PolicyEvent = PolicyPublished | PolicyRetired;
/** What happens to a calendar on the stream `calendar-<name>`. */
export type CalendarEvent = CalendarPublished | CalendarRetired;
export type CatalogEvent = PolicyEvent | CalendarEvent;
export type CatalogEventType = CatalogEvent['type'];

/** Nothing here is about a person: policies and calendars are encrypted with nobody's key, and nothing is redacted. */
export const catalogEventTypes: Readonly<Record<CatalogEventType, { readonly schemaVersion: number }>> = {
  PolicyPublished: { schemaVersion: 1 },
  PolicyRetired: { schemaVersion: 1 },
  CalendarPublished: { schemaVersion: 1 },
  CalendarRetired: { schemaVersion: 1 },
};

export const CATALOG_EVENT_TYPES = Object.keys(catalogEventTypes) as CatalogEventType[];

/** An event with where, when and by whom. */
export type RecordedCatalogEvent = CatalogEvent & {
  readonly revision: number;
  /** ISO 8601 UTC. */
  readonly recordedAt: string;
  readonly actor: Actor;
};

/** Every event in words, for the reference. */
export const catalogEventDescriptions: Readonly<Record<CatalogEventType, string>> = {
  PolicyPublished: 'A version of a policy was published; it never changes.',
  PolicyRetired: 'The policy is promised to no further case.',
  CalendarPublished: 'A version of a calendar was published; it never changes.',
  CalendarRetired: 'No policy can name the calendar any more.',
};
