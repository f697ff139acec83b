import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type CaseModule, type ClockView, clockViews, type Moment } from '@redress/application';
import { type Actor } from '@redress/domain';
import { type Answer } from '../../http/answer';
import { etagOf } from '../../http/headers';
import { CASES } from '../../redress.tokens';

export interface ClockList {
  readonly data: readonly ClockView[];
}

/** What was promised in a case, now or as of a moment. */
export class GetClocks extends Query<Answer<ClockList>> {
  constructor(
    readonly caseId: string,
    readonly actor: Actor,
    readonly moment: Moment,
  ) {
    super();
  }
}

@QueryHandler(GetClocks)
export class GetClocksHandler implements IQueryHandler<GetClocks> {
  constructor(@Inject(CASES) private readonly cases: CaseModule) {}

  async execute({ caseId, actor, moment }: GetClocks): Promise<Answer<ClockList>> {
    const { state, at, position } = await this.cases.reader.get(caseId, actor, moment);
    const headers = { ETag: etagOf(state.revision), 'Redress-Position': position };
    return { body: { data: clockViews(state, at) }, headers };
  }
}
