import { Get, Param, Post, Put, type Type } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { type CatalogRequest } from '@redress/application';
import { type Answer } from '../http/answer';
import { PageInterceptor, type PageOutcome } from '../http/page';
import { Asked, NoQuery } from '../http/query.pipe';
import { RedressController } from '../http/redress-controller';
import { Route } from '../http/route';
import { calendarKind, type CatalogKind, policyKind } from './catalog-kind';
import { catalogRoutes } from './catalog-routes';
import { CatalogQuery, VersionsQuery } from './catalog.query';
import { GetPublication, GetVersion } from './get-publication';
import { HandlePublication } from './handle-publication';
import { ListPublications } from './list-publications';
import { ListVersions } from './list-versions';
import { RequestedPublication } from './publication-request.pipe';
import { type PublicationView, type VersionView } from './publication-view';

/** Policies and calendars have the same routes over another content. */
function catalogController(kind: CatalogKind): Type {
  const routes = catalogRoutes(kind);

  @RedressController(`v1/${kind.plural}`)
  class CatalogController {
    constructor(
      readonly queries: QueryBus,
      readonly commands: CommandBus,
    ) {}

    @Get()
    @Route(routes.list, PageInterceptor)
    list(@Asked(CatalogQuery) query: CatalogQuery): Promise<PageOutcome<PublicationView>> {
      return this.queries.execute(new ListPublications(kind, query));
    }

    @Get(':name')
    @Route(routes.read)
    read(@Param('name') name: string, @Asked(NoQuery) _query: NoQuery): Promise<Answer<PublicationView>> {
      return this.queries.execute(new GetPublication(kind, name));
    }

    @Put(':name')
    @Route(routes.publish)
    publish(@RequestedPublication(kind.publish) request: CatalogRequest): Promise<Answer<PublicationView>> {
      return this.commands.execute(new HandlePublication(kind, request));
    }

    @Get(':name/versions')
    @Route(routes.listVersions, PageInterceptor)
    listVersions(
      @Param('name') name: string,
      @Asked(VersionsQuery) query: VersionsQuery,
    ): Promise<PageOutcome<VersionView>> {
      return this.queries.execute(new ListVersions(kind, name, query));
    }

    @Get(':name/versions/:version')
    @Route(routes.readVersion)
    readVersion(
      @Param('name') name: string,
      @Param('version') version: string,
      @Asked(NoQuery) _query: NoQuery,
    ): Promise<Answer<VersionView>> {
      return this.queries.execute(new GetVersion(kind, name, version));
    }

    @Post(':name/retirement')
    @Route(routes.retire)
    retire(@RequestedPublication(kind.retire) request: CatalogRequest): Promise<Answer<PublicationView>> {
      return this.commands.execute(new HandlePublication(kind, request));
    }
  }

  return CatalogController;
}

export const PoliciesController = catalogController(policyKind);
export const CalendarsController = catalogController(calendarKind);
