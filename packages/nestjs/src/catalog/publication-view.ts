import { type Actor, type Calendar, latestVersion, type Policy, type Publication } from '@redress/domain';
import { type CatalogKind } from './catalog-kind';

/** One version as it is answered: the content stands under `policy` or `calendar`. */
export interface VersionView {
  readonly name: string;
  readonly version: number;
  readonly publishedAt: string;
  readonly publishedBy: Actor;
  readonly policy?: Policy;
  readonly calendar?: Calendar;
}

/** A policy or a calendar as it is answered: its newest version, and whether it is retired. */
export interface PublicationView extends VersionView {
  readonly retired: boolean;
  readonly retiredAt: string | null;
}

export function versionView(
  kind: CatalogKind,
  { name }: Publication<Policy | Calendar>,
  published: Publication<Policy | Calendar>['versions'][number],
): VersionView {
  const { version, content, publishedAt, publishedBy } = published;
  return { name, version, publishedAt, publishedBy, [kind.name]: content };
}

export function publicationView(kind: CatalogKind, publication: Publication<Policy | Calendar>): PublicationView {
  const { retired } = publication;
  const newest = versionView(kind, publication, latestVersion(publication));
  return { ...newest, retired: retired !== null, retiredAt: retired?.at ?? null };
}
