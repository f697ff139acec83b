import { Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { type Actor, type CommandOverview } from '@redress/domain';
import { ActingActor } from '../../access/acting-actor.decorator';
import { type Answer } from '../../http/answer';
import { CaseId } from '../../http/path';
import { Asked, NoQuery } from '../../http/query.pipe';
import { RedressController } from '../../http/redress-controller';
import { Route } from '../../http/route';
import { exampleOverview } from '../../openapi/example-cases';
import { CASE_ID } from '../parts/case-id';
import { GetPossibleCommands } from './get-possible-commands';

@RedressController('v1/cases/:caseId/commands')
export class PossibleCommandsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Route({
    operationId: 'getPossibleCommands',
    tag: 'Cases',
    summary: 'What is possible with a case now',
    description: 'What you can do with the case now; and what not, and by which rule.',
    access: { permission: 'read' },
    pathParameters: CASE_ID,
    answer: {
      status: 200,
      description: 'Possible commands, and the refused ones with the rule.',
      schema: 'CommandOverview',
      example: () => exampleOverview('acknowledged'),
      headers: ['ETag', 'Redress-Position'],
    },
    problems: ['not-found'],
  })
  read(
    @CaseId() caseId: string,
    @Asked(NoQuery) _query: NoQuery,
    @ActingActor() actor: Actor,
  ): Promise<Answer<CommandOverview>> {
    return this.queries.execute(new GetPossibleCommands(caseId, actor));
  }
}
