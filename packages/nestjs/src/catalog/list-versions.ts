import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type CaseModule } from '@redress/application';
import { decodeRevision, encodeRevision } from '../cases/history/history-cursor';
import { DEFAULT_LIMIT, type PageOutcome } from '../http/page';
import { CASES } from '../redress.tokens';
import { type CatalogKind } from './catalog-kind';
import { type VersionsQuery } from './catalog.query';
import { published } from './published';
import { type VersionView, versionView } from './publication-view';

/** Every version of a policy or a calendar, the oldest first. */
export class ListVersions extends Query<PageOutcome<VersionView>> {
  constructor(
    readonly kind: CatalogKind,
    readonly name: string,
    readonly query: VersionsQuery,
  ) {
    super();
  }
}

@QueryHandler(ListVersions)
export class ListVersionsHandler implements IQueryHandler<ListVersions> {
  constructor(@Inject(CASES) private readonly cases: CaseModule) {}

  async execute({ kind, name, query }: ListVersions): Promise<PageOutcome<VersionView>> {
    const { limit = DEFAULT_LIMIT, cursor } = query;
    const after = cursor === undefined ? 0 : decodeRevision(cursor);
    const publication = await published(this.cases.catalog, kind, name);
    const page = publication.versions.filter(({ version }) => version > after).slice(0, limit);
    const last = page.at(-1);
    const next = last === undefined || last === publication.versions.at(-1) ? null : encodeRevision(last.version);
    const data = page.map((it) => versionView(kind, publication, it));
    return { data, next, position: this.cases.catalog.position };
  }
}
