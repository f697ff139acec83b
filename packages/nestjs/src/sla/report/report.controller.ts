import { Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { type Asker } from '@redress/application';
import { type Actor } from '@redress/domain';
import { type Position } from '@redress/event-store';
import { ActingActor } from '../../access/acting-actor.decorator';
import { AskedBy } from '../../access/asked-by.decorator';
import { type Answer } from '../../http/answer';
import { MinPosition } from '../../http/position';
import { Asked } from '../../http/query.pipe';
import { RedressController } from '../../http/redress-controller';
import { Route } from '../../http/route';
import { exampleSlaReport } from '../../openapi/example-clocks';
import { GetReport, type ReportBody } from './get-report';
import { ReportParameters } from './report.parameters';

@RedressController('v1/sla/report')
export class ReportController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Route({
    operationId: 'getSlaReport',
    tag: 'Promises',
    summary: 'Report how promises were kept',
    description: `What became of the promises and milestones whose clock started in a period, as of the moment asked for; milestones apart. \`kept\`: in time, and never on record as broken. \`keptByLateEntry\`: broken on record, until an entry showed that it had been kept. \`broken\`: whether or not the breach is on record yet, or the promise was done later. \`running\`: neither yet, those that stand still included. Every clock is counted once.

\`time\` tells how long it took until what was promised was done, in time or late, pauses taken out: working time of the clock's own calendar where it was promised in working time or business days, else elapsed time. Median and 90th percentile are the nearest rank, so each is the time of some clock.

Every filter given must hold, as of the moment asked for. Clocks of cases that you may not see now are not counted.`,
    access: { permission: 'read' },
    query: ReportParameters,
    minPosition: true,
    answer: {
      status: 200,
      description: 'What became of promises and milestones.',
      schema: 'SlaReport',
      example: exampleSlaReport,
      headers: ['Redress-Position', 'Redress-Parked'],
    },
    problems: ['read-model-behind', 'question-timeout'],
  })
  read(
    @Asked(ReportParameters) parameters: ReportParameters,
    @ActingActor() actor: Actor,
    @MinPosition() minPosition: Position | undefined,
    @AskedBy() asker: Asker,
  ): Promise<Answer<ReportBody>> {
    return this.queries.execute(new GetReport(parameters, actor, minPosition, asker));
  }
}
