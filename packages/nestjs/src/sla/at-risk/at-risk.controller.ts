import { Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { type Asker } from '@redress/application';
import { type Actor } from '@redress/domain';
import { type Position } from '@redress/event-store';
import { type AtRiskRow, type ClockPage } from '@redress/read-models';
import { ActingActor } from '../../access/acting-actor.decorator';
import { AskedBy } from '../../access/asked-by.decorator';
import { PageInterceptor } from '../../http/page';
import { MinPosition } from '../../http/position';
import { Asked } from '../../http/query.pipe';
import { RedressController } from '../../http/redress-controller';
import { Route } from '../../http/route';
import { exampleAtRisk } from '../../openapi/example-clocks';
import { AtRiskParameters } from './at-risk.parameters';
import { GetAtRisk } from './get-at-risk';

@RedressController('v1/sla/at-risk')
export class AtRiskController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Route(
    {
      operationId: 'listAtRisk',
      tag: 'Promises',
      summary: 'List promises at risk',
      description:
        'Promises and milestones that can still be kept, and of whose time as much has passed as their policy names (`atRisk`): what is due soonest comes first. What stands still, is past due or is over is not in the list; nor is what the policy gives no such threshold. Every filter given must hold, as of the moment asked for. Clocks of cases that you may not see now are in no list.',
      access: { permission: 'read' },
      query: AtRiskParameters,
      minPosition: true,
      answer: {
        status: 200,
        description: 'A page of promises and milestones at risk.',
        schema: 'AtRiskPage',
        example: exampleAtRisk,
        headers: ['Redress-Position', 'Redress-Parked', 'Link'],
      },
      problems: ['read-model-behind', 'question-timeout'],
    },
    PageInterceptor,
  )
  list(
    @Asked(AtRiskParameters) parameters: AtRiskParameters,
    @ActingActor() actor: Actor,
    @MinPosition() minPosition: Position | undefined,
    @AskedBy() asker: Asker,
  ): Promise<ClockPage<AtRiskRow>> {
    return this.queries.execute(new GetAtRisk(parameters, actor, minPosition, asker));
  }
}
