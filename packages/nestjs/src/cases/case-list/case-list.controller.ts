import { Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { type Asker } from '@redress/application';
import { type Actor } from '@redress/domain';
import { type Position } from '@redress/event-store';
import { type CasePage } from '@redress/read-models';
import { ActingActor } from '../../access/acting-actor.decorator';
import { AskedBy } from '../../access/asked-by.decorator';
import { PageInterceptor } from '../../http/page';
import { MinPosition } from '../../http/position';
import { Asked } from '../../http/query.pipe';
import { RedressController } from '../../http/redress-controller';
import { Route } from '../../http/route';
import { exampleCasePage } from '../../openapi/example-lists';
import { CaseListParameters } from './case-list.parameters';
import { ListCases } from './list-cases';

@RedressController('v1/cases')
export class CaseListController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Route(
    {
      operationId: 'listCases',
      tag: 'Cases',
      summary: 'List cases',
      description:
        'Every filter given must hold; without `status` the list holds cases in every status. As of a moment, filters and rows are those of then. Cases that you may not see are in no list.',
      access: { permission: 'read' },
      query: CaseListParameters,
      minPosition: true,
      answer: {
        status: 200,
        description: 'A page of cases.',
        schema: 'CasePage',
        example: exampleCasePage,
        headers: ['Redress-Position', 'Redress-Parked', 'Link'],
      },
      problems: ['read-model-behind', 'question-timeout'],
    },
    PageInterceptor,
  )
  list(
    @Asked(CaseListParameters) parameters: CaseListParameters,
    @ActingActor() actor: Actor,
    @MinPosition() minPosition: Position | undefined,
    @AskedBy() asker: Asker,
  ): Promise<CasePage> {
    return this.queries.execute(new ListCases(parameters, actor, minPosition, asker));
  }
}
