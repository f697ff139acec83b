import { Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { type Asker } from '@redress/application';
import { type Actor } from '@redress/domain';
import { type Position } from '@redress/event-store';
import { type HandlerWorkload } from '@redress/read-models';
import { PageInterceptor, type PageOutcome } from '../http/page';
import { ActingActor } from '../access/acting-actor.decorator';
import { AskedBy } from '../access/asked-by.decorator';
import { MomentQuery } from '../cases/parts/moment.query';
import { MinPosition } from '../http/position';
import { Asked } from '../http/query.pipe';
import { RedressController } from '../http/redress-controller';
import { Route } from '../http/route';
import { exampleWorkload } from '../openapi/example-lists';
import { GetWorkload } from './get-workload';

@RedressController('v1/workload')
export class WorkloadController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Route(
    {
      operationId: 'getWorkload',
      tag: 'Reports',
      summary: 'Who has how much to do',
      description:
        'Open cases per handler, and ended ones that still owe something; cases that nobody takes care of come first. Cases that you may not see are not counted.',
      access: { permission: 'read' },
      query: MomentQuery,
      minPosition: true,
      answer: {
        status: 200,
        description: 'What each handler has to do.',
        schema: 'WorkloadPage',
        example: exampleWorkload,
        headers: ['Redress-Position', 'Redress-Parked'],
      },
      problems: ['read-model-behind', 'question-timeout'],
    },
    PageInterceptor,
  )
  read(
    @Asked(MomentQuery) parameters: MomentQuery,
    @ActingActor() actor: Actor,
    @MinPosition() minPosition: Position | undefined,
    @AskedBy() asker: Asker,
  ): Promise<PageOutcome<HandlerWorkload>> {
    return this.queries.execute(new GetWorkload(parameters, actor, minPosition, asker));
  }
}
