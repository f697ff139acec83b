import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type CaseModule } from '@redress/application';
import { type Actor } from '@redress/domain';
import { type EventEnvelope } from '@redress/event-store';
import { DEFAULT_LIMIT, type PageOutcome } from '../../http/page';
import { CASES } from '../../redress.tokens';
import { VisibleEvents } from '../visible-events';
import { type HistoryQuery } from './history.query';
import { decodeRevision, encodeRevision } from './history-cursor';

/** The events of one case, in order. */
export class GetHistory extends Query<PageOutcome<EventEnvelope>> {
  constructor(
    readonly caseId: string,
    readonly actor: Actor,
    readonly query: HistoryQuery,
  ) {
    super();
  }
}

@QueryHandler(GetHistory)
export class GetHistoryHandler implements IQueryHandler<GetHistory> {
  constructor(
    @Inject(CASES) private readonly cases: CaseModule,
    private readonly visibleEvents: VisibleEvents,
  ) {}

  async execute({ caseId, actor, query }: GetHistory): Promise<PageOutcome<EventEnvelope>> {
    const { limit = DEFAULT_LIMIT, cursor, ...moment } = query;
    const after = cursor === undefined ? -1 : decodeRevision(cursor);
    const { events, hasMore, position } = await this.cases.reader.events(caseId, actor, moment, { after, limit });
    const last = events.at(-1);
    const next = last === undefined || !hasMore ? null : encodeRevision(last.revision);
    return { data: await this.visibleEvents.of(events, actor), next, position };
  }
}
