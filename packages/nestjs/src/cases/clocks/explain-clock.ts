import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type CaseModule, clockExplanation, type Moment } from '@redress/application';
import { type Actor, type ClockExplanation } from '@redress/domain';
import { type Answer } from '../../http/answer';
import { etagOf } from '../../http/headers';
import { CASES } from '../../redress.tokens';

/** Why a clock of a case is due when it is, and how much of its time was used, now or as of a moment. */
export class ExplainClock extends Query<Answer<ClockExplanation>> {
  constructor(
    readonly caseId: string,
    readonly clock: string,
    readonly actor: Actor,
    readonly moment: Moment,
  ) {
    super();
  }
}

@QueryHandler(ExplainClock)
export class ExplainClockHandler implements IQueryHandler<ExplainClock> {
  constructor(@Inject(CASES) private readonly cases: CaseModule) {}

  async execute({ caseId, clock, actor, moment }: ExplainClock): Promise<Answer<ClockExplanation>> {
    const { state, at, position } = await this.cases.reader.get(caseId, actor, moment);
    const headers = { ETag: etagOf(state.revision), 'Redress-Position': position };
    return { body: clockExplanation(state, clock, at, await this.cases.promisesOf(state)), headers };
  }
}
