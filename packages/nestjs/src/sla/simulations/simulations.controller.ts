import { Post } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { type Actor } from '@redress/domain';
import { ActingActor } from '../../access/acting-actor.decorator';
import { Body } from '../../http/body.pipe';
import { type AnswerInLines, LinesInterceptor } from '../../http/lines';
import { Asked, NoQuery } from '../../http/query.pipe';
import { RedressController } from '../../http/redress-controller';
import { Route } from '../../http/route';
import { exampleSimulation, simulationExamples } from '../../openapi/example-simulation';
import { Simulate } from './simulate';
import { SimulationBody } from './simulations.body';

@RedressController('v1/sla/simulations')
export class SimulationsController {
  constructor(private readonly queries: QueryBus) {}

  @Post()
  @Route(
    {
      operationId: 'simulate',
      tag: 'Promises',
      summary: 'What would have come of other promises',
      description:
        'Plays what is on record again under other policies or calendars and compares what is kept and broken. Nothing is written. Only cases that you may see are counted, one after the other, while others go on. The answer is lines of JSON: `progress` at once and at least once a second, then the `result`, or the `error` that it broke off by. With `Accept: application/json` it is the result alone, as one document, once it is there. To close the connection ends it.',
      access: { permission: 'read' },
      body: { type: SimulationBody, optional: false, examples: simulationExamples },
      answer: {
        status: 200,
        description:
          'The result; or lines of JSON, one document each, of which the last one is the result or an error.',
        schema: 'SimulationLine',
        lines: { schema: 'SimulationResult', example: exampleSimulation },
        example: () => ({ result: exampleSimulation() }),
        headers: [],
      },
      problems: ['simulation-under-way', 'too-many-simulations'],
    },
    LinesInterceptor,
  )
  simulate(
    @Asked(NoQuery) _query: NoQuery,
    @Body(SimulationBody) question: SimulationBody,
    @ActingActor() actor: Actor,
  ): Promise<AnswerInLines> {
    return this.queries.execute(new Simulate(question, actor));
  }
}
