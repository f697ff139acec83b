import { type Catalog } from '@redress/application';
import { type Calendar, type CatalogCommand, type Policy, type Publication } from '@redress/domain';

/** Policies and calendars are published, read and retired alike: what differs is here. */
export interface CatalogKind {
  /** Also the member of an answer under which the content stands. */
  readonly name: 'policy' | 'calendar';
  readonly plural: 'policies' | 'calendars';
  /** Name of the schema of an answer; that of the content goes without `Published`. */
  readonly schema: 'PublishedPolicy' | 'PublishedCalendar';
  readonly publish: (name: string, content: unknown) => CatalogCommand;
  readonly retire: (name: string) => CatalogCommand;
  /** Everything published of this kind, by name. */
  readonly of: (catalog: Catalog) => ReadonlyMap<string, Publication<Policy | Calendar>>;
}

export const policyKind: CatalogKind = {
  name: 'policy',
  plural: 'policies',
  schema: 'PublishedPolicy',
  publish: (name, policy) => ({ type: 'PublishPolicy', name, policy }),
  retire: (name) => ({ type: 'RetirePolicy', name }),
  of: (catalog) => catalog.policies(),
};

export const calendarKind: CatalogKind = {
  name: 'calendar',
  plural: 'calendars',
  schema: 'PublishedCalendar',
  publish: (name, calendar) => ({ type: 'PublishCalendar', name, calendar }),
  retire: (name) => ({ type: 'RetireCalendar', name }),
  of: (catalog) => catalog.calendars(),
};
