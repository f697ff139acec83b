import { Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { type Actor } from '@redress/domain';
import { type EventEnvelope } from '@redress/event-store';
import { ActingActor } from '../access/acting-actor.decorator';
import { PageInterceptor, type PageOutcome } from '../http/page';
import { Asked } from '../http/query.pipe';
import { RedressController } from '../http/redress-controller';
import { Route } from '../http/route';
import { exampleEventPage } from '../openapi/example-events';
import { FeedQuery } from './feed.query';
import { GetFeed } from './get-feed';

@RedressController('v1/events')
export class FeedController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Route(
    {
      operationId: 'getEvents',
      tag: 'Events',
      summary: 'Read the whole log as a feed',
      description:
        'Events of all cases in log order. A page may hold fewer events than the limit, even none, although more follow: `page.next` is null only at the end. To go on from there later, ask for what comes after `Redress-Position`. Events of cases that you may not see are left out, and so are those of cases of which an event cannot be trusted or read: `Redress-Parked` counts these; the rest is shown as in the history of its case.',
      access: { permission: 'read' },
      query: FeedQuery,
      answer: {
        status: 200,
        description: 'A page of events.',
        schema: 'EventPage',
        example: () => exampleEventPage('received'),
        headers: ['Redress-Position', 'Redress-Parked', 'Link'],
      },
      problems: [],
    },
    PageInterceptor,
  )
  read(@Asked(FeedQuery) query: FeedQuery, @ActingActor() actor: Actor): Promise<PageOutcome<EventEnvelope>> {
    return this.queries.execute(new GetFeed(actor, query));
  }
}
