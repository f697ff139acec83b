import { Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { type Asker } from '@redress/application';
import { type Actor } from '@redress/domain';
import { type Position } from '@redress/event-store';
import { PageInterceptor } from '../http/page';
import { type CasePage } from '@redress/read-models';
import { ActingActor } from '../access/acting-actor.decorator';
import { AskedBy } from '../access/asked-by.decorator';
import { CaseFilterParameters } from '../cases/case-list/case-filter.parameters';
import { MinPosition } from '../http/position';
import { Asked } from '../http/query.pipe';
import { RedressController } from '../http/redress-controller';
import { Route } from '../http/route';
import { exampleUnanswered } from '../openapi/example-lists';
import { GetUnanswered } from './get-unanswered';

@RedressController('v1/unanswered')
export class UnansweredController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Route(
    {
      operationId: 'listUnanswered',
      tag: 'Reports',
      summary: 'List cases with unanswered messages',
      description:
        'Cases in which the complainant waits for an answer, the oldest open message first; ended cases too, because a message after the end waits like any other. Every filter given must hold.',
      access: { permission: 'read' },
      query: CaseFilterParameters,
      minPosition: true,
      answer: {
        status: 200,
        description: 'Cases with open messages, the oldest first.',
        schema: 'CasePage',
        example: exampleUnanswered,
        headers: ['Redress-Position', 'Redress-Parked', 'Link'],
      },
      problems: ['read-model-behind', 'question-timeout'],
    },
    PageInterceptor,
  )
  read(
    @Asked(CaseFilterParameters) parameters: CaseFilterParameters,
    @ActingActor() actor: Actor,
    @MinPosition() minPosition: Position | undefined,
    @AskedBy() asker: Asker,
  ): Promise<CasePage> {
    return this.queries.execute(new GetUnanswered(parameters, actor, minPosition, asker));
  }
}
