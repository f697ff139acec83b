import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type CaseModule } from '@redress/application';
import { type Actor } from '@redress/domain';
import { type EventEnvelope, START } from '@redress/event-store';
import { VisibleCases } from '../cases/visible-cases';
import { VisibleEvents } from '../cases/visible-events';
import { DEFAULT_LIMIT, type PageOutcome } from '../http/page';
import { assertAfter } from '../http/position';
import { REDRESS_OPTIONS } from '../redress.module-definition';
import { CASES } from '../redress.tokens';
import { type RedressOptions } from '../redress-options';
import { type FeedQuery } from './feed.query';

/** The whole log, as far as the actor may see it. */
export class GetFeed extends Query<PageOutcome<EventEnvelope>> {
  constructor(
    readonly actor: Actor,
    readonly query: FeedQuery,
  ) {
    super();
  }
}

@QueryHandler(GetFeed)
export class GetFeedHandler implements IQueryHandler<GetFeed> {
  constructor(
    @Inject(CASES) private readonly cases: CaseModule,
    @Inject(REDRESS_OPTIONS) private readonly options: RedressOptions,
    private readonly visibleEvents: VisibleEvents,
    private readonly visibleCases: VisibleCases,
  ) {}

  async execute({ actor, query }: GetFeed): Promise<PageOutcome<EventEnvelope>> {
    const { after = START, limit = DEFAULT_LIMIT } = query;
    await assertAfter(this.options.store, after);
    const page = await this.cases.reader.feed(actor, after, limit);
    const data = await this.visibleEvents.of(page.events, actor);
    const hidden = await this.visibleCases.hidden(page.unreadable, actor);
    const parked = page.unreadable.length - hidden.size;
    return { data, next: page.atEnd ? null : page.position, position: page.position, parked, parameter: 'after' };
  }
}
