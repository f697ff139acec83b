import { type Calendar, type CatalogCommand, type Policy, type Publication } from '@redress/domain';
import { type StoredEvent } from '@redress/event-store';
import { advancePublication, type LoadedPublication, nothingPublished } from './loaded-publication';

export const POLICY_STREAM_PREFIX = 'policy-';
export const CALENDAR_STREAM_PREFIX = 'calendar-';

type Named<Content> = ReadonlyMap<string, LoadedPublication<Content>>;

/** Everything that is published, at one moment; it never changes, and the next event makes another one. */
export interface Shelf {
  readonly policies: Named<Policy>;
  readonly calendars: Named<Calendar>;
}

export const emptyShelf: Shelf = { policies: new Map(), calendars: new Map() };

/** The stream of what a command names. */
export function streamOf({ type, name }: CatalogCommand): string {
  return (isOfPolicy(type) ? POLICY_STREAM_PREFIX : CALENDAR_STREAM_PREFIX) + name;
}

/** What a command names, on the shelf or not yet. */
export function takenFrom(shelf: Shelf, { type, name }: CatalogCommand): LoadedPublication<Policy | Calendar> {
  const named = isOfPolicy(type) ? shelf.policies : shelf.calendars;
  return named.get(name) ?? nothingPublished(name);
}

export function isOfPolicy(type: CatalogCommand['type']): boolean {
  return type === 'PublishPolicy' || type === 'RetirePolicy';
}

/** The shelf after an event; the same one when it is known already. */
export function withEvent(shelf: Shelf, event: StoredEvent): Shelf {
  if (event.stream.startsWith(POLICY_STREAM_PREFIX)) {
    const policies = advanced(shelf.policies, event.stream.slice(POLICY_STREAM_PREFIX.length), event);
    return policies === shelf.policies ? shelf : { ...shelf, policies };
  }
  const calendars = advanced(shelf.calendars, event.stream.slice(CALENDAR_STREAM_PREFIX.length), event);
  return calendars === shelf.calendars ? shelf : { ...shelf, calendars };
}

function advanced<Content extends Policy | Calendar>(
  named: Named<Content>,
  name: string,
  event: StoredEvent,
): Named<Content> {
  const before = named.get(name) ?? nothingPublished<Content>(name);
  if (event.revision <= before.end.revision) return named;
  return new Map(named).set(name, advancePublication(before, event));
}

/** What was published under each name. */
export function publications<Content>(named: Named<Content>): ReadonlyMap<string, Publication<Content>> {
  return new Map([...named].flatMap(([name, { state }]) => (state === null ? [] : [[name, state] as const])));
}
