import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Asker } from '@redress/application';
import { type Actor } from '@redress/domain';
import { type Position } from '@redress/event-store';
import { type AtRiskRow, type ClockPage } from '@redress/read-models';
import { type ReadModels } from '../../read-models/read-models';
import { VisibleParked } from '../../read-models/visible-parked';
import { READ_MODELS } from '../../redress.tokens';
import { type AtRiskParameters } from './at-risk.parameters';

/** Promises and milestones that can still be kept, but not for long. */
export class GetAtRisk extends Query<ClockPage<AtRiskRow>> {
  constructor(
    readonly parameters: AtRiskParameters,
    readonly viewer: Actor,
    readonly minPosition: Position | undefined,
    readonly asker: Asker,
  ) {
    super();
  }
}

@QueryHandler(GetAtRisk)
export class GetAtRiskHandler implements IQueryHandler<GetAtRisk> {
  constructor(
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
    private readonly visibleParked: VisibleParked,
  ) {}

  async execute({ parameters, viewer, minPosition, asker }: GetAtRisk): Promise<ClockPage<AtRiskRow>> {
    await this.readModels.reached({ moment: parameters, minPosition });
    const page = await this.readModels.questions.atRisk({ ...parameters, viewer, now: this.readModels.now() }, asker);
    return this.visibleParked.in(page, viewer);
  }
}
