import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { caseIdOf } from '@redress/application';
import { type Actor } from '@redress/domain';
import { VisibleCases } from '../cases/visible-cases';
import { type Answer } from '../http/answer';
import { READ_MODELS } from '../redress.tokens';
import { type ReadModels } from './read-models';
import { type ReadModelView, readModelView } from './read-model-view';

/** How the read models stand. */
export class ListReadModels extends Query<Answer<{ readonly data: readonly ReadModelView[] }>> {
  constructor(readonly actor: Actor) {
    super();
  }
}

@QueryHandler(ListReadModels)
export class ListReadModelsHandler implements IQueryHandler<ListReadModels> {
  constructor(
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
    private readonly visibleCases: VisibleCases,
  ) {}

  async execute({ actor }: ListReadModels): Promise<Answer<{ readonly data: readonly ReadModelView[] }>> {
    const statuses = await this.readModels.status();
    const parked = statuses.flatMap((status) => status.parked.map(({ stream }) => caseIdOf(stream)));
    const hidden = await this.visibleCases.hidden(parked, actor);
    return { body: { data: statuses.map((status) => readModelView(status, hidden)) } };
  }
}
