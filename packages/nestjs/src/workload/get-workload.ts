import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Asker } from '@redress/application';
import { type Actor } from '@redress/domain';
import { type Position } from '@redress/event-store';
import { type HandlerWorkload } from '@redress/read-models';
import { type PageOutcome } from '../http/page';
import { type MomentQuery } from '../cases/parts/moment.query';
import { type ReadModels } from '../read-models/read-models';
import { VisibleParked } from '../read-models/visible-parked';
import { READ_MODELS } from '../redress.tokens';

/** What each handler has to do. */
export class GetWorkload extends Query<PageOutcome<HandlerWorkload>> {
  constructor(
    readonly parameters: MomentQuery,
    readonly viewer: Actor,
    readonly minPosition: Position | undefined,
    readonly asker: Asker,
  ) {
    super();
  }
}

@QueryHandler(GetWorkload)
export class GetWorkloadHandler implements IQueryHandler<GetWorkload> {
  constructor(
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
    private readonly visibleParked: VisibleParked,
  ) {}

  async execute({ parameters, viewer, minPosition, asker }: GetWorkload): Promise<PageOutcome<HandlerWorkload>> {
    await this.readModels.reached({ moment: parameters, minPosition });
    const report = await this.readModels.questions.workload({ ...parameters, viewer }, asker);
    return { ...(await this.visibleParked.in(report, viewer)), next: null };
  }
}
