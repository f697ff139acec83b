import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type CaseAnswer, type CaseModule, type Moment } from '@redress/application';
import { type Actor } from '@redress/domain';
import { CASES } from '../../redress.tokens';

/** One case, now or as of a moment. */
export class GetCase extends Query<CaseAnswer> {
  constructor(
    readonly caseId: string,
    readonly actor: Actor,
    readonly moment: Moment,
  ) {
    super();
  }
}

@QueryHandler(GetCase)
export class GetCaseHandler implements IQueryHandler<GetCase> {
  constructor(@Inject(CASES) private readonly cases: CaseModule) {}

  execute({ caseId, actor, moment }: GetCase): Promise<CaseAnswer> {
    return this.cases.reader.get(caseId, actor, moment);
  }
}
