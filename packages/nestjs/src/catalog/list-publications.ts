import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type CaseModule } from '@redress/application';
import { DEFAULT_LIMIT, type PageOutcome } from '../http/page';
import { CASES } from '../redress.tokens';
import { type CatalogKind } from './catalog-kind';
import { type CatalogQuery } from './catalog.query';
import { decodeName, encodeName } from './name-cursor';
import { type PublicationView, publicationView } from './publication-view';

/** All policies, or all calendars, by name. */
export class ListPublications extends Query<PageOutcome<PublicationView>> {
  constructor(
    readonly kind: CatalogKind,
    readonly query: CatalogQuery,
  ) {
    super();
  }
}

@QueryHandler(ListPublications)
export class ListPublicationsHandler implements IQueryHandler<ListPublications> {
  constructor(@Inject(CASES) private readonly cases: CaseModule) {}

  async execute({ kind, query }: ListPublications): Promise<PageOutcome<PublicationView>> {
    const { limit = DEFAULT_LIMIT, cursor, retired } = query;
    const after = cursor === undefined ? '' : decodeName(cursor);
    const { catalog } = this.cases;
    await catalog.refresh();
    const rest = [...kind.of(catalog).values()]
      .filter((it) => it.name > after && (retired === undefined || (it.retired !== null) === (retired === 'true')))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const page = rest.slice(0, limit);
    const last = page.at(-1);
    const next = last === undefined || page.length === rest.length ? null : encodeName(last.name);
    return { data: page.map((it) => publicationView(kind, it)), next, position: catalog.position };
  }
}
