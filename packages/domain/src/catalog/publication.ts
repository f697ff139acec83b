import { type Actor } from '../actor';
import { type CatalogEvent, type RecordedCatalogEvent } from './events';

/** One version, as it was published and as it stays. */
export interface PublishedVersion<Content> {
  /** Counts from 1, without a gap. */
  readonly version: number;
  readonly content: Content;
  /** ISO 8601 UTC. */
  readonly publishedAt: string;
  readonly publishedBy: Actor;
}

/** A policy or a calendar under its name, in all its versions. */
export interface Publication<Content> {
  readonly name: string;
  /** Of its last event; also counts a retirement, which makes no version. */
  readonly revision: number;
  /** At least one, the oldest first. */
  readonly versions: readonly [PublishedVersion<Content>, ...PublishedVersion<Content>[]];
  /** Null while it is current. */
  readonly retired: { readonly at: string; readonly by: Actor } | null;
}

/** What a stream's events can publish. */
type ContentOf<Event> = Event extends { readonly data: { readonly policy: infer Content } }
  ? Content
  : Event extends { readonly data: { readonly calendar: infer Content } }
    ? Content
    : never;

/** Never throws; ignores what it does not know, but for its revision. */
export function evolvePublication<Event extends CatalogEvent>(
  name: string,
  before: Publication<ContentOf<Event>> | null,
  event: RecordedCatalogEvent<Event>,
): Publication<ContentOf<Event>> | null {
  const { revision, recordedAt, actor } = event;
  switch (event.type) {
    case 'PolicyPublished':
      return published(event.data.policy as ContentOf<Event>, event.data.version);
    case 'CalendarPublished':
      return published(event.data.calendar as ContentOf<Event>, event.data.version);
    case 'PolicyRetired':
    case 'CalendarRetired':
      return before && { ...before, revision, retired: { at: recordedAt, by: actor } };
    default:
      return before && { ...before, revision };
  }

  function published(content: ContentOf<Event>, version: number): Publication<ContentOf<Event>> {
    const latest = { version, content, publishedAt: recordedAt, publishedBy: actor };
    const versions = before === null ? ([latest] as const) : ([...before.versions, latest] as const);
    return { name, revision, versions: versions as Publication<ContentOf<Event>>['versions'], retired: null };
  }
}

/** The newest version, whether or not it is retired. */
export function latestVersion<Content>({ versions }: Publication<Content>): PublishedVersion<Content> {
  return versions.at(-1) ?? versions[0];
}

/** A version by its number; undefined when there is none. */
export function versionOf<Content>(
  publication: Publication<Content> | undefined,
  version: number,
): PublishedVersion<Content> | undefined {
  return publication?.versions.find((it) => it.version === version);
}
