import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Asker } from '@redress/application';
import { type Actor } from '@redress/domain';
import { type Position } from '@redress/event-store';
import { type BreachRow, type ClockPage } from '@redress/read-models';
import { type ReadModels } from '../../read-models/read-models';
import { VisibleParked } from '../../read-models/visible-parked';
import { READ_MODELS } from '../../redress.tokens';
import { type BreachesParameters } from './breaches.parameters';

/** Promises that were broken, the latest first. */
export class GetBreaches extends Query<ClockPage<BreachRow>> {
  constructor(
    readonly parameters: BreachesParameters,
    readonly viewer: Actor,
    readonly minPosition: Position | undefined,
    readonly asker: Asker,
  ) {
    super();
  }
}

@QueryHandler(GetBreaches)
export class GetBreachesHandler implements IQueryHandler<GetBreaches> {
  constructor(
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
    private readonly visibleParked: VisibleParked,
  ) {}

  async execute({ parameters, viewer, minPosition, asker }: GetBreaches): Promise<ClockPage<BreachRow>> {
    await this.readModels.reached({ moment: parameters, minPosition });
    const page = await this.readModels.questions.breaches({ ...parameters, viewer, now: this.readModels.now() }, asker);
    return this.visibleParked.in(page, viewer);
  }
}
