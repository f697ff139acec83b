import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Asker } from '@redress/application';
import { type Actor } from '@redress/domain';
import { type Position } from '@redress/event-store';
import { type CasePage } from '@redress/read-models';
import { type ReadModels } from '../../read-models/read-models';
import { VisibleParked } from '../../read-models/visible-parked';
import { READ_MODELS } from '../../redress.tokens';
import { type CaseListParameters } from './case-list.parameters';
import { caseQuery } from './case-query';

/** Cases by filters, now or as of a moment. */
export class ListCases extends Query<CasePage> {
  constructor(
    readonly parameters: CaseListParameters,
    readonly viewer: Actor,
    readonly minPosition: Position | undefined,
    readonly asker: Asker,
  ) {
    super();
  }
}

@QueryHandler(ListCases)
export class ListCasesHandler implements IQueryHandler<ListCases> {
  constructor(
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
    private readonly visibleParked: VisibleParked,
  ) {}

  async execute({ parameters, viewer, minPosition, asker }: ListCases): Promise<CasePage> {
    await this.readModels.reached({ moment: parameters, minPosition });
    const { sort, ...filters } = parameters;
    const query = { ...caseQuery(filters, viewer), ...(sort === undefined ? {} : { sort }) };
    return this.visibleParked.in(await this.readModels.questions.cases(query, asker), viewer);
  }
}
