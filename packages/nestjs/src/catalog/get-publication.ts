import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type CaseModule, PublicationNotFoundError } from '@redress/application';
import { versionOf } from '@redress/domain';
import { type Answer } from '../http/answer';
import { etagOf } from '../http/headers';
import { CASES } from '../redress.tokens';
import { type CatalogKind } from './catalog-kind';
import { published } from './published';
import { type PublicationView, publicationView, type VersionView, versionView } from './publication-view';

/** A policy or a calendar in its newest version. */
export class GetPublication extends Query<Answer<PublicationView>> {
  constructor(
    readonly kind: CatalogKind,
    readonly name: string,
  ) {
    super();
  }
}

@QueryHandler(GetPublication)
export class GetPublicationHandler implements IQueryHandler<GetPublication> {
  constructor(@Inject(CASES) private readonly cases: CaseModule) {}

  async execute({ kind, name }: GetPublication): Promise<Answer<PublicationView>> {
    const { catalog } = this.cases;
    const publication = await published(catalog, kind, name);
    const headers = { ETag: etagOf(publication.revision), 'Redress-Position': catalog.position };
    return { body: publicationView(kind, publication), headers };
  }
}

/** One version, which never changes. */
export class GetVersion extends Query<Answer<VersionView>> {
  constructor(
    readonly kind: CatalogKind,
    readonly name: string,
    /** As the path spells it. */
    readonly version: string,
  ) {
    super();
  }
}

@QueryHandler(GetVersion)
export class GetVersionHandler implements IQueryHandler<GetVersion> {
  constructor(@Inject(CASES) private readonly cases: CaseModule) {}

  async execute({ kind, name, version }: GetVersion): Promise<Answer<VersionView>> {
    const { catalog } = this.cases;
    const publication = await published(catalog, kind, name);
    const found = /^[1-9]\d{0,8}$/.test(version) ? versionOf(publication, Number(version)) : undefined;
    if (found === undefined) throw new PublicationNotFoundError(kind.name);
    return { body: versionView(kind, publication, found), headers: { 'Redress-Position': catalog.position } };
  }
}
