import { type Catalog, PublicationNotFoundError } from '@redress/application';
import { type Calendar, type Policy, type Publication } from '@redress/domain';
import { type CatalogKind } from './catalog-kind';

/**
 * A policy or a calendar as it is on record now.
 * @throws {PublicationNotFoundError}
 */
export async function published(
  catalog: Catalog,
  kind: CatalogKind,
  name: string,
): Promise<Publication<Policy | Calendar>> {
  await catalog.refresh();
  const publication = kind.of(catalog).get(name);
  if (publication === undefined) throw new PublicationNotFoundError(kind.name);
  return publication;
}
