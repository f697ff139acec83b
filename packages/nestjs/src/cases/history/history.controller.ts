import { Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { type Actor } from '@redress/domain';
import { type EventEnvelope } from '@redress/event-store';
import { ActingActor } from '../../access/acting-actor.decorator';
import { PageInterceptor, type PageOutcome } from '../../http/page';
import { CaseId } from '../../http/path';
import { Asked } from '../../http/query.pipe';
import { RedressController } from '../../http/redress-controller';
import { Route } from '../../http/route';
import { exampleEventPage } from '../../openapi/example-events';
import { CASE_ID } from '../parts/case-id';
import { GetHistory } from './get-history';
import { HistoryQuery } from './history.query';

@RedressController('v1/cases/:caseId/events')
export class HistoryController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Route(
    {
      operationId: 'getCaseEvents',
      tag: 'Cases',
      summary: 'Read the history of a case',
      description:
        'Its events as they are stored, in order, with hashes. What a redaction withholds reads `{"redacted": true}`, the id of another case that you may not know of `{"hidden": true}`; the hash then stands for what is stored, not for what is shown. A page may hold fewer events than `limit` when their texts are long: only `page.next` says that it is the last.',
      access: { permission: 'read' },
      pathParameters: CASE_ID,
      query: HistoryQuery,
      answer: {
        status: 200,
        description: 'A page of events.',
        schema: 'EventPage',
        example: () => exampleEventPage('acknowledged'),
        headers: ['Redress-Position', 'Link'],
      },
      problems: ['not-found', 'not-yet-recorded'],
    },
    PageInterceptor,
  )
  read(
    @CaseId() caseId: string,
    @Asked(HistoryQuery) query: HistoryQuery,
    @ActingActor() actor: Actor,
  ): Promise<PageOutcome<EventEnvelope>> {
    return this.queries.execute(new GetHistory(caseId, actor, query));
  }
}
