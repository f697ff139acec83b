import { type Actor } from '../actor';
import { type Calendar } from '../calendar/calendar';
import { type Policy } from '../sla/policy';
import { type RecordedCatalogEvent } from './events';

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

/** `Content` is what the events of the stream publish. Never throws; ignores what it does not know, but for its revision. */
export function evolvePublication<Content extends Policy | Calendar>(
  name: string,
  before: Publication<Content> | null,
  event: RecordedCatalogEvent,
): Publication<Content> | null {
  const { revision, recordedAt, actor } = event;
  switch (event.type) {
    case 'PolicyPublished':
      return published(event.data.policy as Content, event.data.version);
    case 'CalendarPublished':
      return published(event.data.calendar as Content, event.data.version);
    case 'PolicyRetired':
    case 'CalendarRetired':
      return before && { ...before, revision, retired: { at: recordedAt, by: actor } };
    default:
      return before && { ...(before as Publication<Content>), revision };
  }

  function published(content: Content, version: number): Publication<Content> {
    const latest = { version, content, publishedAt: recordedAt, publishedBy: actor };
    return { name, revision, versions: before === null ? [latest] : [...before.versions, latest], retired: null };
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
