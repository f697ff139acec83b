import { Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { type Actor, type ClockExplanation } from '@redress/domain';
import { ActingActor } from '../../access/acting-actor.decorator';
import { type Answer } from '../../http/answer';
import { CaseId } from '../../http/path';
import { Asked } from '../../http/query.pipe';
import { RedressController } from '../../http/redress-controller';
import { type PathParameter, Route } from '../../http/route';
import { exampleCase, exampleExplanation } from '../../openapi/example-cases';
import { CASE_ID } from '../parts/case-id';
import { MomentQuery } from '../parts/moment.query';
import { ExplainClock } from './explain-clock';
import { type ClockList, GetClocks } from './get-clocks';

const CLOCK: Readonly<Record<string, PathParameter>> = {
  clock: { description: 'Id of the clock: `<metric>-<n>`.', example: 'final-response-1', uuid: false },
};

@RedressController('v1/cases/:caseId/clocks')
export class ClocksController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Route({
    operationId: 'getClocks',
    tag: 'Cases',
    summary: 'The promises of a case',
    description:
      'What was promised, in the order in which it began, as it stands at the instant of the answer: a promise is broken one millisecond after it was due, whether or not that is on record yet.',
    access: { permission: 'read' },
    pathParameters: CASE_ID,
    query: MomentQuery,
    answer: {
      status: 200,
      description: 'Every clock of the case, those that are over too.',
      schema: 'ClockList',
      example: () => ({ data: exampleCase('acknowledged').clocks }),
      headers: ['ETag', 'Redress-Position'],
    },
    problems: ['not-found', 'not-yet-recorded'],
  })
  list(
    @CaseId() caseId: string,
    @Asked(MomentQuery) moment: MomentQuery,
    @ActingActor() actor: Actor,
  ): Promise<Answer<ClockList>> {
    return this.queries.execute(new GetClocks(caseId, actor, moment));
  }

  @Get(':clock/explanation')
  @Route({
    operationId: 'explainClock',
    tag: 'Cases',
    summary: 'The arithmetic of a clock',
    description:
      'Why it is due when it is, and how much of the time was used, for a person with a pencil: the stretches that were counted with their sums, the pauses taken out, the holidays skipped, and the versions of policy and calendar that it was counted by.',
    access: { permission: 'read' },
    pathParameters: { ...CASE_ID, ...CLOCK },
    query: MomentQuery,
    answer: {
      status: 200,
      description: 'The explanation.',
      schema: 'ClockExplanation',
      example: () => exampleExplanation('waiting', 'final-response-1'),
      headers: ['ETag', 'Redress-Position'],
    },
    problems: ['not-found', 'not-yet-recorded'],
  })
  explain(
    @CaseId() caseId: string,
    @Param('clock') clock: string,
    @Asked(MomentQuery) moment: MomentQuery,
    @ActingActor() actor: Actor,
  ): Promise<Answer<ClockExplanation>> {
    return this.queries.execute(new ExplainClock(caseId, clock, actor, moment));
  }
}
