import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Asker } from '@redress/application';
import { type Actor } from '@redress/domain';
import { type Position } from '@redress/event-store';
import { type CasePage } from '@redress/read-models';
import { type CaseFilterParameters } from '../cases/case-list/case-filter.parameters';
import { caseQuery } from '../cases/case-list/case-query';
import { type ReadModels } from '../read-models/read-models';
import { VisibleParked } from '../read-models/visible-parked';
import { READ_MODELS } from '../redress.tokens';

/** Cases with open messages, the oldest first. */
export class GetUnanswered extends Query<CasePage> {
  constructor(
    readonly parameters: CaseFilterParameters,
    readonly viewer: Actor,
    readonly minPosition: Position | undefined,
    readonly asker: Asker,
  ) {
    super();
  }
}

@QueryHandler(GetUnanswered)
export class GetUnansweredHandler implements IQueryHandler<GetUnanswered> {
  constructor(
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
    private readonly visibleParked: VisibleParked,
  ) {}

  async execute({ parameters, viewer, minPosition, asker }: GetUnanswered): Promise<CasePage> {
    await this.readModels.reached({ moment: parameters, minPosition });
    const page = await this.readModels.questions.unanswered(caseQuery(parameters, viewer), asker);
    return this.visibleParked.in(page, viewer);
  }
}
