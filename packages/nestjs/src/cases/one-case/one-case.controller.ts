import { Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { type CaseAnswer } from '@redress/application';
import { type Actor } from '@redress/domain';
import { ActingActor } from '../../access/acting-actor.decorator';
import { CaseId } from '../../http/path';
import { Asked } from '../../http/query.pipe';
import { RedressController } from '../../http/redress-controller';
import { Route } from '../../http/route';
import { exampleCase } from '../../openapi/example-cases';
import { CaseAnswerInterceptor } from '../case-answer.interceptor';
import { CASE_ID } from '../parts/case-id';
import { MomentQuery } from '../parts/moment.query';
import { GetCase } from './get-case';

@RedressController('v1/cases/:caseId')
export class OneCaseController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Route(
    {
      operationId: 'getCase',
      tag: 'Cases',
      summary: 'Read a case',
      description:
        'Folded from its events, so always current. As of a moment it answers what was known, or had happened, then; who may see it and what is withheld is judged by the present.',
      access: { permission: 'read' },
      pathParameters: CASE_ID,
      query: MomentQuery,
      answer: {
        status: 200,
        description: 'The case.',
        schema: 'Case',
        example: () => exampleCase('acknowledged'),
        headers: ['ETag', 'Redress-Position'],
      },
      problems: ['not-found', 'not-yet-recorded'],
    },
    CaseAnswerInterceptor,
  )
  read(
    @CaseId() caseId: string,
    @Asked(MomentQuery) moment: MomentQuery,
    @ActingActor() actor: Actor,
  ): Promise<CaseAnswer> {
    return this.queries.execute(new GetCase(caseId, actor, moment));
  }
}
