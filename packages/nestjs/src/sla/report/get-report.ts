import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Asker } from '@redress/application';
import { type Actor } from '@redress/domain';
import { type Position } from '@redress/event-store';
import { type SlaReport } from '@redress/read-models';
import { type Answer } from '../../http/answer';
import { invalidQuery } from '../../http/problem';
import { readHeaders } from '../../http/page';
import { type ReadModels } from '../../read-models/read-models';
import { VisibleParked } from '../../read-models/visible-parked';
import { READ_MODELS } from '../../redress.tokens';
import { flaw, pointerTo } from '../../validation/flaw';
import { type ReportParameters } from './report.parameters';

export type ReportBody = Pick<SlaReport, 'from' | 'to' | 'data'>;

/** How well promises were kept. */
export class GetReport extends Query<Answer<ReportBody>> {
  constructor(
    readonly parameters: ReportParameters,
    readonly viewer: Actor,
    readonly minPosition: Position | undefined,
    readonly asker: Asker,
  ) {
    super();
  }
}

@QueryHandler(GetReport)
export class GetReportHandler implements IQueryHandler<GetReport> {
  constructor(
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
    private readonly visibleParked: VisibleParked,
  ) {}

  async execute({ parameters, viewer, minPosition, asker }: GetReport): Promise<Answer<ReportBody>> {
    assertPeriod(parameters);
    await this.readModels.reached({ moment: parameters, minPosition });
    const report = await this.readModels.questions.slaReport(
      { ...parameters, viewer, now: this.readModels.now() },
      asker,
    );
    const { from, to, data } = report;
    return { body: { from, to, data }, headers: readHeaders(await this.visibleParked.in(report, viewer)) };
  }
}

/** @throws {Problem} `invalid-request`: both ends are given, and nothing lies between them */
function assertPeriod({ from, to }: ReportParameters): void {
  if (from === undefined || to === undefined || Date.parse(from) < Date.parse(to)) return;
  throw invalidQuery([flaw('out-of-range', 'The period ends before it begins', pointerTo('to'))]);
}
